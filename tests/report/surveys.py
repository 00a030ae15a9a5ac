"""Scratch projects for the report: this repository's questionnaire and templates around answers made for a test."""

from __future__ import annotations

import csv
import json
import shutil
from typing import TYPE_CHECKING

from pipeline import warehouse
from pipeline.project import Project
from pipeline.questionnaire import load
from tests.build import random_answers, wave_data
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = (
    "<script>alert(1)</script> & <b>fett</b>",
    "=1+1",
    "**fett** _kursiv_ `code` $x^2$ \\alpha",
    "@fig-nope und {{< include x.qmd >}} | Pipe | 😀",
    '`{python} 1+1` [Verweis](x.html) ![Bild](x.png) "gerade" -- ... \'s',
    "# Titel\n- Punkt\n1. Zahl\n```\n:::",
)
"""Answers that mean something to HTML, Markdown, TeX, Quarto, Python or a spreadsheet."""

PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 518 {height}"><title>t</title>'
    '<defs><path id="SR-1" d="M0 0L1 1"/></defs><path d="M0.123456 1L2 2"/></svg>'
)


def project(folder: Path, answers=None, *, n=32, wave="test", instrument="2016-12", edit=None, **options) -> Project:
    """A project with one wave; ``edit`` may change the text of the instrument before it is read."""
    shutil.copytree(ROOT / "questionnaire", folder / "questionnaire")
    (folder / "reports").mkdir()
    for path in (ROOT / "reports").iterdir():
        if path.is_file():
            shutil.copy(path, folder / "reports")
    if edit is not None:
        path = folder / "questionnaire" / "waves" / f"{instrument}.yaml"
        path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8")
        for extra in ("mappings", "plausibility.yaml", "crosswalk.yaml"):
            place = folder / "questionnaire" / extra
            shutil.rmtree(place) if place.is_dir() else place.unlink()
    questionnaire = load(folder / "questionnaire")
    if answers is None:
        answers = random_answers(questionnaire, instrument, n)
    data = wave_data(questionnaire, instrument, answers, wave=wave, n=n, **options)
    made = Project(folder)
    made.processed.mkdir(parents=True)
    warehouse.build(made.warehouse, questionnaire, [data])
    return made


def draw(made: Project, figures, wave="test", language="de", height=200) -> Path:
    """A manifest with pictures that show nothing in particular: ``figures`` are pairs of id and question."""
    folder = made.output / "figures" / wave / language
    folder.mkdir(parents=True, exist_ok=True)
    entries = []
    for name, question in figures:
        (folder / f"{name}.svg").write_text(PICTURE.format(height=height), encoding="utf-8")
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["label", "n"], ["Ämter", "3"]])
        entries.append(
            {
                "id": name, "kind": "stacked", "question": question, "by": None, "title": "Titel",
                "caption": "Ein Bild, n = 32", "alt": 'Balken "gestapelt": 12 %', "note": "",
                "svg": f"{name}.svg", "png": f"{name}.png", "csv": f"{name}.csv",
            }
        )  # fmt: skip
    path = folder / "manifest.json"
    path.write_text(json.dumps(entries), encoding="utf-8")
    return path
