"""The report on 2016, rendered from the committed waves; pictures are stand-ins, because only their places are tested."""

from __future__ import annotations

import re
import shutil

import pytest

from pipeline.project import Project
from pipeline.report import build, embedded
from pipeline.report.reproduction.document import open_reproduced
from pipeline.reproduction import overview, reference
from pipeline.stages import Line
from tests.conftest import ROOT
from tests.report import surveys
from tests.report.reading import Page

pytestmark = pytest.mark.slow

ENVIRONMENT = "MUNISURVEY_"


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    """A project with both waves of 2016 in its warehouse and a picture in every place."""
    folder = tmp_path_factory.mktemp("edition")
    for name in ("questionnaire", "data/raw/2016-01", "data/raw/2016-12", "data/reference", "reports"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("_output", ".quarto"))
    made = Project(folder)
    line = Line(made)
    line.ingest()
    entries = reference.read(made, line.questionnaire).figures
    for language in ("de", "en"):
        surveys.draw(made, [(overview.ID, None), *((entry.id, None) for entry in entries)], "2016", language)
    return made


@pytest.fixture(scope="module", params=["de", "en"])
def page(edition, request):
    (path,) = build.render_reproduction(edition, (request.param,), ("html",), "embedded")
    return request.param, path.read_text(encoding="utf-8")


def report_of(made, language):
    return open_reproduced({f"{ENVIRONMENT}PROJECT": str(made.root), f"{ENVIRONMENT}LANGUAGE": language}, made.reports)


def test_figures_keep_the_numbers_they_had_in_print(page):
    language, html = page
    word = {"de": "Abbildung", "en": "Figure"}[language]
    named = re.findall(rf'id="fig-abb-(\d\d)".*?<figcaption>{word}\s(\d+):', html, re.DOTALL)
    assert named == [(f"{number:02d}", str(number)) for number in range(2, 27)]


def test_every_printed_number_is_in_the_ledger_with_its_verdict(page, edition):
    language, html = page
    table = html[html.index('id="tbl-ledger"') :]
    rows = re.findall(r"<tr.*?</tr>", table[: table.index("</table>")], re.DOTALL)[1:]
    report = report_of(edition, language)
    assert len(rows) == len(report.reference.ledger) == 274
    for row, printed in zip(rows, report.reference.ledger, strict=True):
        key = f"verdict_{overview.judged(report.rows[printed.id]).replace(' ', '_')}"
        assert report.plain(key) in row, printed.id


def test_every_erratum_has_its_section_and_every_link_leads_somewhere(page, edition):
    language, html = page
    read = Page(html)
    assert {f"sec-{erratum.id.lower()}" for erratum in report_of(edition, language).reference.errata} <= read.targets
    assert {link[1:] for link in read.links} <= read.targets


def test_the_page_needs_nothing_else_and_its_one_script_searches(page):
    _, html = page
    assert not re.findall(r'(?:src|href)="(?!#|data:)[^"]*"', html)
    assert html.count("<script") == 1
    assert 'class="searchable"' in html


def test_the_page_says_that_the_answers_are_generated(page):
    language, html = page
    assert html.index({"de": "Erzeugte Antworten", "en": "Generated answers"}[language]) < html.index('id="sec-glance"')


def test_the_sums_of_the_errata_are_computed_from_the_ledger(edition):
    text = report_of(edition, "en")
    from pipeline.report.reproduction.chapters import errata

    assert "43 \\+ 15 \\+ 45 \\+ 2 \\+ 3 \\= 108" in errata(text)


def test_a_picture_that_is_missing_is_said_to_be(edition, tmp_path):
    shutil.copytree(edition.root, tmp_path / "bare", ignore=shutil.ignore_patterns("_output"))
    from pipeline.report.reproduction.chapters import figures

    assert "munisurvey figures" in figures(report_of(Project(tmp_path / "bare"), "en")).replace("\\", "")


def test_without_one_of_the_waves_the_report_says_so(edition, tmp_path):
    folder = tmp_path / "one"
    shutil.copytree(
        edition.root, folder, ignore=shutil.ignore_patterns("_output", "2016-01", "survey.duckdb", "state.json")
    )
    made = Project(folder)
    Line(made).ingest()
    from pipeline.report.reproduction.chapters import glance, samples

    report = report_of(made, "en")
    assert "missing" in samples(report)
    assert "cannot be computed" in glance(report)


def test_the_template_stays_in_the_subset_that_both_renderers_know():
    from pipeline.report import qmd, subset

    assert not subset.mistakes(qmd.read(ROOT / "reports" / "reproduction.qmd"))
    assert embedded.configuration(ROOT / "reports", "de")["lang"] == "de"
