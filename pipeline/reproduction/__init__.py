"""The surveys of 2016 as they were printed, audited and computed again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.project import Project
    from pipeline.reproduction.errata import Erratum
    from pipeline.reproduction.ledger import Published

LEDGER, ERRATA = "published_2017.csv", "errata_2017.yaml"


def read_reference(project: Project) -> tuple[tuple[Published, ...], tuple[Erratum, ...]]:
    """The ledger and the errata of a project.

    Raises
    ------
    QuestionnaireError
        With every mistake in either file, each with its line.
    """
    from pipeline.reproduction.errata import read_errata
    from pipeline.reproduction.ledger import read_ledger

    ledger, errata = project.reference / LEDGER, project.reference / ERRATA
    rows = read_ledger(ledger, project.relative(ledger))
    return rows, read_errata(errata, rows, project.relative(errata))
