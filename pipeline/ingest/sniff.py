"""Which format a file has, by its content: names and endings are not to be trusted (LimeSurvey's .xls is XLSX).

Every format is asked what the first bytes look like to it; the surest one reads the file. A new format is one module
and one entry in a list here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pipeline.ingest import (
    generic,
    kobo,
    limesurvey_archive,
    limesurvey_csv,
    limesurvey_json,
    limesurvey_r,
    limesurvey_sav,
    limesurvey_spss,
    limesurvey_stata,
    limesurvey_vv,
    qualtrics,
    sosci,
    spss_sav,
    stata_dta,
    unipark,
    workbook,
)
from pipeline.ingest.export import HEAD, Confidence
from pipeline.ingest.foreign import AGAIN, EXPORT, foreign_kind
from pipeline.ingest.problems import IngestError, NothingYetError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pipeline.ingest.export import Export, Format, Likeness, PairFormat

_F = TypeVar("_F", "Format", "PairFormat")

FORMATS: tuple[Format, ...] = (
    limesurvey_vv,
    limesurvey_sav,
    limesurvey_stata,
    limesurvey_archive,
    limesurvey_json,
    sosci,
    unipark,
    qualtrics,
    kobo,
    spss_sav,
    stata_dta,
    workbook,
    generic,
    limesurvey_csv,
)
"""Formats of one file; of two that are equally sure the first reads it."""

PAIR_FORMATS: tuple[PairFormat, ...] = (limesurvey_spss, limesurvey_r)
"""Formats of two files, recognised by the syntax file."""


def read_export(path: Path, file: str, syntax: Path | None = None) -> Export:
    """Find out the format of an export and read it.

    Parameters
    ----------
    path:
        The file.
    file:
        How messages name it, usually the path relative to the project.
    syntax:
        The syntax file beside it, for formats of two files.

    Raises
    ------
    IngestError
        If the file is empty, has no responses, or is something else than an export that can be read.
    """
    head = _head(path)
    if not head.removeprefix(b"\xef\xbb\xbf").strip():
        raise IngestError([Problem(file, "the file is empty", EXPORT, AGAIN)])
    if syntax is not None:
        pair = _surest(PAIR_FORMATS, _head(syntax))
        if pair is None:
            msg = f"{syntax.name} is no syntax file of a known format"
            raise ValueError(msg)
        export = pair[0].read_pair(path, file, syntax)
    else:
        export = _format(head, file).read(path, file)
    if export.rows.height == 0:
        found = f"the export has {len(export.headings)} headings and no response" if export.headings else "no response"
        hint = "wait for the first response, or export with completion state 'all responses'"
        raise NothingYetError([Problem(file, found, "at least one response", hint)])
    return export


def format_of(path: Path, file: str) -> Format:
    """The module that reads a file of one format.

    Raises
    ------
    IngestError
        If it is something else than an export that can be read.
    """
    return _format(_head(path), file)


def syntax_of(path: Path) -> str | None:
    """What the file is called if it is the syntax file of a format of two files."""
    pair = _surest(PAIR_FORMATS, _head(path))
    return pair[1].description if pair else None


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(HEAD)


def _surest(formats: Iterable[_F], head: bytes) -> tuple[_F, Likeness] | None:
    found = [(module, likeness) for module in formats if (likeness := module.looks_like(head))]
    return max(found, key=lambda pair: pair[1].confidence, default=None)


def _format(head: bytes, file: str) -> Format:
    """The surest format, unless nobody is sure and the file is a known kind of something else."""
    best = _surest(FORMATS, head)
    if best is not None and best[1].confidence > Confidence.POSSIBLE:
        return best[0]
    pair = _surest(PAIR_FORMATS, head)
    if pair is not None:
        hint = "put the data file that was exported with it into the same folder"
        raise IngestError([Problem(file, f"the file is {pair[1].description}", "the data beside it", hint)])
    foreign = foreign_kind(head)
    if foreign is None and best is not None:
        return best[0]
    found, expected, hint = foreign or ("the file is binary, and of no format known here", EXPORT, AGAIN)
    raise IngestError([Problem(file, found, expected, hint)])
