"""The shapes that break survey software, from a genuine export through marts and every figure to the report."""

from __future__ import annotations

import json
import re
import shutil

import polars as pl
import pytest

from pipeline.analysis import Survey
from pipeline.stages import Line
from tests.small_project import export_frame, small_project, write_export

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """Two waves: one response only; and gaps (an option nobody chose, an item nobody answered, no small town)."""
    project = small_project(tmp_path_factory.mktemp("edges"))
    demo = project.raw / "demo"
    columns = next(demo.glob("*.csv")).read_text(encoding="utf-8-sig").splitlines()[0].replace('"', "").split(";")
    frame = export_frame().select(columns)
    gaps = frame.filter(pl.col("q01") != "GEM").with_columns(
        pl.col("q07[dezentral]").replace("5", "4"),
        pl.lit("").alias("q07[gesundheit]"),
        pl.lit("").alias("q15[einstellung]"),
    )
    for name, rows in (("one", frame.head(1)), ("gaps", gaps)):
        (project.raw / name).mkdir()
        shutil.copy(demo / "source.yaml", project.raw / name)
        write_export(rows, project.raw / name / "results.csv")
    shutil.rmtree(demo)
    Line(project).report(renderer="embedded")
    return project


@pytest.mark.parametrize("wave", ["one", "gaps"])
def test_every_figure_and_page_is_there_and_prints_no_nan(reports, wave):
    for language in ("de", "en"):
        manifest = json.loads(
            (reports.output / "figures" / wave / language / "manifest.json").read_text(encoding="utf-8")
        )
        assert len({entry["kind"] for entry in manifest}) >= 6
        for entry in manifest:
            assert (reports.output / "figures" / wave / language / entry["svg"]).stat().st_size > 1000
            assert "nan" not in entry["alt"].lower().split()
        page = (reports.output / f"{wave}.{language}.html").read_text(encoding="utf-8")
        words = re.sub(r"<[^>]*>", " ", re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.DOTALL)).split()
        assert not {"nan", "NaN", "<NA>", "&lt;NA&gt;", "inf"} & set(words)
        assert (reports.output / f"{wave}.{language}.pdf").read_bytes().startswith(b"%PDF")


def test_the_gaps_have_their_rows_and_zeros(reports):
    with Survey.open(reports.root) as survey:
        unused = survey.distribution("gaps", "tasks_decentralised_housing").set_index("code")
        assert unused.loc[5, ["n", "share"]].tolist() == [0, 0.0]
        nobody = survey.means("gaps", "tasks").set_index("variable").loc["tasks_health_care"]
        assert nobody["n"] == 0
        empty = survey.means("gaps", "tasks", by="size_group").query("level == 4")
        assert (empty["n"] == 0).all()
        assert survey.wave("one").n == 1
        assert survey.means("one", "tasks")["mean"].isna().all()  # one answer is not published
