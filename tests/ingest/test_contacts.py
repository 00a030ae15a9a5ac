"""Units that are municipalities: a list outside the project ties access codes to keys, and only pseudonyms are kept."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline import warehouse
from pipeline.ingest import IngestError
from pipeline.ingest.pseudonym import PUBLIC_KEY, municipality
from pipeline.questionnaire.mergers import FILE

REFERENCE_DATE = dt.date(2026, 1, 1)


def tokens(short):
    lines = short.splitlines()
    at = lines[0].split(";").index('"token"')
    found = [line.split(";")[at].strip('"') for line in lines[1:] if line.startswith('"')]
    return list(dict.fromkeys(token for token in found if token and not token.startswith("TEST")))


@pytest.fixture
def contacts(wave, short, tmp_path):
    """The short export with a list in which its access codes have keys 05999000 (without 000), 05999001, ..."""
    wave.put(short)
    path = tmp_path / "contacts.csv"

    def write(codes, *, reference_date=REFERENCE_DATE, named="../contacts.csv"):
        rows = [f"{code};05999{row:03};Geheim {row}" for row, code in enumerate(codes, start=1)]
        path.write_text("\n".join(["token;ags;name", *rows, ""]), encoding="utf-8")
        listed = f"contacts: {{path: {named}, reference_date: {reference_date}}}"
        wave.describe(f"test: {{tokens: [TESTLAUF1]}}\n{listed}")
        return {code: municipality(f"05999{row:03}", PUBLIC_KEY) for row, code in enumerate(codes, start=1)}

    return write


def test_the_unit_is_the_municipality(wave, short, contacts):
    units = contacts(tokens(short))
    data = wave.read()
    assert (data.unit_source, data.ags_date) == ("ags", REFERENCE_DATE)
    assert set(data.respondents["unit"].drop_nulls()) <= set(units.values())
    assert data.respondents.filter(status="complete")["unit"].null_count() == 1, "one response has no access code"


def test_new_access_codes_do_not_part_a_municipality(wave, short, contacts):
    codes = tokens(short)
    contacts(codes)
    before = wave.read().respondents["unit"]
    renewed = {code: f"NEW{row}" for row, code in enumerate(codes)}
    for old, new in renewed.items():
        short = short.replace(f'"{old}"', f'"{new}"')
    wave.put(short)
    contacts(renewed.values())
    assert wave.read().respondents["unit"].to_list() == before.to_list()


def test_without_a_list_units_are_access_codes(wave, short):
    wave.put(short)
    data = wave.read()
    assert (data.unit_source, data.ags_date, data.successors.height) == ("token", None, 0)


def test_an_access_code_that_is_not_listed_is_linked_to_nobody_and_counted(wave, short, contacts):
    codes = tokens(short)
    contacts(codes[1:])
    data = wave.read()
    assert data.respondents.filter(status="complete")["unit"].null_count() == 2
    assert "1 responses have access codes that are not in the list of contacts" in data.sources[0].settings


def test_what_became_of_a_municipality_is_kept_as_pseudonyms(wave, short, contacts, tmp_path, questionnaire):
    contacts(tokens(short))
    wave.project.reference.mkdir(parents=True)
    (wave.project.reference / FILE).write_text(
        "old_ags,new_ags,date,name,source\n"
        "05999001,05998001,2027-01-01,Geheim 1,law\n"
        "05998001,05997,2028-01-01,Geheim 1,law\n"
        "05999900,05998001,2027-01-01,never invited,law\n",
        encoding="utf-8",
    )
    data = wave.read()
    unit, *later = (municipality(key, PUBLIC_KEY) for key in ("05999001", "05998001", "05997"))
    steps = [(unit, later[0], dt.date(2027, 1, 1)), (unit, later[1], dt.date(2028, 1, 1))]
    assert data.successors.rows() == steps
    path = tmp_path / "survey.duckdb"
    warehouse.build(path, questionnaire, [data])
    with warehouse.connect(path) as connection:
        kept = connection.execute("SELECT unit, successor, since FROM survey.successor ORDER BY since").fetchall()
        named = connection.execute("SELECT unit_source, ags_date FROM survey.wave").fetchone()
    assert kept == steps
    assert named == ("ags", REFERENCE_DATE)
    content = path.read_bytes()
    for secret in (b"Geheim", b"05999001", b"05998001", tokens(short)[0].encode()):
        assert secret not in content


def test_a_list_inside_the_project_is_refused(wave, contacts):
    contacts(["a"], named="data/contacts.csv")
    assert "lies inside the project" in wave.problem().found


def test_a_list_that_is_not_there_is_told(wave, contacts):
    contacts(["a"], named="../elsewhere.csv")
    assert "cannot be read" in wave.problem().found


def test_a_list_without_keys_is_told(wave, contacts, tmp_path):
    contacts(["a"])
    (tmp_path / "contacts.csv").write_text("token;name\na;Geheim\n", encoding="utf-8")
    assert "no access code is tied" in wave.problem().found


def test_a_key_that_had_ended_is_told(wave, contacts):
    contacts(["a"], reference_date=dt.date(2027, 6, 1))
    wave.project.reference.mkdir(parents=True)
    row = "05999001,05998,2027-01-01,Geheim 1,law\n"
    (wave.project.reference / FILE).write_text(f"old_ags,new_ags,date,name,source\n{row}", encoding="utf-8")
    assert "the key 05999001 ended on 2027-01-01" in wave.problem().found


def test_an_export_without_access_codes_cannot_be_linked(wave, contacts):
    contacts(["a"])
    (wave.folder / "results.csv").unlink()
    wave.copy("anon", "rpc_code_short_all_comma.csv")
    contacts(["a"])
    with pytest.raises(IngestError, match="no access codes to look up"):
        wave.read()
