from __future__ import annotations

import re
import shutil

import pytest

from tests.conftest import ROOT


def test_waves_and_modules_with_their_minutes(run_bare):
    code, out, _ = run_bare("check")
    assert code == 0
    assert "2016-12: fine (23 numbered questions, 25 in all, 93 variables, about 23 minutes)" in out
    assert "module housing: fine (11 questions, about 5.8 minutes)" in out
    assert len(re.findall(r"^module ", out, flags=re.MULTILINE)) == 8


def test_a_mistake_in_a_module(run_bare, tmp_path):
    path = tmp_path / "questionnaire" / "modules" / "rural.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("scale: vacancy_5_dk", "scale: vacancy_5"), encoding="utf-8"
    )
    code, _, messages = run_bare("check")
    assert code == 1
    assert re.search(r"modules/rural.yaml, line \d+: question 'housing_vacancy' uses the scale 'vacancy_5'", messages)
    assert "did you mean 'vacancy_5_dk'" in messages


def test_schemas_are_written_where_the_files_look_for_them(run_bare, tmp_path):
    folder = tmp_path / "questionnaire" / "schema"
    shutil.rmtree(folder)
    code, out, _ = run_bare("schema")
    assert code == 0
    names = {path.name for path in (ROOT / "questionnaire" / "schema").iterdir()}
    assert {path.name for path in folder.iterdir()} == names
    assert set(out.split()) == {f"questionnaire/schema/{name}" for name in names}


def test_a_label_mended_for_next_year_is_found_in_the_past(run_bare, tmp_path):
    path = tmp_path / "questionnaire" / "scales.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("sich nicht verändert", "gleich geblieben"), encoding="utf-8"
    )
    _, out, _ = run_bare("check")
    assert "'engagement_change' is not worded as when 2016-12 was fielded" in out
    code, out, _ = run_bare("check", "--record", "2016-12")
    assert code == 0
    assert "2016-12 recorded" in out
    assert "was fielded" not in out


@pytest.mark.parametrize(("wave", "message"), [("2016-11", "there are 2011"), ("2016-01", "is reconstructed")])
def test_what_cannot_be_recorded(run_bare, wave, message):
    code, _, messages = run_bare("check", "--record", wave)
    assert code == 2
    assert message in messages
