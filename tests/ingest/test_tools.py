"""Every cell of every fixture equals what the fixture was made of, and every file is known for what it is."""

from __future__ import annotations

import pytest

from pipeline.ingest import sniff
from tests.ingest.conftest import EXPORTS
from tests.ingest.tools import QUESTIONNAIRE, TOOLS, VARIABLES, cells_of, truths, wave_of

FILES = [pytest.param(*truth, id="-".join(truth[0].parts[-2:])) for truth in truths()]
READERS = {
    "sosci": {"sosci"},
    "unipark": {"unipark"},
    "qualtrics": {"qualtrics"},
    "kobo": {"kobo"},
    "spss": {"spss_sav"},
    "stata": {"stata_dta"},
    "generic": {"generic", "workbook"},
}


@pytest.mark.parametrize(("path", "mapping", "responses"), FILES)
def test_every_cell_equals_the_truth(tmp_path, path, mapping, responses):
    data = wave_of(tmp_path, path, mapping)
    expected = {str(response["id"]): response["cells"] for response in responses}
    found = cells_of(data)
    assert found.keys() == expected.keys()
    for response, cells in expected.items():
        assert found[response] == cells, response
    assert len(VARIABLES) * len(expected) == data.answers.height


@pytest.mark.parametrize(("path", "mapping", "responses"), FILES)
def test_status_dates_and_units(tmp_path, path, mapping, responses):
    data = wave_of(tmp_path, path, mapping)
    rows = {row["source_id"]: row for row in data.respondents.iter_rows(named=True)}
    assert {name: row["status"] for name, row in rows.items()} == {str(r["id"]): r["status"] for r in responses}
    assert {name: str(row["started_at"]) for name, row in rows.items()} == {
        str(r["id"]): r["started_at"] for r in responses
    }
    for row in rows.values():
        assert (row["submitted_at"] is not None) == row["completed"]
        if row["completed"]:
            assert 17 * 60 <= (row["submitted_at"] - row["started_at"]).seconds <= 18 * 60
    units = data.respondents["unit"]
    assert units.null_count() == 0
    assert units.n_unique() == len(responses) - 1  # one municipality answered twice


@pytest.mark.parametrize(("path", "mapping", "responses"), FILES)
def test_every_cell_is_accounted_for_and_no_personal_one_is_kept(tmp_path, path, mapping, responses):
    data = wave_of(tmp_path, path, mapping)
    (source,) = data.sources
    kept = data.raw.write_csv() + data.answers.write_csv() + data.rejected.write_csv() + data.respondents.write_csv()
    for personal in ("K001", "example.org", "198.51.100", "Muster", "52.1", "Firefox", "a0b1c2"):
        assert personal not in kept
    columns = sum(data.cells.values()) / source.rows
    assert columns >= data.raw.width
    assert columns == int(columns)
    assert data.cells["personal"] >= source.rows - 1
    if path.parent.name == "kobo":
        assert data.rejected.select("rule").unique().item() == "rejected_in_tool"
        assert source.rows == len(responses) + 1


def reader(path):
    """The name of the module that reads a file."""
    return sniff.format_of(path, path.name).__name__.rpartition(".")[2]


@pytest.mark.parametrize("path", [truth[0] for truth in truths()], ids=lambda path: "-".join(path.parts[-2:]))
def test_a_file_is_recognised_by_its_content_as_that_of_its_own_tool(path):
    assert reader(path) in READERS[path.parent.name]


@pytest.mark.parametrize("path", [truth[0] for truth in truths()], ids=lambda path: "-".join(path.parts[-2:]))
def test_only_one_tool_is_certain_of_a_file(path):
    head = path.read_bytes()[: sniff.HEAD]
    found = [m.__name__ for m in sniff.FORMATS if (seen := m.looks_like(head)) and seen.confidence > 1]
    found = [name for name in found if not name.endswith("generic")]  # takes what nobody else knows
    assert len(found) == (0 if reader(path) == "generic" else 1)


GENUINE = [
    path for path in sorted(EXPORTS.rglob("*")) if path.suffix in (".csv", ".json", ".xls", ".sav", ".xml", ".lsa")
]


@pytest.mark.parametrize("path", GENUINE, ids=lambda path: "-".join(path.parts[-2:]))
def test_no_export_of_limesurvey_is_taken_for_another_tools(path):
    if path.name in ("truth.json", "results.json", "participants_truth.json"):
        return
    export_format = sniff.read_export(path, path.name).format
    assert export_format in {"csv", "json", "excel", "vv", "sav", "stata", "lsa"} or path.name == "statistics.xls"


def test_the_fixtures_have_every_type_and_every_kind_of_missing():
    types = {question.type.value for question in QUESTIONNAIRE.wave("2027").questions}
    assert types == {"single", "battery", "multiple", "yes_no", "number", "text"}
    kinds = {
        code for _, _, responses in truths() for r in responses for code in r["cells"].values() if code in range(-9, 0)
    }
    assert kinds == {-9, -8, -6, -4}
    assert {path.name for path in TOOLS.iterdir() if path.is_dir()} - {"questionnaire"} == set(READERS)


def test_a_list_that_nobody_answered_is_counted_once(tmp_path):
    lines = (TOOLS / "kobo" / "odk_central.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    heads = lines[0].rstrip("\n").split(",")
    cells = dict.fromkeys(heads, "") | {
        "SubmissionDate": "2026-11-10T09:47:45.512Z",
        "start": "2026-11-10T10:30:05.000+01:00",
        "KEY": "uuid:1",
        "page_basics-size": "1",
    }
    data = wave_of(
        tmp_path, ",".join(heads).encode() + b"\n" + ",".join(cells[head] for head in heads).encode() + b"\n"
    )
    assert data.cells["list"] == 1
    assert cells_of(data)["uuid:1"]["measures_dialogue"] == 2
