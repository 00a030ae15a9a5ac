"""Output that withholds nothing: it lies in a folder of its own and says on every page, picture and table what it is."""

from __future__ import annotations

import csv
import json
import re

import pytest

from pipeline.analysis import Survey
from pipeline.stages import Line
from tests.small_project import small_project

pytestmark = pytest.mark.slow

MARKS = {"de": "Intern – nicht zur Veröffentlichung", "en": "Internal – not for publication"}


class Steps:
    def __init__(self):
        self.done = []

    def started(self, step):
        pass

    def finished(self, step, _seconds, _detail):
        self.done.append(step)

    def fresh(self, step):
        pass


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A project with its internal report alone."""
    project = small_project(tmp_path_factory.mktemp("internal"))
    return project, Line(project).report(["demo"], renderer="embedded", internal=True)


def test_it_lies_in_a_folder_of_its_own(made):
    project, written = made
    inside = project.output / "internal"
    assert {path.name for path in written if inside in path.parents} == {
        f"demo.{language}.{kind}" for language in ("de", "en") for kind in ("html", "pdf")
    }
    assert not (project.output / "demo.de.html").exists()
    assert not (project.output / "figures").exists()
    assert (inside / "figures" / "demo" / "de" / "manifest.json").is_file()


@pytest.mark.parametrize("language", MARKS)
def test_the_page_every_caption_and_every_sheet_of_paper_say_so(made, language):
    project, _ = made
    page = (project.output / "internal" / f"demo.{language}.html").read_text(encoding="utf-8")
    assert f'<p class="internal" role="note">{MARKS[language]}</p>' in page
    captions = re.findall(r"<(?:fig)?caption>.*?</(?:fig)?caption>", page, re.DOTALL)
    assert captions
    assert all(MARKS[language] in " ".join(caption.split()) for caption in captions)
    assert "·" not in re.sub(r"<footer.*|<header.*?</header>|<head>.*?</head>", "", page, flags=re.DOTALL)
    import typst

    source = (project.reports / "typst-template.typ").read_text(encoding="utf-8")
    sheet = source + "\n#report(title: [T], internal: [MARK], contents: none)[a #pagebreak() b #pagebreak() c]"
    place = project.root / "sheet.typ"
    place.write_text(sheet, encoding="utf-8")
    pages = typst.compile(str(place), format="svg", root=str(project.root))
    plain = typst.compile(str(_without(place)), format="svg", root=str(project.root))
    assert len(pages) == 3
    assert all(
        with_mark.count(b"<use") > without.count(b"<use") for with_mark, without in zip(pages, plain, strict=True)
    )


def _without(place):
    other = place.with_name("plain.typ")
    other.write_text(place.read_text(encoding="utf-8").replace("internal: [MARK], ", ""), encoding="utf-8")
    return other


@pytest.mark.parametrize("language", MARKS)
def test_every_figure_and_every_file_of_numbers_say_so(made, language):
    project, _ = made
    folder = project.output / "internal" / "figures" / "demo" / language
    for entry in json.loads((folder / "manifest.json").read_text(encoding="utf-8")):
        assert MARKS[language] in entry["alt"]
        assert MARKS[language] in entry["note"]
        with (folder / entry["csv"]).open(encoding="utf-8", newline="") as file:
            assert {row["publication"] for row in csv.DictReader(file)} == {MARKS[language]}


def test_nothing_is_withheld_and_the_published_report_is_another(made):
    project, _ = made
    steps = Steps()
    line = Line(project, steps)
    line.report(["demo"], renderer="embedded")
    assert "figures demo" in steps.done
    assert "report demo de" in steps.done
    steps.done.clear()
    line.report(["demo"], renderer="embedded", internal=True)
    assert steps.done == []
    published = (project.output / "demo.de.html").read_text(encoding="utf-8")
    assert "Intern – nicht" not in published
    assert "· nicht ausgewiesen (siehe Methode)" in published
    with Survey.open(project.root) as outside, Survey.open(project.root, internal=True) as inside:
        withheld = outside.means("demo", "tasks", "size_group")
        assert withheld["n"].isna().any()
        shown = inside.means("demo", "tasks", "size_group")
        assert shown["n"].notna().all()
        assert shown.loc[shown["n"] > 0, "mean"].notna().all()
