from __future__ import annotations

import re
from dataclasses import replace

import pytest

from pipeline import validation, warehouse
from pipeline.questionnaire.model import Text
from pipeline.validation.cases import Explainer
from pipeline.validation.gx import Verdict
from pipeline.validation.page import render
from pipeline.validation.rules import CheckedWave, derive
from tests.build import wave_data
from tests.validation.instrument import clean, instrument


@pytest.fixture(scope="module")
def mini(questionnaire):
    return instrument(questionnaire)


@pytest.fixture(scope="module")
def path(mini, tmp_path_factory):
    file = tmp_path_factory.mktemp("warehouse") / "survey.duckdb"
    waves = [
        clean(mini),
        replace(clean(mini, "actual"), provenance="real"),
        wave_data(mini, "mini", {}, wave="empty", n=0),
        wave_data(mini, "mini", {}, wave="silent", n=3),
    ]
    warehouse.build(file, mini, waves)
    return file


def result(questionnaire, wave, broken=(), unchecked=()):
    """The outcomes of a wave, all passed but those in ``broken`` (rule id to rows)."""
    checked = CheckedWave(wave, "mini", (None, None), "synthetic")
    broken = dict(broken)
    explainer = Explainer(questionnaire, checked)
    fielded = CheckedWave(wave, "mini", questionnaire.wave("mini").field_period, "synthetic")
    outcomes = []
    for rule in derive(questionnaire, fielded):
        rows = broken.get(rule.id, ())
        verdict = Verdict(rule, 12, len(rows), tuple(rows))
        outcomes.append(explainer.not_checked(rule) if rule.id in unchecked else explainer.finding(verdict))
    return validation.ValidationResult(wave, "mini", "synthetic", explainer.questions(), tuple(outcomes))


def row(**cells):
    return {"respondent": 3, "source_id": "17", "variable": None, "code": None, "value": None, "detail": None} | cells


CASES = {
    "codes:mini_rating": [row(variable="tasks_b", code=6)],
    "plausibility:mini_rule": [row(variable="size_class", code=3, detail="state=2")],
    "filter:strategy_name": [row(variable="strategy_name", code=1)],
}


@pytest.fixture(scope="module")
def page(mini, path):
    broken = result(mini, "clean", CASES)
    return render([broken, *(result(mini, wave) for wave in ("actual", "empty", "silent"))], path)


def part(page, language):
    return re.search(rf'<main lang="{language}">.*?</main>', page, re.DOTALL)[0]


def test_the_page_holds_both_languages_and_needs_no_script(page):
    assert "<h1>Datenprüfung</h1>" in part(page, "de")
    assert "<h1>Data validation</h1>" in part(page, "en")
    assert "<script" not in page
    assert 'id="show-de" lang="de" checked' in page


def test_the_page_asks_for_nothing_outside_itself(page):
    links = re.findall(r"""(?:src|href|srcset|action)\s*=\s*["']?([^"'>\s]*)""", page)
    assert links
    assert all(link.startswith(("#", "data:")) for link in links)
    assert not re.findall(r"url\((?!data:)|@import", page)
    assert "://" not in page


def test_the_page_is_light(page):
    assert len(page.encode()) < 400_000


def test_cases_name_row_question_and_answer(page):
    german = part(page, "de")
    assert "Code 6, den die Skala nicht kennt" in german
    assert "Tasks: Aufgabe b" in german
    assert "zugleich 2. State: Stadtstaat" in german
    assert '<td class="n" data-label="Antwort-ID">17</td>' in german
    assert "together with 2. State (en): Stadtstaat (en)" in part(page, "en")


def test_an_open_answer_is_never_shown(page):
    assert "Leitbild" not in page
    assert "Angabe gemacht" in part(page, "de")


def test_what_comes_from_data_is_escaped(page, mini, path):
    assert "Mini &lt;b&gt;mini&lt;/b&gt;" in page
    hostile = result(mini, "clean", {"variables": [row(variable="<script>alert(1)</script>")]})
    told = render([hostile], path)
    assert "&lt;script&gt;alert(1)" in told
    assert "<script" not in told


def test_synthetic_data_are_marked_wave_by_wave(page):
    german = part(page, "de")
    assert german.count("Künstliche Daten") == 3
    assert german.count("Echte Antworten") == 1


def test_verdicts_are_counted(page):
    assert re.search(r"\d+ Prüfungen: \d+ bestanden, 2 Fehler, 1 Warnung\.", part(page, "de"))
    assert re.search(r"All \d+ checks passed\.", part(page, "en"))


def test_checks_that_were_not_run_are_named(mini, path):
    broken = result(
        mini, "clean", {"columns:answer": [row(variable="value", detail="DOUBLE|")]}, unchecked={"values", "units"}
    )
    german = part(render([broken], path), "de")
    assert "2 Prüfungen wurden nicht ausgeführt" in german
    assert "nicht geprüft" in german


def test_more_cases_than_rows_are_announced(mini, path):
    found = result(mini, "clean", CASES)
    many = tuple(
        replace(entry, cases=70) if entry.rule == "filter:strategy_name" else entry for entry in found.outcomes
    )
    assert "… und 69 weitere Fälle" in render([replace(found, outcomes=many)], path)


def test_responses_cells_and_nonresponse_are_told(page):
    german = part(page, "de")
    assert "abgeschickt (gezählt)" in german
    assert "alle außer der ersten Antwort" in german
    assert "100\u202f% beantwortet, 0\u202f% weiß nicht oder verweigert, 0\u202f% keine Angabe" in german
    assert "0% answered, 0% don&#39;t know or refused, 100% no answer" in part(page, "en")
    assert "Niemand wurde gezählt." in german


def test_the_page_is_written_in_one_go_and_repeatable(mini, path, tmp_path):
    target = tmp_path / "out" / "validation.html"
    results = [result(mini, "clean")]
    assert validation.write_page(results, path, target) == target
    first = target.read_bytes()
    with warehouse.connect(path) as connection:
        validation.write_page(results, connection, target)
    assert target.read_bytes() == first
    assert list(target.parent.iterdir()) == [target]


def test_unnamed_outcomes_and_kinds_are_shown_by_their_name(mini, path):
    found = result(mini, "clean")
    strange = replace(found.outcomes[0], kind="new_kind", title=Text(de="Neu", en="New"))
    assert "new_kind" in render([replace(found, outcomes=(strange,))], path)
