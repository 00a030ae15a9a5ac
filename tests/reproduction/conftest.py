"""What the tests of the reproduction share: the ledger and the errata of this repository, read once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.reproduction.errata import read_errata
from pipeline.reproduction.evidence import Evidence
from pipeline.reproduction.ledger import read_ledger
from tests import build
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


@pytest.fixture(scope="session")
def both_waves(tmp_path_factory, questionnaire):
    """Both surveys of 2016 with random answers, one variable of each assumed."""
    waves = []
    for wave, n, assumed in (("2016-01", 90, "networking"), ("2016-12", 60, "tasks_security")):
        data = build.wave_data(questionnaire, wave, build.random_answers(questionnaire, wave, n, n), wave=wave)
        period = questionnaire.wave(wave).field_period
        waves.append(replace(data, field_period=period, assumed=frozenset({assumed})))
    return build.survey(tmp_path_factory.mktemp("both"), questionnaire, *waves)
