from __future__ import annotations

import pytest

from pipeline.ingest import IngestError, NothingYetError, read_source
from pipeline.ingest.source import describe_source
from pipeline.questionnaire import QuestionnaireError


def mistake(wave):
    with pytest.raises(QuestionnaireError) as caught:
        wave.read()
    (only,) = caught.value.mistakes
    return only


def test_defaults(wave, short):
    (wave.folder / "source.yaml").write_text("tool: paper\nexported_at: 2026-11-20\nprovenance: real\n")
    wave.put(short)
    source = read_source(wave.project, wave.name)
    assert (source.questionnaire, source.mapping, source.ignored_columns) == ("autumn", None, ())
    assert source.description.duplicates == "first"
    assert source.description.open_answers == "withheld"


def test_notes_and_hidden_files_are_no_exports(wave, short):
    for name in (".DS_Store", "README.txt", "notes.md", "~$results.xlsx"):
        wave.put("", name)
    wave.put(short)
    assert read_source(wave.project, wave.name).path.name == "results.csv"


def test_a_folder_without_an_export(wave):
    problem = wave.problem()
    assert (problem.file, problem.found) == ("data/raw/autumn", "there is no export")


def test_a_folder_with_two_exports(wave, short):
    wave.put(short, "a.csv")
    wave.put(short, "b.csv")
    assert wave.problem().found == "there are 2 files that could be the export: 'a.csv', 'b.csv'"


def test_a_folder_that_is_not_there(wave):
    with pytest.raises(IngestError, match="the waves there are: 'autumn'"):
        read_source(wave.project, "spring")


def test_a_folder_without_source_yaml(wave, short):
    wave.put(short)
    (wave.folder / "source.yaml").unlink()
    assert wave.problem().found == "there is no source.yaml"


@pytest.mark.parametrize(
    ("text", "line", "found", "hint"),
    [
        ("exportedat: 2026-11-20", 6, "unknown key 'exportedat'", "did you mean 'exported_at'?"),
        ("duplicates: newest", 6, "'duplicates' is 'newest'", ""),
        ("invited: 0", 6, "'invited' is 0", ""),
        ("test:\n  token: [A]", 7, "unknown key 'token'", "did you mean 'tokens'?"),
        ("field_period: [2026-11-20, 2026-11-02]", 6, "ends (2026-11-02) before it starts", "first day"),
    ],
)
def test_mistakes_are_named_with_their_line(wave, short, text, line, found, hint):
    wave.put(short)
    wave.describe(text)
    mistaken = mistake(wave)
    assert (mistaken.file, mistaken.line) == ("data/raw/autumn/source.yaml", line)
    assert found in mistaken.found
    assert hint in mistaken.hint


def test_a_mapping_that_does_not_exist(wave, short):
    wave.put(short)
    wave.describe(mapping="limesurvey-name")
    assert mistake(wave).hint == "did you mean 'limesurvey-named'?"
    assert mistake(wave).line == 5


@pytest.mark.parametrize(
    ("assumed", "found", "hint"),
    [
        ("[tasks_securty]", "'tasks_securty' under assumed is no variable", "did you mean 'tasks_security'?"),
        ("[strategy, strategy]", "'strategy' stands under assumed twice", "remove one of the two"),
    ],
)
def test_only_variables_of_the_wave_are_assumed(wave, short, assumed, found, hint):
    wave.put(short)
    wave.describe(f"assumed: {assumed}")
    mistaken = mistake(wave)
    assert (mistaken.line, mistaken.hint) == (6, hint)
    assert found in mistaken.found


def test_what_was_answered_is_not_assumed(wave, short):
    wave.put(short)
    wave.describe("assumed: [strategy]", provenance="real")
    assert mistake(wave).line == 6
    assert "provenance is real" in mistake(wave).found
    wave.describe("assumed: [strategy]")
    assert wave.read().assumed == {"strategy"}


def test_a_questionnaire_that_does_not_exist(wave, short):
    wave.put(short)
    (wave.folder / "source.yaml").write_text("tool: x\nexported_at: 2026-11-20\nprovenance: synthetic\n")
    assert "'autumn'" in mistake(wave).found
    assert "the folder's name is taken as default" in mistake(wave).hint


@pytest.mark.parametrize("content", [None, "headings", "blank"])
def test_a_wave_before_its_first_answer_is_told_apart_from_a_mistake(wave, short, content):
    heading = short.splitlines()[0]
    if content is not None:
        wave.put(heading + "\r\n" + (";" * heading.count(";") + "\r\n" if content == "blank" else ""))
    with pytest.raises(NothingYetError):
        wave.read()


def test_what_is_said_of_a_wave_can_be_read_before_its_export(wave):
    description, yaml = describe_source(wave.project, wave.name)
    assert description.provenance == "synthetic"
    assert yaml.file == "data/raw/autumn/source.yaml"
