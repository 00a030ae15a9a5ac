from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.project import Project
from pipeline.questionnaire import load
from pipeline.stages import Line

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def questionnaire():
    """The questionnaire of this repository."""
    return load(ROOT / "questionnaire")


@pytest.fixture
def project(tmp_path):
    """A copy of this project that a test may change: questionnaire, demo wave, report sources; nothing built."""
    for name in ("questionnaire", "data/raw", "reports"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("_output", ".quarto"))
    return Project(tmp_path)


@pytest.fixture(scope="session")
def demo_project(tmp_path_factory):
    """A copy of this project with the demo wave in its warehouse; not to be changed."""
    root = tmp_path_factory.mktemp("demo")
    for name in ("questionnaire", "data/raw", "reports"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("_output", ".quarto"))
    built = Project(root)
    Line(built).ingest()
    return built
