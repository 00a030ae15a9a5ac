from __future__ import annotations

import struct

import pyreadstat
import pytest

from pipeline.ingest import IngestError, limesurvey_sav
from tests.ingest.conftest import EXPORTS

SAV = EXPORTS / "v2" / "admin_spss.sav"
BROKEN = struct.pack("<2i", 7, 21)


def test_the_record_that_readers_refuse_is_cut_out_and_nothing_else():
    data = SAV.read_bytes()
    repaired = limesurvey_sav.repaired(data)
    size = struct.unpack_from("<2i", data, data.index(BROKEN) + 8)
    assert len(data) - len(repaired) == 16 + size[0] * size[1]
    assert BROKEN not in repaired[: repaired.index(b"UTF-8")]
    assert limesurvey_sav.repaired(repaired) == repaired


def test_a_file_of_another_program_is_left_as_it_is(tmp_path):
    import pandas as pd

    path = tmp_path / "other.sav"
    labels = {"q": {"a long text code of more than eight": "label", "b": "other"}}
    frame = pd.DataFrame({"q": ["a long text code of more than eight", "b"], "n": [1.0, None]})
    pyreadstat.write_sav(frame, path, variable_value_labels=labels, column_labels=["question", "number"], note="note")
    data = path.read_bytes()
    assert limesurvey_sav.looks_like(data) is None
    repaired = tmp_path / "repaired.sav"
    repaired.write_bytes(limesurvey_sav.repaired(data))
    assert pyreadstat.read_sav(repaired)[0].equals(pyreadstat.read_sav(path)[0])


def test_numbers_dates_and_empty_cells():
    export = limesurvey_sav.read(SAV, "x.sav")
    cells = dict(zip(export.headings, export.rows.row(6), strict=True))
    assert (cells["id"], cells["submitdate"], cells["startdate"]) == ("7", None, "2026-11-20 21:01:04")
    assert (cells["seed"], cells["q07_dezentral"], cells["q23"]) == ("1219347332", "5", "")
    assert not export.null_distinguished
    assert export.losses


def test_what_remote_control_appends_to_the_file_is_no_data(tmp_path):
    path = tmp_path / "body.bin"
    path.write_bytes(SAV.read_bytes() + b'{"id":1,"result":"","error":null}')
    assert limesurvey_sav.read(path, "body.bin").rows.equals(limesurvey_sav.read(SAV, "x.sav").rows)


@pytest.mark.parametrize("length", [100, 190, 30_000, 55_160, 59_470, 59_500, 113_000])
def test_cut_off_anywhere(tmp_path, length):
    path = tmp_path / "cut.sav"
    path.write_bytes(SAV.read_bytes()[:length])
    with pytest.raises(IngestError, match="the SPSS file is cut off"):
        limesurvey_sav.read(path, "cut.sav")


def test_a_record_with_a_length_that_leads_nowhere_is_an_error():
    data = bytearray(SAV.read_bytes())
    struct.pack_into(
        "<i", data, 176 + 12, -100
    )  # the first variable: so many missing values that it ends before it began
    struct.pack_into("<i", data, 176 + 8, 0)
    with pytest.raises(struct.error):
        limesurvey_sav.repaired(bytes(data))
