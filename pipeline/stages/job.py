"""Rendering, as something another process can be asked to do."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.project import Project
    from pipeline.questionnaire import Language

REPRODUCTION = "2016"
"""Names the figures and the report on the surveys of 2016; a wave cannot have this name."""


@dataclass(frozen=True)
class Job:
    """One report to render, in one language: that of a wave, or the one on the surveys of 2016."""

    project: Project
    wave: str
    language: Language
    renderer: str
    inputs: str


def render(job: Job) -> tuple[float, list[Path]]:
    """Do a job in whatever process this is; seconds and the paths written."""
    from pipeline.report import build

    began = time.perf_counter()
    if job.wave == REPRODUCTION:
        paths = build.render_reproduction(job.project, (job.language,), renderer=job.renderer)
    else:
        paths = build.render_wave(job.project, job.wave, (job.language,), renderer=job.renderer)
    return time.perf_counter() - began, paths
