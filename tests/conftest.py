from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.questionnaire import load

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def questionnaire():
    """The questionnaire of this repository."""
    return load(ROOT / "questionnaire")
