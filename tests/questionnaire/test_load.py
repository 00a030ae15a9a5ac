"""Every slip in a file is refused with file, line and what to do, all of them in one run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.questionnaire import QuestionnaireError, load
from tests.questionnaire.small import FILES, Small

if TYPE_CHECKING:
    from pathlib import Path

SCALES, CLASSES, RULES, CROSSWALK = "scales.yaml", "classifications.yaml", "plausibility.yaml", "crosswalk.yaml"
LATE, TOOL = "waves/late.yaml", "mappings/tool.yaml"

# file, what is replaced, by what, (part of) the line that is named, what was found, the hint
SLIPS = {
    "unknown key": (LATE, "invited: 270", "invitd: 270", "invitd", "unknown key 'invitd'", "did you mean 'invited'"),
    "unknown key without a likeness": (LATE, "invited: 270", "qqq: 270", "qqq", "unknown key 'qqq'", "JSON Schema"),
    "missing translation": (LATE, "{de: Spät, en: Late}", "{de: Spät}", "Spät", "the English wording", "add en:"),
    "missing German": (LATE, "{de: Spät, en: Late}", "{en: Late}", "en: Late", "the German wording", "add de:"),
    "empty text": (LATE, "{de: Spät, en: Late}", "{de: '', en: Late}", "en: Late", "'de' is ''", "fill it in"),
    "text in one language": (LATE, "{de: Spät, en: Late}", "Late", "title: Late", "'title' is 'Late'", "write {de:"),
    "number for a text": (LATE, "{de: Spät, en: Late}", "{de: 7, en: Late}", "de: 7", "'de' is 7", "in quotes"),
    "bad name": (LATE, "id: security", "id: Sicherheit 1", "Sicherheit 1", "cannot be a name", "small letters"),
    "missing id": (LATE, "{id: security, label", "{label", "Sicherheit", "'id' is missing", "add id:"),
    "unknown type": (LATE, "type: number", "type: slider", "slider", "'type' is 'slider'", "'battery'"),
    "bad date": (LATE, "2016-12-20", "20.12.2016", "20.12.2016", "20.12.2016", "year-month-day"),
    "period backwards": (LATE, "2016-12-20", "2015-12-20", "wave: late", "before it starts", "first day"),
    "no sections": (LATE, "invited: 270", "invited: none", "invited", "'invited' is 'none'", "number without quotes"),
    "wave not its file": (LATE, "wave: late", "wave: later", "wave: later", "describes wave 'later'", "same name"),
    "scale without direction": (
        SCALES,
        "  direction: ascending\n",
        "",
        "change_3",
        "'direction' is missing",
        "add direction: descending",
    ),
    "values against the direction": (
        SCALES,
        "direction: ascending",
        "direction: descending",
        "change_3",
        "do not run descending",
        "printed order",
    ),
    "one value missing": (
        SCALES,
        "code: 2, value: 2, label: {de: teils",
        "code: 2, label: {de: teils",
        "importance_3",
        "some have none",
        "every substantive option",
    ),
    "value of a missing": (
        SCALES,
        "missing: dont_know",
        "missing: dont_know, value: 4",
        "importance_3",
        "cannot have a value",
        "remove its value",
    ),
    "code twice": (
        SCALES,
        "code: 2, label: {de: Land",
        "code: 1, label: {de: Land",
        "size_2",
        "share a code",
        "own code",
    ),
    "neutral outside": (SCALES, "neutral: 2", "neutral: 5", "importance_3", "outside", "value axis"),
    "unknown missing kind": (SCALES, "dont_know", "skip", "skip", "'missing' is 'skip'", "'refused'"),
    "duplicate key": (SCALES, "importance_3:", "size_2:", "size_2:", "duplicate key 'size_2'", "first on line 1"),
    "level code twice": (
        CLASSES,
        "code: 2, id",
        "code: 1, id",
        "size_group",
        "stands in the levels twice",
        "one level",
    ),
    "unknown severity": (RULES, "severity: warning", "severity: bad", "bad", "'severity' is 'bad'", "'error'"),
    "code of a mapping no number": (TOOL, "{A: 1", "{A: eins", "A: eins", "'A' is 'eins'", "number without quotes"),
    "question without scale": (LATE, "        scale: change_3\n", "", "id: tasks", "needs a scale", "scales.yaml"),
    "scale for yes/no": (LATE, "type: yes_no,", "type: yes_no, scale: size_2,", "type: yes_no", "no scale", "remove"),
    "items of a text": (
        LATE,
        "shown_if: {strategy: [1]}",
        "items: [{id: x, label: {de: x, en: x}}]",
        "id: strategy_name",
        "cannot have items",
        "type battery",
    ),
    "battery without items": (
        LATE,
        "- {id: staff, type: number, minimum: 0, unit: {de: Stellen, en: posts}",
        "- {id: staff, type: battery, scale: size_2",
        "id: staff",
        "needs items",
        "items:",
    ),
    "unit of a choice": (LATE, "type: yes_no,", "type: yes_no, minimum: 1,", "minimum: 1", "number question", "type:"),
    "consent to nothing": (
        LATE,
        "invited: 270",
        "invited: 270\nconsent: {de: Ja, en: Yes}",
        "wave: late",
        "consent is asked for",
        "add data_protection:",
    ),
    "welcome in one language": (
        LATE,
        "invited: 270",
        "invited: 270\nwelcome: Hallo",
        "welcome: Hallo",
        "'welcome' is 'Hallo'",
        "write {de:",
    ),
    "other beside item other": (LATE, "id: school", "id: other", "id: themes", "share a variable", "another id"),
}


def test_the_small_questionnaire_is_sound(small: Small) -> None:
    assert small.mistakes() == []


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_is_named_with_file_line_and_hint(small: Small, slip: tuple[str, ...]) -> None:
    file, old, new, marker, found, hint = slip
    small.change(file, old, new)
    (mistake,) = small.mistakes()
    assert mistake.file == f"questionnaire/{file}"
    assert found in mistake.found
    assert hint in mistake.hint
    assert mistake.line == small.line(file, marker)


def test_a_list_where_names_are_expected(small: Small) -> None:
    small.write(RULES, "- a\n")
    (mistake,) = small.mistakes()
    assert (mistake.found, mistake.hint) == ("'file' is ['a']", "write lines of the form key: value")


def test_all_mistakes_come_in_one_run_and_in_order(small: Small) -> None:
    small.change(LATE, "invited: 270", "invitd: 270").change(LATE, "{de: Eins, en: One}", "{de: Eins}")
    small.change(SCALES, "neutral: 2", "neutral: 5")
    with pytest.raises(QuestionnaireError) as caught:
        small.load()
    files = [(mistake.file, mistake.line) for mistake in caught.value.mistakes]
    assert len(files) == 3
    assert files == sorted(files)
    assert str(caught.value).count("Hint: ") == 3


def test_an_unreadable_wave_causes_no_follow_up_complaints(small: Small) -> None:
    small.write(LATE, "wave: [late\n")
    assert [mistake.file for mistake in small.mistakes()] == [f"questionnaire/{LATE}"]


@pytest.mark.parametrize("file", [SCALES, CLASSES])
def test_needed_files(small: Small, file: str) -> None:
    (small.folder / file).unlink()
    (mistake,) = small.mistakes()
    assert (mistake.file, mistake.found) == (f"questionnaire/{file}", "the file does not exist")


@pytest.mark.parametrize("file", [RULES, CROSSWALK, TOOL])
def test_files_one_can_do_without(small: Small, file: str) -> None:
    (small.folder / file).unlink()
    assert small.mistakes() == []


def test_an_empty_file_is_not_an_empty_list(small: Small) -> None:
    small.write(CROSSWALK, "# nothing yet\n")
    (mistake,) = small.mistakes()
    assert mistake.found == "the file is empty"
    small.write(CROSSWALK, "[]\n")
    assert small.mistakes() == []


def test_a_file_that_would_be_overlooked_is_named(small: Small) -> None:
    small.write("waves/2018.yml", "wave: 2018\n")
    (mistake,) = small.mistakes()
    assert mistake.file == "questionnaire/waves/2018.yml"
    assert ".yaml" in mistake.hint


def test_a_folder_without_anything(tmp_path: Path) -> None:
    with pytest.raises(QuestionnaireError, match="there is no questionnaire"):
        load(tmp_path / "questionnaire")


def test_an_unknown_wave_is_answered_with_the_known_ones(small: Small) -> None:
    questionnaire = small.load()
    with pytest.raises(KeyError, match="early, late"):
        questionnaire.wave("2099")
    with pytest.raises(KeyError, match="2099"):
        questionnaire.variables("2099")


@given(
    file=st.sampled_from(sorted(FILES)),
    at=st.integers(0, 2000),
    cut=st.integers(0, 30),
    put=st.sampled_from(
        ["", "\t", "\n", "- ", ": ", "[", "{", "}", "&a ", "*a", "!x ", "'", '"', "#", "9", "~", "null", "\x00"]
    ),
)
def test_whatever_is_damaged_there_is_a_message_and_no_stack_trace(
    tmp_path_factory: pytest.TempPathFactory, file: str, at: int, cut: int, put: str
) -> None:
    small = Small(tmp_path_factory.mktemp("damaged") / "questionnaire")
    text = FILES[file]
    small.write(file, text[: at % len(text)] + put + text[at % len(text) + cut :])
    for mistake in small.mistakes():
        assert mistake.found
        assert mistake.hint, mistake
        assert 1 <= mistake.line <= text.count("\n") + 2
