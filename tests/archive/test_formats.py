"""Data files read back with the libraries of those who get them: every cell, label and kind of missing answer."""

from __future__ import annotations

import datetime as dt
import io
import json

import polars as pl
import pyreadstat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.archive import ArchiveError, data, spss, stata, tables
from pipeline.archive.labels import FileLabel, file_label
from pipeline.archive.parts import Making
from pipeline.archive.shortening import utf8
from pipeline.fielding.data_file import columns
from pipeline.questionnaire import LANGUAGES
from tests.build import survey, wave_data
from tests.fielding.conftest import every_type, items, questionnaire_of, text, wave_of
from tests.fielding.random_waves import questionnaires

DAY = dt.date(2027, 3, 1)
LABEL = FileLabel(
    "SYNTHETISCH: 2027, Datensatz für die wissenschaftliche Nutzung", ("Über den Datensatz. " * 12, "Ende.")
)


@pytest.fixture(params=["internal", "scientific"])
def made(request, every_kind):
    return getattr(data, request.param)(every_kind, "test")


def read(tmp_path, content, kind):
    path = tmp_path / f"data.{kind}"
    path.write_bytes(content)
    return getattr(pyreadstat, f"read_{kind}")(path, user_missing=True)


def cells(made, column):
    values = made.frame[column.name].to_list()
    return ["" if value is None else value for value in values] if column.kind == "text" else values


@pytest.mark.parametrize("language", LANGUAGES)
def test_spss(tmp_path, made, language):
    content, _ = spss.write(made, "data.sav", language, LABEL, DAY)
    frame, meta = read(tmp_path, content, "sav")
    assert meta.column_names == [column.name for column in made.columns]
    for column in made.columns:
        name = column.name
        assert meta.column_names_to_labels[name] == column.label[language]
        expected = {float(one.code): one.label[language] for one in column.categories}
        assert meta.variable_value_labels.get(name, {}) == expected
        codes = [float(one.code) for one in column.missing]
        assert meta.missing_ranges.get(name) == ([{"lo": min(codes), "hi": max(codes)}] if codes else None)
        assert not [one for one in column.substantive if codes and min(codes) <= one.code <= max(codes)]
        assert meta.variable_measure[name] == column.measure
        found = frame[name].to_list()
        assert found == [one.rstrip(" ") if column.kind == "text" else one for one in cells(made, column)], name
    assert meta.file_label == LABEL.title
    assert " ".join(" ".join(meta.notes).split()) == " ".join("".join(LABEL.notes).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_stata(tmp_path, made, language):
    content, _ = stata.write(made, "data.dta", language, LABEL, DAY)
    frame, meta = read(tmp_path, content, "dta")
    names = stata.names(made)
    assert meta.column_names == list(names.values())
    for column in made.columns:
        name, letters = names[column.name], stata.missing_letters(column)
        assert meta.column_names_to_labels[name] == column.label[language]
        expected = {letters.get(one.code, one.code): one.label[language] for one in column.categories}
        assert meta.variable_value_labels.get(name, {}) == expected
        assert frame[name].to_list() == [letters.get(one, one) for one in cells(made, column)], name
    assert meta.file_label == LABEL.title


def test_parquet_and_csv(made):
    labels = dict.fromkeys(LANGUAGES, LABEL)
    content = tables.parquet(made, labels)
    assert pl.read_parquet(io.BytesIO(content)).equals(made.frame)
    known = json.loads(pl.read_parquet_metadata(io.BytesIO(content))["munisurvey"])
    assert known["internal"] is made.internal
    assert known["columns"]["size"]["codes"]["-8"] == {
        "label": {"de": "weiß nicht", "en": "don't know"},
        "missing": "dont_know",
    }
    assert list(known["columns"]) == made.frame.columns
    assert pl.read_csv(tables.csv(made.frame), schema=made.frame.schema).equals(made.frame)


def test_the_same_data_give_the_same_bytes_dated_as_asked(made):
    first, again = (spss.write(made, "a.sav", "de", LABEL, DAY)[0] for _ in range(2))
    assert first == again
    assert first[92:109] == b"01 Mar 2700:00:00"
    first, again = (stata.write(made, "a.dta", "de", LABEL, DAY)[0] for _ in range(2))
    assert first == again
    assert b"<timestamp>\x1101 Mar 2027 00:00</timestamp>" in first
    assert tables.parquet(made, dict.fromkeys(LANGUAGES, LABEL)) == tables.parquet(
        made, dict.fromkeys(LANGUAGES, LABEL)
    )


def test_a_header_that_is_not_as_expected_is_not_patched():
    with pytest.raises(ArchiveError, match="SPSS"):
        spss.dated(b"$FL3" + b" " * 200, DAY)
    with pytest.raises(ArchiveError, match="Stata"):
        stata.dated(b"<stata_dta><timestamp></timestamp>", DAY)


def test_what_is_too_long_for_a_format_is_cut_there_and_listed(tmp_path):
    wave = every_type()
    name = "with_an_item_of_a_name_that_goes_on_and_on"
    long = wave.sections[1].questions[0].model_copy(update={
        "title": text("Ö" * 40 + " lange Überschrift mit vielen Wörtern " + "ä" * 100),
        "items": (items(name)[0].model_copy(update={"label": text("Zeile " * 60), "short": text("Kurze Zeile")}), *items("if")),
    })  # fmt: skip
    short = wave.sections[0].questions[2].model_copy(update={"id": "with"})
    questionnaire = questionnaire_of(wave_of([short], [long]))
    answers = {"with": [1, 2], f"tasks_{name}": [1, -9], "tasks_if": [6, 5]}
    with survey(tmp_path, questionnaire, wave_data(questionnaire, "2027", answers)) as opened:
        made = data.internal(opened, "test")
    content, cut = spss.write(made, "a.sav", "de", FileLabel("Titel " * 20, ("n",)), DAY)
    frame, meta = read(tmp_path, content, "sav")
    assert meta.column_names[-3:] == ["with_", f"tasks_{name}", "tasks_if"]
    assert frame["tasks_if"].to_list() == [-8.0, 5.0]
    listed = {(one.column, one.what): one.short for one in cut}
    for (column, what), shown in listed.items():
        if what == "label":
            assert meta.column_names_to_labels[column] == shown
            assert utf8(shown) <= spss.LABEL
    assert set(listed) == {("with", "name"), ("", "file label"), (f"tasks_{name}", "label"), ("tasks_if", "label")}
    content, cut = stata.write(made, "a.dta", "de", FileLabel("Titel " * 20, ("n",)), DAY)
    frame, meta = read(tmp_path, content, "dta")
    names = stata.names(made)
    assert frame[names["tasks_if"]].to_list() == ["b", 5]
    assert names["with"] == "with_"
    assert len(names[f"tasks_{name}"]) == stata.NAME
    assert {one.what for one in cut} == {"name", "label", "file label"}
    assert all(len(label) <= stata.LABEL for label in meta.column_labels)


def test_an_item_nobody_answered_and_one_that_all_answered_alike(tmp_path):
    asked = questionnaire_of(every_type())
    answers = {"size": [-6] * 6, "land": [1] * 6, "staff": [-9] * 6}
    with survey(tmp_path, asked, wave_data(asked, "2027", answers)) as opened:
        made = data.scientific(opened, "test")
    frame, _ = read(tmp_path, stata.write(made, "a.dta", "de", LABEL, DAY)[0], "dta")
    assert frame["size"].to_list() == ["d"] * 6
    assert frame["staff"].to_list() == ["a"] * 6
    assert frame["land"].to_list() == [1] * 6
    frame, _ = read(tmp_path, spss.write(made, "a.sav", "de", LABEL, DAY)[0], "sav")
    assert frame["staff"].to_list() == [-9.0] * 6


@pytest.mark.parametrize("variant", ["internal", "scientific"])
def test_internal_and_invented_data_say_so(every_kind, variant):
    made = getattr(data, variant)(every_kind, "test")
    study = Making(None, every_kind, made, {}).study
    label = file_label(made, study, "en")
    assert label.title.startswith("SYNTHETIC: ")
    assert ("INTERNAL" in label.title) is (variant == "internal")
    assert any("generated" in note for note in label.notes)
    assert utf8(file_label(made, study, "de").title) <= spss.FILE_LABEL
    assert set(made.frame["provenance"]) == {"synthetic"}
    assert ("internal" in made.frame.columns) is (variant == "internal")


@given(questionnaires(), st.data())
@settings(max_examples=15)
def test_any_wave_comes_back_from_spss_and_stata(tmp_path_factory, questionnaire, drawn):
    made = [column for column in columns(questionnaire, "2027") if column.kind == "code"]
    codes = {
        column.name: drawn.draw(
            st.lists(st.sampled_from([one.code for one in column.categories]), min_size=3, max_size=3)
        )
        for column in made
    }
    if not made:
        return
    held = data.Data("2027", tuple(made), pl.DataFrame(codes, schema=dict.fromkeys(codes, pl.Int32)), internal=False)
    folder = tmp_path_factory.mktemp("any")
    frame, meta = read(folder, spss.write(held, "a.sav", "de", LABEL, DAY)[0], "sav")
    assert {name: frame[short].to_list() for name, short in zip(codes, meta.column_names, strict=True)} == codes
    frame, meta = read(folder, stata.write(held, "a.dta", "en", LABEL, DAY)[0], "dta")
    names = stata.names(held)
    for column in made:
        letters = stata.missing_letters(column)
        assert frame[names[column.name]].to_list() == [letters.get(one, one) for one in codes[column.name]]
        shown = [
            label for code, label in meta.variable_value_labels[names[column.name]].items() if isinstance(code, int)
        ]
        assert shown == [one.label.en for one in column.substantive]
