"""No token, address, name or referrer of an export is found anywhere in what is read from it."""

from __future__ import annotations

import csv

import pytest

from pipeline import warehouse
from pipeline.ingest import headings
from tests.ingest.conftest import EXPORTS

CASES = [
    ("v1", "admin_code_short_all_comma.csv"),
    ("v1", "admin_full_long_all_comma_DEFAULT.csv"),
    ("v1", "rpc_code_short_all.json"),
    ("v2", "admin_code_short_all_comma_with_participant_fields.csv"),
    ("v2", "rpc_codetext_long_all_semicolon.csv"),
    ("v2", "rpc_code_short_all.xls"),
    ("v2", "admin_vv_v1_all.csv"),
    ("v2", "admin_spss.sav"),
    ("v2", "admin_spss_all_data.dat", "admin_spss_all_syntax.sps"),
    ("v2", "admin_R_data_file.csv", "admin_R_syntax_file.R"),
    ("v2", "admin_stata.xml"),
    ("v2", "archive.lsa"),
]


def personal_cells(version):
    """What the personal columns hold, read from the plainest export of the same responses."""
    name = {"v1": "admin_code_short_all_comma.csv", "v2": "admin_code_short_all_comma_with_participant_fields.csv"}
    with (EXPORTS / version / name[version]).open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    columns = [column for column in rows[0] if column in headings.PERSONAL]
    return {row[column] for row in rows for column in columns if len(row[column]) > 5}


def everything(data):
    """All text of a wave: every frame, the sources, the account."""
    frames = [data.raw, data.respondents, data.answers, data.open_answers, data.rejected]
    return "\n".join([*(frame.write_csv() for frame in frames), str(data.sources), str(data.cells)])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[1])
def test_nothing_personal_is_kept(wave, case):
    version, *names = case
    wave.copy(version, *names)
    data = wave.read()
    cells = personal_cells(version)
    assert len(cells) > 10
    text = everything(data)
    assert [cell for cell in cells if cell in text] == []


def test_nothing_personal_is_stored(wave, questionnaire):
    wave.copy("v2", "admin_spss_all_data.dat", "admin_spss_all_syntax.sps")
    data = wave.read()
    cells = personal_cells("v2")
    warehouse.build(wave.project.warehouse, questionnaire, [data])
    stored = wave.project.warehouse.read_bytes()
    assert [cell for cell in cells if cell.encode() in stored] == []


def test_no_personal_column_is_in_raw(wave):
    wave.copy("v2", "admin_code_short_all_comma_with_participant_fields.csv")
    data = wave.read()
    assert data.raw.width == 100
    assert data.cells["personal"] == 39 * 6
    assert not {"token", "firstname", "lastname", "email", "attribute_1", "attribute_2"} & set(data.raw.columns)


def test_the_participants_that_lie_unasked_in_data_for_spss_are_dropped(wave):
    wave.copy("v2", "admin_spss_all_data.dat", "admin_spss_all_syntax.sps")
    data = wave.read()
    assert data.raw.width == 100
    assert data.cells["personal"] == 39 * 13


def test_data_for_spss_without_their_syntax_do_not_spill_the_participants_into_the_message(wave):
    wave.copy("v2", "admin_spss_all_data.dat")
    problem = wave.problem()
    assert "SPSS data without the names of its columns" in problem.found
    assert ".sps" in problem.hint
    text = str(problem)
    assert [cell for cell in personal_cells("v2") | {"Jörg", "Renée"} if cell in text] == []


def test_no_token_stands_in_a_message(wave, short):
    wave.put(short.replace('"A1"', '"Z1"').replace('"de"', '"de"'))
    text = "\n".join(map(str, wave.problems()))
    assert [cell for cell in personal_cells("v2") if cell in text] == []


@pytest.mark.parametrize("cut", [40, 400, 900])
def test_no_token_stands_in_the_message_of_a_damaged_file(wave, short, cut):
    wave.put(short[:-cut])
    text = str(wave.problem())
    assert [cell for cell in personal_cells("v2") if cell in text] == []


def test_timings_and_seed_are_kept_in_raw(wave):
    wave.copy("v1", "admin_code_short_all_comma.csv")
    raw = wave.read().raw
    assert {"seed", "interviewtime", "groupTime1", "G1Q00001Time"} <= set(raw.columns)
