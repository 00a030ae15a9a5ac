"""What differs is found, and only what a tool cannot express is excused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.fielding import Artefact
from pipeline.rehearsal import exports
from pipeline.rehearsal.exports import TOOLS
from pipeline.rehearsal.exports.written import Alike
from pipeline.rehearsal.responses import NO_ANSWER, NOT_REACHED, NOT_SHOWN, Answer
from pipeline.rehearsal.run import rehearse


@pytest.fixture
def outcome(sample, tmp_path, monkeypatch):
    """What comes of LimeSurvey's export after a change of it."""

    def rehearsed(change):
        class Changed:
            title = "LimeSurvey"

            @staticmethod
            def write(sample):
                return change(TOOLS["limesurvey"].write(sample))

        monkeypatch.setitem(exports.TOOLS, "changed", Changed)
        (found,) = rehearse(sample, tmp_path, ["changed"])
        return found

    return rehearsed


def edited(written, *changes):
    content = written.files[0].content.decode()
    for old, new in changes:
        assert old in content
        content = content.replace(old, new, 1)
    return replace(written, files=(Artefact("results.csv", content.encode()),))


def test_an_unchanged_export_is_equal(outcome):
    found = outcome(lambda written: written)
    assert found.good
    assert found.comparison.differences == ()


def test_another_answer_and_another_text_are_differences(outcome):
    changes = [('"N"', '"Y"'), ("erfundene „Stelle", "erfundene „Halle")]
    found = outcome(lambda written: edited(written, *changes))
    assert not found.good
    first, second = found.comparison.differences
    assert (first.meant, first.read) == ("2", "1")
    assert first.where in ("office", "agreed")
    assert "Halle" in second.read
    assert str(first).startswith("response ")
    assert found.comparison.equal + sum(found.comparison.lost.values()) == found.comparison.cells - 2


def test_a_response_that_is_not_there_is_missed(outcome, sample):
    def shorter(written):
        lines = written.files[0].content.decode().split("\r\n")
        return replace(written, files=(Artefact("results.csv", "\r\n".join([*lines[:2], *lines[3:]]).encode()),))

    found = outcome(shorter)
    assert not found.good
    missed = [difference for difference in found.comparison.differences if difference.where == "(response)"]
    assert [difference.response for difference in missed] == [sample.responses[1].number]


def test_status_times_and_municipalities_are_compared(outcome, sample):
    twice = next(response for response in sample.responses if response.status == "duplicate")
    changes = [(f'"{sample.responses[0].begun:%Y-%m-%d %H:%M:%S}"', '"2027-01-11 00:00:01"')]
    found = outcome(lambda written: edited(written, *changes))
    assert [difference.where for difference in found.comparison.differences] == ["(begun)"]

    def anonymous(written):
        lines = written.files[0].content.decode().split("\r\n")
        lines[twice.number] = lines[twice.number].replace(twice.token, "another0000000z")
        return replace(written, files=(Artefact("results.csv", "\r\n".join(lines).encode()),))

    wheres = {difference.where for difference in outcome(anonymous).comparison.differences}
    assert wheres == {"(status)", "(municipality)"}


def test_an_export_that_cannot_be_read_is_told_with_its_reason(outcome):
    found = outcome(lambda written: edited(written, ('"N"', '"Q"')))
    assert not found.good
    assert found.comparison is None
    assert "the answer 'Q'" in found.refused


def test_only_what_is_declared_alike_is_excused(sample):
    alike = Alike(frozenset({NO_ANSWER, NOT_SHOWN}), "a reason", of=lambda v: v.kind == "text", unfinished=True)
    variables = {variable.name: variable for variable in sample.variables}
    done = next(response for response in sample.responses if response.submitted)
    stopped = next(response for response in sample.responses if not response.submitted)
    assert alike.excuses(variables["comments"], stopped, NO_ANSWER, NOT_SHOWN)
    assert not alike.excuses(variables["comments"], done, NO_ANSWER, NOT_SHOWN)
    assert not alike.excuses(variables["share"], stopped, NO_ANSWER, NOT_SHOWN)
    assert not alike.excuses(variables["comments"], stopped, NO_ANSWER, NOT_REACHED)
    assert not alike.excuses(variables["comments"], stopped, 1, NO_ANSWER)


def test_answers_are_shown_as_people_say_them():
    answers = [Answer(3), Answer(1, value=12.5), Answer(1, text="ja"), Answer(NOT_SHOWN)]
    assert [str(answer) for answer in answers] == ["3", "12.5", "'ja'", "not_shown"]
