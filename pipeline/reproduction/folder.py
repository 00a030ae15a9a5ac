"""The folder of a synthetic wave: its export, what it is (``source.yaml``), and how real answers take its place."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from pipeline.project import ProjectError
from pipeline.reproduction.export import file_name, write
from pipeline.work import replace

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.project import Project
    from pipeline.questionnaire import Questionnaire
    from pipeline.reproduction.settings import Settings
    from pipeline.reproduction.synthesise import SyntheticWave

_SOURCE = "source.yaml"
_WIDTH = 110
_HEAD = """\
# Synthetic answers, written by `munisurvey synthesise`; README.md beside this file says what that means.
# To put the real export in their place, change provenance to real, delete assumed and note, and replace the CSV.

"""
_NOTE = (
    "Synthetic answers, calibrated to what Gesemann/Roth 2017 print on this survey; the respondents' own answers were "
    "never published. Counts of answers meet the printed numbers, who gave which answer is drawn at random. Variables "
    "under assumed have no printed value at all. Nothing may be concluded from these answers about any municipality."
)
_README = """\
# {wave}: synthetic answers

`{file}` looks like a LimeSurvey export but holds invented answers of {respondents} municipalities. They are calibrated:
counted, they give the numbers that the report on this survey prints (Gesemann/Roth 2017; `munisurvey reproduce` shows
each beside the other). Who gave which answer is drawn at random, and so is every relation between two answers that the
report does not print. The municipalities do not exist.

- What is printed, what follows from print and what is assumed stands in `data/reference/`: `published_2017.csv`,
  `errata_2017.yaml`, `synthesis.yaml`. `docs/synthesis.md` explains the method and its limits.
- {assumed} of {variables} closed items have no printed value; their distribution is a guess, listed under `assumed` in
  `source.yaml` and marked in every table and figure.
- `munisurvey synthesise` writes this folder again, byte for byte.

## Putting the real answers in their place

1. Delete `{file}` and put the real export beside `source.yaml` (CSV, Excel or JSON, with question codes as headings).
2. In `source.yaml` set `provenance: real`, `tool` and `exported_at`, delete `assumed` and `note`, and set `mapping` to a
   file of `questionnaire/mappings/` that names the export's columns.
3. Run `munisurvey report`. Nothing else changes; `munisurvey synthesise` will not overwrite the folder any more.
"""


@dataclass(frozen=True)
class Written:
    """A file of a wave's folder: where it was written, and its size in bytes."""

    path: Path
    size: int


def write_folder(
    project: Project, questionnaire: Questionnaire, settings: Settings, synthetic: SyntheticWave, seed: int
) -> list[Written]:
    """Write export, ``source.yaml`` and README of a wave into ``data/raw/<wave>/``.

    Raises
    ------
    ProjectError
        If the folder holds anything but a synthetic wave: real answers are never overwritten.
    """
    wave = synthetic.wave
    folder = project.raw / wave
    _refuse_real(project, folder, file_name(wave))
    texts = {
        file_name(wave): write(questionnaire, settings, synthetic, seed),
        _SOURCE: _source(questionnaire, settings, synthetic),
        "README.md": _readme(questionnaire, synthetic),
    }
    written = []
    for name, text in texts.items():
        content = text.encode("utf-8")
        replace(folder / name, content)
        written.append(Written(folder / name, len(content)))
    return written


def check_folders(project: Project, waves: tuple[str, ...]) -> None:
    """Refuse before any work is done if a folder holds real answers; see :func:`write_folder`."""
    for wave in waves:
        _refuse_real(project, project.raw / wave, file_name(wave))


def _refuse_real(project: Project, folder: Path, own: str) -> None:
    source = folder / _SOURCE
    described = yaml.safe_load(source.read_text(encoding="utf-8")) if source.is_file() else None
    provenance = described.get("provenance") if isinstance(described, dict) else None
    strangers = [
        path.name
        for path in sorted(folder.glob("*"))
        if path.name not in (own, _SOURCE, "README.md") and not path.name.startswith(".")
    ]
    shown = project.relative(folder)
    if source.is_file() and provenance != "synthetic":
        msg = (
            f"{shown}/{_SOURCE} says provenance: {provenance}. Synthetic answers are never written over others.\n"
            f"Hint: to go back to synthetic answers, move {shown} out of the project first."
        )
        raise ProjectError(msg)
    if strangers:
        msg = (
            f"{shown} holds {strangers[0]}, which munisurvey synthesise did not write. Nothing is overwritten.\n"
            f"Hint: move the file elsewhere, or set provenance: real in {shown}/{_SOURCE} if it is the real export."
        )
        raise ProjectError(msg)


def _source(questionnaire: Questionnaire, settings: Settings, synthetic: SyntheticWave) -> str:
    instrument = questionnaire.wave(synthetic.wave)
    _, last = instrument.field_period
    described: dict[str, object] = {
        "tool": "LimeSurvey 6 (form of the export)",
        "exported_at": dt.datetime.combine(last + dt.timedelta(days=1), dt.time(9)),
        "provenance": "synthetic",
        "mapping": settings.mappings.get(synthetic.wave),
        "invited": instrument.invited,
        "partial": "counted",
        "assumed": list(synthetic.assumed),
        "note": _NOTE,
    }
    kept = {key: value for key, value in described.items() if value not in (None, [])}
    return _HEAD + yaml.safe_dump(kept, sort_keys=False, allow_unicode=True, width=_WIDTH)


def _readme(questionnaire: Questionnaire, synthetic: SyntheticWave) -> str:
    closed = [variable for variable in questionnaire.variables(synthetic.wave) if variable.kind == "choice"]
    return _README.format(
        wave=synthetic.wave, file=file_name(synthetic.wave), respondents=len(synthetic.units),
        assumed=len(synthetic.assumed), variables=len(closed),
    )  # fmt: skip
