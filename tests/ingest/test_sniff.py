"""The format is found by the content, never by the name."""

from __future__ import annotations

import json
import shutil

import pytest

from pipeline.ingest.export import Confidence
from pipeline.ingest.sniff import FORMATS, read_export
from tests.ingest.conftest import EXPORTS

FORMAT_OF = {
    "rpc_code_short_all_tab.csv": "csv",
    "rpc_code_short_all.json": "json",
    "rpc_code_short_all.xls": "excel",
    "admin_vv_v1_all.csv": "vv",
    "admin_vv_v2_all.csv": "vv",
    "admin_spss.sav": "sav",
    "admin_stata.xml": "stata",
    "archive.lsa": "lsa",
    "admin_R_data_file.csv": "csv",
}


@pytest.mark.parametrize("name", FORMAT_OF)
def test_genuine_files_under_names_that_lie(tmp_path, name):
    path = tmp_path / "photo.jpg"
    shutil.copy(EXPORTS / "v2" / name, path)
    assert read_export(path, "photo.jpg").format == FORMAT_OF[name]


@pytest.mark.parametrize("name", FORMAT_OF)
def test_no_two_formats_are_equally_sure(name):
    head = (EXPORTS / "v2" / name).read_bytes()[: 1 << 16]
    sure = [likeness.confidence for module in FORMATS if (likeness := module.looks_like(head))]
    assert sure.count(max(sure)) == 1


@pytest.mark.parametrize(
    "head", [b"", b"\xef\xbb\xbf", b"\n", b"\0" * 300, b"PK\x03\x04", b"$FL2", b"\xd0\xcf", b"a\n"]
)
def test_every_format_stands_any_beginning(head):
    found = [module.looks_like(head) for module in FORMATS]
    assert all(likeness is None or likeness.confidence < Confidence.CERTAIN for likeness in found)


def losses(wave):
    return json.loads(wave.read().sources[0].settings)["losses"]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["rpc_code_short_all.json"], []),
        (["archive.lsa"], []),
        (["rpc_code_short_all_comma.csv"], []),
        (["admin_vv_v2_all.csv"], ["blanks at the beginning"]),
        (["rpc_code_long_all_comma.csv"], ["full answers"]),
        (["rpc_abbrev15_long_all_comma.csv"], ["full answers", "abbreviated headings: 4 columns"]),
        (["rpc_code_short_all_comma_convertYN_1_2.csv"], ["'Convert N to'"]),
        (["rpc_code_short_all.xls"], ["empty cells do not tell"]),
        (["admin_spss.sav"], ["empty cells do not tell", "blanks at the beginning"]),
        (["admin_stata.xml"], ["empty cells do not tell", "blanks at the beginning"]),
        (["admin_R_data_file.csv", "admin_R_syntax_file.R"], ["empty cells of yes/no questions"]),
        (
            ["admin_spss_all_data.dat", "admin_spss_all_syntax.sps"],
            ["empty cells do not tell", "blanks at the beginning", "line breaks and markup"],
        ),
    ],
)
def test_what_an_export_does_not_keep_is_said(wave, names, said):
    wave.copy("v2", *names)
    found = losses(wave)
    assert len(found) == len(said)
    assert all(loss.startswith(beginning) for loss, beginning in zip(found, said, strict=True))
