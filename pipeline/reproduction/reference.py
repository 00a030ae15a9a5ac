"""The print of 2017 as this project holds it: ledger, errata and figures, read together from ``data/reference/``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.reproduction import ERRATA, LEDGER, read_reference
from pipeline.reproduction.catalogue import Entry, read_catalogue

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.project import Project
    from pipeline.questionnaire import Questionnaire
    from pipeline.reproduction.errata import Erratum
    from pipeline.reproduction.ledger import Published

FIGURES = "figures_2017.yaml"
WAVES = ("2016-01", "2016-12")
"""The two surveys that the report of 2017 is about."""


@dataclass(frozen=True)
class Reference:
    """Everything printed: numbers, what is wrong with them, and the figures that showed them."""

    ledger: tuple[Published, ...]
    errata: tuple[Erratum, ...]
    figures: tuple[Entry, ...]


def files(project: Project) -> list[Path]:
    """The files of the reference, ledger first."""
    return [project.reference / name for name in (LEDGER, ERRATA, FIGURES)]


def available(project: Project) -> bool:
    """Whether a project holds the reference at all; one that fields other surveys may have none."""
    return all(path.is_file() for path in files(project))


def read(project: Project, questionnaire: Questionnaire) -> Reference:
    """Ledger, errata and figures of a project.

    Raises
    ------
    QuestionnaireError
        With every mistake of the first file that has any.
    """
    figures_file = project.reference / FIGURES
    ledger, errata = read_reference(project)
    figures = read_catalogue(figures_file, questionnaire, ledger, project.relative(figures_file))
    return Reference(ledger, errata, figures)
