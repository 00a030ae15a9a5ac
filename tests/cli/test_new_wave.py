"""The command end to end: what it writes, what it says, and that it never overwrites."""

from __future__ import annotations

import pytest

from pipeline.questionnaire import load


def test_the_wave_of_the_issue(run_bare, tmp_path):
    code, out, _ = run_bare("new-wave", "2027", "--from", "2016-12", "--modules", "admission,housing")
    assert code == 0
    assert "2027, from 2016-12 with admission, housing" in out
    rows = {line[:16].strip(): line[16:].split() for line in out.splitlines()}
    assert rows["closed fields"] == ["78", "88"]
    assert rows["minutes, about"] == ["23", "33"]
    assert "2016-12: 25 of 25 questions that both ask, variables: 93" in out
    assert "no:  tasks. 2027 asks in the words of 2016-12. Early in 2016" in out
    assert "development (3 of 12 items)" in out
    assert "contact (de) leaves open: Institution, Anschrift" in out
    assert "'incidents' contains 2016 (text): check" in out
    assert out.rstrip().endswith("questionnaire/waves/2027.yaml")
    wave = load(tmp_path / "questionnaire").wave("2027")
    assert [section.id for section in wave.sections][-2:] == ["admission", "housing"]
    assert wave.status == "complete"
    assert wave.consent.de.startswith("Ich habe")
    assert "[[" in wave.data_protection.en


def test_check_says_what_is_still_to_fill_in(run_bare):
    _, first, _ = run_bare("new-wave", "2027", "--from", "2016-12", "--modules", "rural")
    code, out, _ = run_bare("check")
    assert code == 0
    assert "2027: fine (27 numbered questions" in out
    told = [line for line in first.splitlines() if line.startswith("questionnaire/waves/2027.yaml, line")]
    assert len(told) == 12
    assert all(line in out for line in told)
    assert "To look at (12)" in out


def test_what_is_dropped_is_said(run_bare):
    _, out, _ = run_bare(
        "new-wave", "2027", "--from", "2016-12", "--drop", "good_practice,5", "--drop", "needs", "--dry-run"
    )
    assert "2027, from 2016-12, without immigration, needs, good_practice" in out
    assert "Printed numbers are given anew: 6-8 are now 5-7, 10-23 are now 8-21." in out
    assert "No longer asked, so their series end with 2016-12: immigration, needs, good_practice" in out
    assert "not asked in 2027: immigration, needs, good_practice" in out


def test_a_dry_run_writes_nothing(run_bare, tmp_path):
    code, out, _ = run_bare("new-wave", "2027", "--from", "2016-12", "--dry-run")
    assert code == 0
    assert "Nothing written (--dry-run)" in out
    assert not (tmp_path / "questionnaire" / "waves" / "2027.yaml").exists()


def test_a_year_after_the_new_wave(run_bare):
    run_bare("new-wave", "2027", "--from", "2016-12", "--modules", "housing")
    code, out, _ = run_bare("new-wave", "2028", "--from", "2027", "--drop", "housing", "--modules", "networks")
    assert code == 0
    assert "2027: 25 of 25 questions that both ask" in out
    assert "2011: 1 of 1 questions that both ask" in out


def test_an_existing_wave_stays_as_it_is(run_bare, tmp_path):
    path = tmp_path / "questionnaire" / "waves" / "2016-12.yaml"
    before = path.read_bytes()
    code, _, messages = run_bare("new-wave", "2016-12", "--from", "2016-12")
    assert code == 2
    assert "It is not overwritten" in messages
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("2027", "--from", "2016-21"), "did you mean '2016-12'?"),
        (("2027", "--from", "2016-12", "--modules", "housng"), "did you mean 'housing'?"),
        (("2027", "--from", "2016-12", "--drop", "taks"), "did you mean 'tasks'?"),
        (("2027", "--from", "2016-12", "--drop", "10"), "--drop strategy,strategy_name"),
        (("2027", "--from", "2016-01"), "is reconstructed"),
        (("naechste", "--from", "2016-12"), "begin with the year"),
        (("2027",), "--from"),
    ],
)
def test_wrong_use_is_exit_code_2_with_what_to_do(run_bare, tmp_path, arguments, message):
    code, _, messages = run_bare("new-wave", *arguments)
    assert code == 2
    assert message in messages
    assert not (tmp_path / "questionnaire" / "waves" / "2027.yaml").exists()


def test_a_questionnaire_with_mistakes_is_mended_first(run_bare, tmp_path):
    path = tmp_path / "questionnaire" / "waves" / "2011.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("invited:", "invitd:"), encoding="utf-8")
    code, _, messages = run_bare("new-wave", "2027", "--from", "2016-12")
    assert code == 1
    assert "waves/2011.yaml" in messages
