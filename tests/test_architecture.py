"""The rooms of the package and what they may know of each other, as CONTRIBUTING.md draws them."""

from __future__ import annotations

import ast

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "pipeline"
KNOWS = {
    "questionnaire": set(),
    "statistics": set(),
    "coded": {"statistics"},
    "wording": {"questionnaire"},
    "project": set(),
    "work": set(),
    "state": {"work"},
    "typesetting": set(),
    "warehouse": {"questionnaire", "statistics"},
    "ingest": {"questionnaire", "warehouse", "project"},
    "webpage": set(),
    "validation": {"questionnaire", "warehouse", "wording", "project", "work", "webpage"},
    "analysis": {"questionnaire", "warehouse", "statistics", "project"},
    "figures": {"questionnaire", "analysis", "wording", "project", "work"},
    "reproduction": {"questionnaire", "statistics", "warehouse", "analysis", "figures", "wording", "project", "work"},
    "monitor": {
        "questionnaire",
        "statistics",
        "warehouse",
        "ingest",
        "figures",
        "wording",
        "project",
        "work",
        "webpage",
    },
    "fielding": {"questionnaire", "wording", "project", "work", "typesetting"},
    "rehearsal": {"questionnaire", "statistics", "warehouse", "ingest", "fielding", "wording", "project", "work"},
    "report": {
        "questionnaire",
        "analysis",
        "figures",
        "reproduction",
        "fielding",
        "wording",
        "project",
        "work",
        "typesetting",
    },
    "archive": {"questionnaire", "statistics", "analysis", "fielding", "report", "wording", "project", "work"},
}
FREE = {"cli", "terminal", "stages"}


def imports(path):
    """Rooms of the package that a module imports, wherever in the file, types included."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            parts = name.split(".")
            if parts[0] == "pipeline" and len(parts) > 1:
                yield parts[1]


def room(path):
    relative = path.relative_to(PACKAGE)
    return relative.parts[0].removesuffix(".py")


MODULES = sorted(path for path in PACKAGE.rglob("*.py") if room(path) not in (*FREE, "__init__"))


def test_every_room_is_known():
    assert {room(path) for path in MODULES} == set(KNOWS)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_knows_only_the_rooms_below(path):
    here = room(path)
    strangers = set(imports(path)) - KNOWS[here] - {here, "__version__"}
    assert not strangers, f"{here} may not know {strangers}"


def test_only_the_warehouse_writes_ddl():
    for path in MODULES:
        if room(path) != "warehouse":
            text = path.read_text(encoding="utf-8").upper()
            assert "CREATE TABLE SURVEY" not in text, path
            assert "CREATE TABLE MART" not in text, path
