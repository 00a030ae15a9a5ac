"""The project's own questionnaire, and a small one on disk that each test spoils in one place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.questionnaire import load
from tests.questionnaire.small import Small

if TYPE_CHECKING:
    from pipeline.questionnaire import Questionnaire

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def folder() -> Path:
    return ROOT / "questionnaire"


@pytest.fixture(scope="session")
def questionnaire(folder: Path) -> Questionnaire:
    return load(folder)


@pytest.fixture
def small(tmp_path: Path) -> Small:
    return Small(tmp_path / "questionnaire")
