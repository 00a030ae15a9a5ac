"""A project small enough to run the whole line in seconds: eight questions that need every kind of figure."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import yaml

from pipeline.project import Project
from pipeline.questionnaire import load
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

ASKED = {
    "size_class", "state", "tasks", "strategy", "attitude", "cohesion_measures", "good_practice", "priorities",
}  # fmt: skip
ABOUT_THE_RESPONSE = ["id", "submitdate", "lastpage", "startlanguage", "seed", "token", "startdate", "datestamp"]


def export_frame() -> pl.DataFrame:
    """The demo wave's export with the columns of the questions kept; NULL and empty are told apart."""
    import duckdb

    path = next((ROOT / "data" / "raw" / "demo").glob("*.csv"))
    options = "delim=';', all_varchar=true, allow_quoted_nulls=false, header=true, quote='\"', escape='\"'"
    return duckdb.sql(f"FROM read_csv('{path}', {options})").pl()


def write_export(frame: pl.DataFrame, path: Path) -> None:
    """Write a frame as LimeSurvey 6 does: everything quoted, nothing at all for NULL."""
    lines = [";".join(f'"{name}"' for name in frame.columns)]
    lines += [
        ";".join("" if cell is None else '"' + cell.replace('"', '""') + '"' for cell in row)
        for row in frame.iter_rows()
    ]
    path.write_text("\ufeff" + "\r\n".join(lines) + "\r\n", encoding="utf-8", newline="")


def small_project(folder: Path) -> Project:
    """A project in ``folder`` whose one wave ``demo`` asks eight questions; nothing built."""
    for name in ("questionnaire", "data/raw/demo", "reports"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("_output", ".quarto"))
    project = Project(folder)
    for path in (project.questionnaire / "waves").glob("*.yaml"):
        if path.stem != "2016-12":
            path.unlink()
    (project.questionnaire / "crosswalk.yaml").unlink()
    full = load(project.questionnaire)
    kept = {variable.name for variable in full.variables("2016-12") if variable.question.id in ASKED}
    path = project.questionnaire / "waves" / "2016-12.yaml"
    wave = yaml.safe_load(path.read_text(encoding="utf-8"))
    for section in wave["sections"]:
        section["questions"] = [question for question in section["questions"] if question["id"] in ASKED]
        for question in section["questions"]:
            if question["type"] == "battery":
                question["items"] = question["items"][:4]
                dropped = [item.id for item in full.wave("2016-12").question(question["id"]).items[4:]]
                kept -= {f"{question['id']}_{item}" for item in dropped}
    wave["sections"] = [section for section in wave["sections"] if section["questions"]]
    path.write_text(yaml.safe_dump(wave, allow_unicode=True, sort_keys=False, width=1000), encoding="utf-8")
    (project.questionnaire / "mappings" / "limesurvey-default.yaml").unlink()
    path = project.questionnaire / "mappings" / "limesurvey-named.yaml"
    mapping = yaml.safe_load(path.read_text(encoding="utf-8"))
    mapping["columns"] = {column: name for column, name in mapping["columns"].items() if name in kept}
    mapping["headings"] = {heading: name for heading, name in mapping.get("headings", {}).items() if name in kept}
    path.write_text(yaml.safe_dump(mapping, allow_unicode=True, sort_keys=False, width=1000), encoding="utf-8")
    export = next((project.raw / "demo").glob("*.csv"))
    write_export(export_frame().select(*ABOUT_THE_RESPONSE, *mapping["columns"]), export)
    return project
