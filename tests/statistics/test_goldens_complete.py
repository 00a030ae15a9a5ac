"""None of the reference values from R is forgotten, and none is claimed by a module that does not test it."""

from __future__ import annotations

import ast
from collections import Counter

import pytest

from tests import goldens
from tests.conftest import ROOT


def test_every_reference_value_is_claimed_by_one_module():
    claims = Counter(
        golden.id
        for selectors in goldens.CLAIMED.values()
        for selector in selectors
        for golden in goldens.selected(selector)
    )
    assert len(goldens.GOLDENS) == 287
    assert set(claims) == set(goldens.GOLDENS)
    assert {name for name, times in claims.items() if times > 1} == set()


def selectors_used(path):
    """The words in the calls of ``goldens.entries`` of a test module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "goldens.entries":
            yield from (argument.value for argument in node.args if isinstance(argument, ast.Constant))


@pytest.mark.parametrize("module", goldens.CLAIMED)
def test_a_module_tests_what_it_claims(module):
    missing = set(goldens.CLAIMED[module]) - set(selectors_used(ROOT / module))
    assert not missing, f"{module} has no test of the reference values of {sorted(missing)}"
