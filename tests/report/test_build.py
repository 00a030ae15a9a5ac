from __future__ import annotations

import re

import pytest

from pipeline.analysis import SurveyError
from pipeline.report import ReportError, build, render_wave, renderer_identity
from tests.report import surveys
from tests.report.reading import Page

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pages(hostile):
    render_wave(hostile, "test", renderer="embedded")
    return {
        language: (hostile.output / f"test.{language}.html").read_text(encoding="utf-8") for language in ("de", "en")
    }


@pytest.mark.usefixtures("pages")
def test_names_and_completeness(hostile):
    names = {path.name for path in hostile.output.iterdir() if path.is_file()}
    assert names == {"test.de.html", "test.de.pdf", "test.en.html", "test.en.pdf"}


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_page_needs_nothing_else(pages, language):
    html = pages[language]
    assert f'<html lang="{language}">' in html
    assert not re.findall(r'(?:src|href)="(?!#|data:)[^"]*"', html)
    assert not re.findall(r"url\((?!data:)", html)
    assert "<script" not in html


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_link_leads_somewhere(pages, language):
    page = Page(pages[language])
    assert page.links
    assert {link[1:] for link in page.links} <= page.targets


@pytest.mark.parametrize("answer", surveys.HOSTILE)
def test_open_answers_arrive_letter_by_letter(pages, answer):
    words = " ".join(Page(pages["de"]).words)
    assert " ".join(answer.split()) in words


def test_both_languages_show_the_same_numbers(pages):
    def cells(html):
        found = re.findall(r"<td[^>]*>(.*?)</td>", html, re.DOTALL)
        return [
            cell.replace(",", ".").replace("\N{NARROW NO-BREAK SPACE}", "")
            for cell in found
            if re.search(r"\(\d+\)", cell)
        ]

    assert cells(pages["de"]) == cells(pages["en"])
    assert len(cells(pages["de"])) > 200  # what a small wave may show


def test_invented_answers_are_marked_everywhere(pages):
    captions = re.findall(r"<(?:fig)?caption[^>]*>(.*?)</(?:fig)?caption>", pages["de"], re.DOTALL)
    assert len(captions) > 20
    for caption in captions:
        assert "Synthetische Daten" in caption
        assert "efragte Kommunen" in caption
        assert "Bevölkerung ist" not in caption
    assert "Erfundene Antworten" in pages["de"]
    assert "nan" not in [word.lower() for word in Page(pages["de"]).words]


def test_no_wording_is_left_untranslated(pages):
    assert "{" not in " ".join(Page(pages["en"]).words).replace("{{< include", "").replace("{python}", "")
    assert "Befragte Kommunen" not in pages["en"]


def test_the_renderer_is_named(pages):
    assert renderer_identity("embedded") in " ".join(pages["en"].split())


@pytest.mark.usefixtures("pages")
def test_same_bytes_twice(hostile):
    before = {path.name: path.read_bytes() for path in hostile.output.glob("test.de.*")}
    render_wave(hostile, "test", ("de",), renderer="embedded")
    assert {path.name: path.read_bytes() for path in hostile.output.glob("test.de.*")} == before


@pytest.mark.usefixtures("pages")
def test_a_failure_leaves_the_earlier_report(hostile):
    template = hostile.reports / "wave.qmd"
    text = template.read_text(encoding="utf-8")
    before = (hostile.output / "test.de.html").read_bytes()
    try:
        template.write_text(text + "\nSiehe @fig-nirgends.\n", encoding="utf-8")
        with pytest.raises(ReportError, match="@fig-nirgends"):
            render_wave(hostile, "test", ("de",), ("html",), renderer="embedded")
    finally:
        template.write_text(text, encoding="utf-8")
    assert (hostile.output / "test.de.html").read_bytes() == before
    assert not [path for path in hostile.output.iterdir() if path.name.startswith(".")]


def test_wrong_requests(hostile):
    with pytest.raises(ReportError, match="cannot be written as docx"):
        render_wave(hostile, "test", formats=("docx",))
    with pytest.raises(ReportError, match="no renderer 'latex'"):
        render_wave(hostile, "test", renderer="latex")
    with pytest.raises(SurveyError, match="no wave '2099'"):
        render_wave(hostile, "2099", renderer="embedded")


def test_sources_are_the_templates(hostile):
    names = {path.name for path in build.sources(hostile)}
    assert {"wave.qmd", "_quarto.yml", "report.css", "page.html", "typst-template.typ"} <= names
    assert all(path.is_file() for path in build.sources(hostile))


def test_a_real_wave_is_not_called_invented(tmp_path):
    made = surveys.project(tmp_path, provenance="real")
    render_wave(made, "test", ("de",), ("html",), renderer="embedded")
    html = (made.output / "test.de.html").read_text(encoding="utf-8")
    assert "ynthetisch" not in html
    assert "Erfundene" not in html
