"""What the tests of the reproduction share: the ledger and the errata of this repository, read once."""

from __future__ import annotations

import pytest

from pipeline.reproduction.errata import read_errata
from pipeline.reproduction.evidence import Evidence
from pipeline.reproduction.ledger import read_ledger
from tests.conftest import ROOT

REFERENCE = ROOT / "data" / "reference"


@pytest.fixture(scope="session")
def ledger():
    return read_ledger(REFERENCE / "published_2017.csv")


@pytest.fixture(scope="session")
def errata(ledger):
    return read_errata(REFERENCE / "errata_2017.yaml", ledger)


@pytest.fixture(scope="session")
def evidence(ledger, questionnaire):
    return Evidence({row.id: row for row in ledger}, questionnaire)
