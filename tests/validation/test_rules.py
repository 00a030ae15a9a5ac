from __future__ import annotations

import ast
import datetime as dt
import subprocess
import sys
from collections import Counter

import pytest

from pipeline.validation import scopes
from pipeline.validation.rules import CheckedWave, derive
from pipeline.wording.validation import KINDS, RULES
from tests.conftest import ROOT
from tests.validation.instrument import instrument

PERIOD = (dt.date(2026, 11, 2), dt.date(2026, 11, 20))


@pytest.fixture(scope="module")
def mini(questionnaire):
    return instrument(questionnaire)


def rules(questionnaire, name):
    return derive(questionnaire, CheckedWave("test", name, PERIOD, "synthetic"))


def test_rules_of_the_printed_instrument(questionnaire):
    found = rules(questionnaire, "2016-12")
    scales = {variable.scale for variable in questionnaire.variables("2016-12")}
    kinds = Counter(rule.kind for rule in found)
    assert kinds["codes"] == len(scales)
    assert kinds["plausibility"] == len(questionnaire.plausibility)
    assert len({rule.id for rule in found}) == len(found)


def test_allowed_codes_are_those_of_the_scale_and_the_kinds_of_missing(mini):
    rule = next(rule for rule in rules(mini, "mini") if rule.id == "codes:mini_rating")
    assert rule.parameters["codes"] == (1, 2, 3, 4, 5, 8, -9, -8, -7, -6, -5, -4)
    assert rule.severity == "error"
    assert rule.title.de == "Erlaubte Antwortcodes: Skala mini_rating"


def test_a_wave_has_only_rules_about_what_it_asks(mini):
    kinds = {rule.kind for rule in rules(mini, "bare")}
    assert kinds.isdisjoint({"plausibility", "filter", "mandatory", "range"})
    assert "straightliners" in kinds


def test_severity_of_plausibility_comes_from_the_questionnaire(mini):
    severities = {rule.id: rule.severity for rule in rules(mini, "mini") if rule.kind == "plausibility"}
    assert severities["plausibility:mini_rule"] == "error"
    assert severities["plausibility:no_landkreis_in_city_state"] == "warning"


def test_limits_are_said_as_they_are(mini):
    rule = next(rule for rule in rules(mini, "mini") if rule.kind == "range")
    assert (rule.expected.de, rule.expected.en) == ("eine Zahl von 0 bis 100", "a number from 0 to 100")


def test_every_kind_has_its_phrases(mini):
    for rule in (*rules(mini, "mini"), *rules(mini, "2016-12")):
        assert rule.kind in KINDS
        for shown in (rule.title, rule.expected, rule.hint):
            assert "{" not in shown.de + shown.en
    assert all(german != "" and english != "" for german, english in RULES.values())


def test_text_in_sql_is_quoted():
    assert scopes.listed(["o'clock", 1, 2.5, None]) == "('o''clock', 1, 2.5, NULL)"
    assert scopes.listed([]) == "(NULL)"


def test_great_expectations_is_imported_in_one_module_and_inside_functions():
    importers = {}
    for path in (ROOT / "pipeline").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(name.partition(".")[0] in ("great_expectations", "duckdb_engine") for name in names):
                importers[path.name] = importers.get(path.name, False) or node in tree.body
    assert importers == {"gx.py": False}


def test_importing_validation_is_cheap():
    heavy = "{'great_expectations', 'sqlalchemy', 'pandas', 'jinja2', 'fontTools'}"
    script = f"import sys; import pipeline.validation; print(sorted({heavy} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
