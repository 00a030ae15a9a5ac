from __future__ import annotations

import pytest

from pipeline.rehearsal.invent import invent
from tests.rehearsal.waves import every_type, next_wave


@pytest.fixture(scope="session")
def asked():
    """A questionnaire with a wave of every type."""
    return every_type()


@pytest.fixture(scope="session")
def sample(asked):
    """A hundred and fifty municipalities answer it."""
    return invent(asked, "2027", respondents=150, seed=3)


@pytest.fixture(scope="session")
def next_sample():
    """Forty municipalities answer the next wave with two modules."""
    return invent(next_wave("admission", "housing"), "2027", respondents=40, seed=1)
