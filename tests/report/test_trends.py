"""The section on a question over the waves: only where an earlier wave asked comparably, each number with its n."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from pipeline.report.context import Report
from pipeline.report.trends import trends
from tests import build
from tests.report import surveys


@pytest.fixture(scope="module")
def waves(tmp_path_factory, questionnaire):
    """Early 2016 (invented), December 2016 (real) and 2027 (real)."""
    folder = tmp_path_factory.mktemp("waves")
    made = []
    for name, instrument, year, provenance, n in (
        ("2016-01", "2016-01", 2016, "synthetic", 40), ("second", "2016-12", 2017, "real", 30),
        ("third", "2016-12", 2027, "real", 6),
    ):  # fmt: skip
        answers = build.random_answers(questionnaire, instrument, n, seed=year)
        data = build.wave_data(questionnaire, instrument, answers, wave=name, n=n, provenance=provenance)
        assumed = frozenset({"development_policy_guidelines"}) if name == "second" else frozenset()
        made.append(replace(data, field_period=(dt.date(year, 3, 2), dt.date(year, 3, 20)), assumed=assumed))
    survey = build.survey(folder, questionnaire, *made)
    yield survey
    survey.close()


@pytest.fixture
def section(waves, tmp_path):
    """The section on a question as plain Markdown; ``drawn`` puts its picture there."""

    def made(question, wave="third", language="de", *, drawn=False):
        project = surveys.Project(tmp_path)
        if drawn:
            manifest = surveys.draw(project, [(f"{question}-trend", question)], wave=wave, language=language)
            manifest.write_text(manifest.read_text(encoding="utf-8").replace("stacked", "trend"), encoding="utf-8")
        report = Report(
            project=project, survey=waves, language=language, renderer="test", folder=tmp_path, wave=wave
        )  # fmt: skip
        text = trends(report, waves.question(wave, question))
        return text and text.replace("\\", "")

    return made


def test_a_battery_has_a_table_with_n_per_wave(section, waves):
    text = section("development", language="en")
    assert text.startswith("### Over time {#sec-trend-development}")
    assert "| Item | March 2016 | March 2017 | March 2027 |" in text
    frame = waves.trend("development", until="third", language="en").frame()
    for row in frame.dropna(subset="value").to_dict("records"):
        assert f"{row['value']:.2f} ({row['n']})" in text
    assert "A difference between waves mixes change and selection" in text
    assert "Not compared with 2016-01, as not asked or asked otherwise: Local leeway" in text


def test_what_is_invented_or_assumed_is_marked(section):
    text = section("development", language="en")
    assert "**Synthetic data: March 2016.**" in text
    assert "even the distribution is assumed" in text.lower()
    assert "Synthetic" not in section("tasks", language="en"), "both waves are real"


def test_a_question_with_one_number_a_wave_needs_only_its_picture(section):
    assert "@tbl-networking-over-time" in section("networking")
    drawn = section("networking", drawn=True)
    assert "@fig-networking-trend" in drawn
    assert "@tbl-" not in drawn
    both = section("development", drawn=True)
    assert "@fig-development-trend und @tbl-development-over-time" in both


def test_questions_that_were_not_asked_before_have_no_section(section):
    assert section("tasks", wave="second") is None
    assert section("state") is None
    assert section("priorities") is None
    assert section("networking", wave="2016-01") is None


def test_shares_name_the_answers(section):
    assert "Anteil der Antwort „Ja“ (n)" in section("reception_facility")


def test_the_method_is_noted(waves, tmp_path):
    report = Report(
        project=surveys.Project(tmp_path), survey=waves, language="de", renderer="test", folder=tmp_path, wave="third"
    )  # fmt: skip
    trends(report, waves.question("third", "networking"))
    assert "description" in report.methods
