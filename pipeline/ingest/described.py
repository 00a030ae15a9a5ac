"""What a mapping says about an export beyond its columns and codes: id, token, dates, status, lists of answers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.ingest.convention import ABOUT, PRIVATE
from pipeline.ingest.generic import CONVENTION
from pipeline.ingest.headings import PERSONAL, fold
from pipeline.ingest.lists import taken_apart
from pipeline.ingest.problems import IngestError, Problem, listing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.ingest.export import Export
    from pipeline.questionnaire import Variable
    from pipeline.questionnaire.model import Mapping

_PLAIN = ("csv", "excel")


def described(export: Export, variables: Sequence[Variable], mapping: Mapping | None, name: str | None) -> Export:
    """The export with what its mapping says about it; ``name`` is the mapping's, for messages.

    Raises
    ------
    IngestError
        If a column that the mapping names is not there, or a list of answers cannot be read.
    """
    if mapping is not None:
        plain = export.convention is None and export.format in _PLAIN
        if plain and "limesurvey" not in fold(mapping.tool):  # a table whose headings only look like LimeSurvey's
            export = replace(export, convention=CONVENTION)
        export = _with_roles(export, mapping, name or "")
    return taken_apart(export, variables, mapping)


def _with_roles(export: Export, mapping: Mapping, name: str) -> Export:
    if not mapping.about:
        return export
    places = {heading.strip(): index for index, heading in enumerate(export.headings)}
    lacking = [column for column in mapping.about.values() if column not in places]
    if lacking:
        found = f"there is no column {listing(lacking)}, which the mapping '{name}' names under about:"
        hint = f"correct about: in questionnaire/mappings/{name}.yaml, or export the column too"
        raise IngestError([Problem(export.file, found, f"one of {listing(export.headings)}", hint)])
    chosen = {places[column]: code for code, column in mapping.about.items()}
    roles = {
        index: (PRIVATE if role in PERSONAL else ABOUT) if role in mapping.about else role
        for index, role in export.roles.items()
    }
    convention = export.convention
    if convention is not None and mapping.finished:
        finished = frozenset(cell.casefold() for cell in mapping.finished)
        convention = replace(convention, finished=finished, unfinished=frozenset())
    return replace(export, roles=roles | chosen, convention=convention)
