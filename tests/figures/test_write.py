from __future__ import annotations

import json
from dataclasses import replace

import pandas as pd
import pytest

from pipeline.figures import FigureSpec, catalogue, files, stacked_data, write_figures
from tests import build
from tests.figures.conftest import WAVE

SPECS = (
    FigureSpec("strategy-pie", "pie", "test", "strategy"),
    FigureSpec("networking-bars", "bars", "test", "networking"),
    FigureSpec("engagement-by-size", "stacked", "test", "engagement", "size_group"),
)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "figures"


def manifest(folder, language="de"):
    return json.loads((folder / "test" / language / "manifest.json").read_text(encoding="utf-8"))


def times(folder):
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*.*") if path.name != "manifest.json"}


def test_each_figure_is_three_files_in_two_languages(survey, folder):
    written = write_figures(survey, SPECS, folder, processes=1)
    assert len(written) == 6
    assert all(path.is_file() for figure in written for path in (figure.svg, figure.png, figure.csv))
    for language in ("de", "en"):
        entries = manifest(folder, language)
        assert [entry["id"] for entry in entries] == [spec.id for spec in SPECS]
        assert [entry["by"] for entry in entries] == [None, None, "size_group"]
        for entry in entries:
            assert entry["svg"] == f"{entry['id']}.svg"
            assert entry["alt"]
            assert entry["caption"]
            assert "synthe" in entry["note"].lower()


def test_the_csv_holds_the_numbers_that_are_drawn(survey, folder):
    write_figures(survey, SPECS, folder, ("en",), processes=1)
    table = pd.read_csv(folder / "test" / "en" / "networking-bars.csv")
    shares = survey.distribution("test", "networking").query("not missing")["share"]
    assert table["share"].tolist() == pytest.approx(shares.tolist(), abs=5e-5)
    assert set(table["provenance"]) == {"synthetic"}


def test_nothing_changed_nothing_drawn(survey, folder):
    write_figures(survey, SPECS, folder, processes=1)
    before = times(folder)
    again = write_figures(survey, SPECS, folder, processes=1)
    assert not any(figure.drawn for figure in again)
    assert times(folder) == before


def test_only_what_changed_is_drawn_again(survey, folder, questionnaire, make):
    write_figures(survey, SPECS, folder, ("de",), processes=1)
    answers = build.random_answers(questionnaire, WAVE, 114)
    answers["strategy"] = [1, 2] * 57
    again = write_figures(make(answers), SPECS, folder, ("de",), processes=1)
    assert [figure.drawn for figure in again] == [True, False, False]


@pytest.mark.parametrize("damage", ["delete", "truncate", "manifest"])
def test_what_the_manifest_cannot_vouch_for_is_drawn_again(survey, folder, damage):
    [figure] = write_figures(survey, SPECS[:1], folder, ("de",), processes=1)
    whole = figure.svg.read_bytes()
    if damage == "delete":
        figure.png.unlink()
    elif damage == "truncate":
        figure.svg.write_bytes(whole[:100])
    else:
        (folder / "test" / "de" / "manifest.json").write_text('[{"id": ')
    [again] = write_figures(survey, SPECS[:1], folder, ("de",), processes=1)
    assert again.drawn
    assert figure.svg.read_bytes() == whole


def test_figures_no_longer_made_are_deleted(survey, folder):
    write_figures(survey, SPECS, folder, ("de",), processes=1)
    (folder / "test" / "de" / ".x.svg.99.tmp").write_text("left by an interrupted run")
    write_figures(survey, SPECS[:1], folder, ("de",), processes=1)
    names = sorted(path.name for path in (folder / "test" / "de").iterdir())
    assert names == ["manifest.json", "strategy-pie.csv", "strategy-pie.png", "strategy-pie.svg"]


def test_a_failure_leaves_no_manifest_and_no_half_file(survey, folder, monkeypatch):
    def fail(*_):
        raise OSError("disk full")

    monkeypatch.setattr(files.theme, "to_png", fail)
    with pytest.raises(OSError, match="disk full"):
        write_figures(survey, SPECS, folder, ("de",), processes=1)
    assert not (folder / "test" / "de" / "manifest.json").exists()
    assert not list(folder.rglob("*.tmp"))


def test_the_key_follows_numbers_words_and_resolution(survey):
    def key(data, dpi=200):
        return files.key(files.Job(data, None, dpi))

    data = stacked_data(survey, "test", "cohesion")
    assert key(data) == key(stacked_data(survey, "test", "cohesion"))
    assert key(data) != key(stacked_data(survey, "test", "cohesion", language="en"))
    assert key(data) != key(replace(data, rows=data.rows[::-1] + data.rows))
    assert key(data) != key(data, 300)


@pytest.mark.slow
def test_several_processes_write_the_same_bytes(survey, tmp_path):
    specs = catalogue(survey, "test")[:8]
    for processes in (1, 2):
        write_figures(survey, specs, tmp_path / str(processes), ("de",), processes=processes)
    alone, together = (
        {path.name: path.read_bytes() for path in (tmp_path / name / "test" / "de").iterdir()} for name in "12"
    )
    assert alone == together
