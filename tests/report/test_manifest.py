from __future__ import annotations

import json

import pytest

from pipeline.report import ReportError, manifest
from tests.report import surveys


@pytest.fixture
def drawn(tmp_path):
    from pipeline.project import Project

    made = Project(tmp_path)
    return made, surveys.draw(made, [("tasks-stacked", "tasks")])


def change(path, **values):
    (entry,) = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps([{**entry, **values}]), encoding="utf-8")


def test_figures_are_read_with_their_numbers(drawn):
    made, _ = drawn
    (figure,) = manifest.read(made, "test", "de")
    assert (figure.id, figure.question, figure.svg.name) == ("tasks-stacked", "tasks", "tasks-stacked.svg")
    assert figure.csv_address.startswith("data:text/csv;charset=utf-8;base64,")


def test_nothing_drawn_is_no_error(drawn):
    made, _ = drawn
    assert manifest.read(made, "test", "en") == []


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"alt": " "}, "has no alt text"),
        ({"svg": "weg.svg"}, "weg.svg, which is not there"),
        ({"svg": 1}, "could not be read"),
    ],
)
def test_incomplete_figures_are_refused(drawn, values, message):
    made, path = drawn
    change(path, **values)
    with pytest.raises(ReportError, match=message):
        manifest.read(made, "test", "de")


def test_a_damaged_list_is_refused(drawn):
    made, path = drawn
    path.write_text("{", encoding="utf-8")
    with pytest.raises(ReportError, match="munisurvey figures"):
        manifest.read(made, "test", "de")
