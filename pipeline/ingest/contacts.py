"""Which municipality an access code belongs to, read from a list outside the project while a wave is ingested.

With it the unit of a response is the pseudonym of its municipality instead of that of its access code, so that new access
codes in the next wave do not part the two (``docs/panel.md``). Nothing of the list is stored but these pseudonyms.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from pipeline.ingest.invited import read_invited
from pipeline.ingest.problems import IngestError, Problem
from pipeline.ingest.pseudonym import municipality
from pipeline.questionnaire.mergers import Mergers, read_mergers
from pipeline.warehouse.records import SUCCESSOR_SCHEMA

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from pipeline.ingest.source import Source
    from pipeline.project import Project
    from pipeline.questionnaire import Questionnaire


@dataclass(frozen=True)
class Contacts:
    """Access code to key (AGS), the day for which the keys hold, and the mergers since."""

    keys: Mapping[str, str] = field(repr=False)
    reference_date: dt.date
    mergers: Mergers

    def successors(self, key: bytes, units: pl.Series) -> pl.DataFrame:
        """What became, after the reference date, of the municipalities among ``units``: pseudonyms, by day."""
        present = set(units.drop_nulls())
        rows = []
        for ags in sorted(set(self.keys.values())):
            unit = municipality(ags, key)
            if unit in present:
                steps = {step.date: step.key for step in self.mergers.successors(ags, self.reference_date)}
                rows += [(unit, later and municipality(later, key), day) for day, later in steps.items()]
        return pl.DataFrame(rows, schema=SUCCESSOR_SCHEMA, orient="row")


def path_of(project: Project, source: Source) -> Path | None:
    """Where the list of a wave lies, if ``source.yaml`` names one.

    Raises
    ------
    IngestError
        If it lies inside the project, where it could be committed or shared.
    """
    named = source.description.contacts
    if named is None:
        return None
    path = (project.root / Path(named.path).expanduser()).resolve()
    if path.is_relative_to(project.root.resolve()):
        found = f"the list of contacts lies inside the project ({project.relative(path)})"
        hint = "move it elsewhere: whoever has it and the export knows who answered what"
        problem = Problem(source.yaml.file, found, "a file outside the project's folder", hint, column="contacts")
        raise IngestError([problem])
    return path


def read_contacts(project: Project, questionnaire: Questionnaire, source: Source) -> Contacts | None:
    """The list that ``source.yaml`` names under ``contacts:``, or None.

    Raises
    ------
    IngestError
        If it is not there, has mistakes, or does not tie access codes to municipalities.
    """
    named, path = source.description.contacts, path_of(project, source)
    if named is None or path is None:
        return None
    mergers = read_mergers(project.reference)
    found = read_invited(path, path.name, questionnaire.classifications, mergers, named.reference_date)
    keys = found.keys()
    if found.entries and not keys:
        hint = "the list needs the columns token and ags, both filled in"
        raise IngestError([Problem(path.name, "no access code is tied to a municipality", "token and ags", hint)])
    return Contacts(keys, named.reference_date, mergers)
