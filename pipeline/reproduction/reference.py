"""The print of 2017 as this project holds it: ledger, errata and figures, read together from ``data/reference/``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.reproduction.catalogue import Entry, read_catalogue
from pipeline.reproduction.errata import Erratum, read_errata
from pipeline.reproduction.ledger import Published, read_ledger

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.project import Project
    from pipeline.questionnaire import Questionnaire

LEDGER, ERRATA, FIGURES = "published_2017.csv", "errata_2017.yaml", "figures_2017.yaml"
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
    return [project.root / "data" / "reference" / name for name in (LEDGER, ERRATA, FIGURES)]


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
    ledger_file, errata_file, figures_file = files(project)
    ledger = read_ledger(ledger_file, project.relative(ledger_file))
    errata = read_errata(errata_file, ledger, project.relative(errata_file))
    figures = read_catalogue(figures_file, questionnaire, ledger, project.relative(figures_file))
    return Reference(ledger, errata, figures)
