"""Everything printed on the surveys of 2016, read together: numbers, what is wrong with them, and the figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.reproduction import read_reference
from pipeline.reproduction.catalogue import Entry, read_catalogue

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.project import Project
    from pipeline.questionnaire import Questionnaire
    from pipeline.reproduction.errata import Erratum
    from pipeline.reproduction.ledger import Published

FILES = ("published_2017.csv", "errata_2017.yaml", "figures_2017.yaml")
WAVES = ("2016-01", "2016-12")
"""The two surveys that the report of 2017 is about."""


@dataclass(frozen=True)
class Reference:
    """The print of 2017 as this project holds it."""

    ledger: tuple[Published, ...]
    errata: tuple[Erratum, ...]
    figures: tuple[Entry, ...]


def files(project: Project) -> list[Path]:
    """Ledger, errata and catalogue of figures, in ``data/reference/``."""
    return [project.reference / name for name in FILES]


def available(project: Project) -> bool:
    """Whether a project holds the reference at all; one that fields other surveys need not."""
    return all(path.is_file() for path in files(project))


def read(project: Project, questionnaire: Questionnaire) -> Reference:
    """Ledger, errata and figures of a project.

    Raises
    ------
    QuestionnaireError
        With every mistake of the first file that has any.
    """
    ledger, errata = read_reference(project)
    catalogue = files(project)[-1]
    figures = read_catalogue(catalogue, questionnaire, ledger, project.relative(catalogue))
    return Reference(ledger, errata, figures)
