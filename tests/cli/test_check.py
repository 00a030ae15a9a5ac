from __future__ import annotations

import re
import shutil

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
