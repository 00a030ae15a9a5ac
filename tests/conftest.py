from __future__ import annotations

import csv
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from pipeline.project import Project
from pipeline.questionnaire import load
from pipeline.stages import Line

ROOT = Path(__file__).parent.parent

# A slow machine fails no test; `HYPOTHESIS_PROFILE=thorough make test` looks ten times as hard.
settings.register_profile("munisurvey", deadline=None, max_examples=30)
settings.register_profile("thorough", deadline=None, max_examples=300)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "munisurvey"))


@pytest.fixture(autouse=True)
def _limit_of_csv():
    """The longest cell Python's csv reads is a setting of the process: what one test lowers must not meet the next."""
    limit = csv.field_size_limit()
    yield
    csv.field_size_limit(limit)


@pytest.fixture(scope="session")
def questionnaire():
    """The questionnaire of this repository."""
    return load(ROOT / "questionnaire")


def copy_of_project(folder):
    """Questionnaire, demo wave and report sources of this project in ``folder``; nothing built."""
    for name in ("questionnaire", "data/raw/demo", "reports"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("_output", ".quarto"))
    return folder


@pytest.fixture
def project(tmp_path):
    """A copy of this project that a test may change."""
    return Project(copy_of_project(tmp_path))


@pytest.fixture(scope="session")
def demo_project(tmp_path_factory):
    """A copy of this project with the demo wave in its warehouse; not to be changed."""
    built = Project(copy_of_project(tmp_path_factory.mktemp("demo")))
    Line(built).ingest()
    return built
