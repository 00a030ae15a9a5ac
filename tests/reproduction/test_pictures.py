"""Every figure of the catalogue, drawn: it fits, says what it is, and tells print from invention in words as well."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from PIL import Image

from pipeline.figures import Weight, alternative, caption, draw
from pipeline.figures.description import note
from pipeline.reproduction.catalogue import read_catalogue
from pipeline.reproduction.pictures import Sources, figure_data, write_catalogue
from tests.figures.conftest import assert_fits
from tests.reproduction.conftest import REFERENCE


@pytest.fixture(scope="module")
def catalogue(questionnaire, ledger):
    return {e.id: e for e in read_catalogue(REFERENCE / "figures_2017.yaml", questionnaire, ledger)}


@pytest.fixture(scope="module")
def sources(both_waves, ledger, errata):
    return Sources(both_waves, ledger, errata)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_figure_fits_and_has_its_words(sources, catalogue, language):
    for entry in catalogue.values():
        data = figure_data(sources, entry, language)
        about = data.context
        assert_fits(draw(data))
        assert entry.title[language] in about.title
        assert entry.number in about.title
        assert about.n in caption(data)
        assert about.standing.text in note(data)
        assert "Gesemann/Roth 2017" in about.standing.text
        assert about.standing.text in alternative(data)
        assert ("evidence" in data.to_frame()) is True
        assert data.to_frame()["evidence"].dropna().isin(["printed", "calibrated", "assumed"]).all()


def test_an_assumed_row_is_told_in_words_and_in_the_table(sources, catalogue):
    data = figure_data(sources, catalogue["abb-08"])
    label = next(row.label for row in data.rows if row.variable == "tasks_security")
    [key] = [key for key in data.context.keys if key.weight is Weight.STRONG]
    assert f"{key.text}: „{label}“." in alternative(data)
    frame = data.to_frame().set_index("variable")
    assert frame.loc["tasks_security", "evidence"] == "assumed"
    assert (frame.drop(index="tasks_security")["evidence"] == "calibrated").all()


def test_an_assumed_series_is_told_as_one(sources, catalogue):
    data = figure_data(sources, catalogue["abb-15"], "en")
    assert f"{data.series[1]} (all)" in alternative(data)
    assert data.series[0].startswith("January–April 2011 (n\u202f=\u202f225")
    assert {bar.absent for row in data.rows for bar in row.bars[:1]} == {"not published"}
    assert data.context.standing.word == "unpublished"


def test_void_numbers_of_figure_13_stand_in_their_cells(sources, catalogue):
    data = figure_data(sources, catalogue["abb-13"])
    cells = {row.variable: [row.overall, *row.cells] for row in data.rows}
    assert cells["strategy_elements_networking_actors"][4].mark.beside == "gedruckt: 95,2\u202f%"
    assert data.context.standing.word == "published"
    assert "A04, A05, A06" in data.context.standing.text


def test_the_print_of_figure_17_is_void_whatever_ours_is(sources, catalogue):
    data = figure_data(sources, catalogue["abb-17"])
    assert [one.mark.word for one in data.slices] == ["calibrated"] * 5
    assert [one.mark.printed for one in data.slices][1:] == [15, 45, 43, 3]


def test_two_questions_have_a_pie_and_a_heading_each(sources, catalogue):
    data = figure_data(sources, catalogue["abb-20"])
    assert [pie.variable for pie in data.pies] == ["attitude", "attitude_change"]
    assert all(pie.head and pie.text for pie in data.pies)


def test_no_mean_stands_unmarked_in_a_note(sources, catalogue):
    assert not any(note.startswith("Mittel") for note in figure_data(sources, catalogue["abb-17-b"]).context.notes)


def test_files_and_manifest(sources, catalogue, tmp_path):
    chosen = [catalogue["abb-11"], catalogue["abb-15"]]
    _, *written = write_catalogue(sources, chosen, tmp_path, ("en",), processes=1)
    assert [figure.svg.relative_to(tmp_path).as_posix() for figure in written] == [
        "2016/en/abb-11.svg", "2016/en/abb-15.svg"
    ]  # fmt: skip
    _, *entries = json.loads((tmp_path / "2016" / "en" / "manifest.json").read_text(encoding="utf-8"))
    assert [entry["status"] for entry in entries] == ["published", "unpublished"]
    assert all(entry["alt"] and entry["caption"] and entry["standing"] for entry in entries)
    assert entries[1]["wave"] == "2016-01 2016-12"
    table = pd.read_csv(tmp_path / "2016" / "en" / "abb-15.csv", dtype={"wave": str})
    assert set(table[table["wave"] == "2016-01"]["evidence"]) == {"assumed"}
    assert set(table[table["wave"] == "2016-12"]["evidence"]) == {"calibrated"}
    with Image.open(written[0].png) as image:
        assert image.width == round(7.2 * 300)
    description = written[1].svg.read_text(encoding="utf-8")
    assert "not published" in description
    assert not any(figure.drawn for figure in write_catalogue(sources, chosen, tmp_path, ("en",), processes=1))
