"""CSV exports of LimeSurvey 6: with codes as RemoteControl writes them, with full texts as the form of its admin opens.

A byte order mark, every field in quotes, nothing at all for null, records that end in CRLF. RemoteControl takes
semicolons and ends with an empty line; the form takes commas, and puts an apostrophe before a text that begins with an
equals sign.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.fielding import Artefact
from pipeline.rehearsal.exports.limesurvey import ABOUT, FULL_ANSWERS, about, columns, label, rows, stripped, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.rehearsal.exports.limesurvey import Column
    from pipeline.rehearsal.exports.written import Written
    from pipeline.rehearsal.responses import Sample

_ABOUT = (
    "Antwort ID", "Datum Abgeschickt", "Letzte Seite", "Start-Sprache", "Zufallsstartwert", "Zugangscode",
    "Datum gestartet", "Datum letzte Aktivität",
)  # fmt: skip


def write_codes(sample: Sample) -> Written:
    """Headings: question code; answers: answer codes. See :class:`~pipeline.rehearsal.exports.written.Writer`."""
    found = columns(sample)
    lines = [[*ABOUT, *(column.code for column in found)], *rows(sample, found)]
    return written(sample, Artefact("results-survey.csv", _csv(lines, ";") + b"\r\n"))


def write_full(sample: Sample) -> Written:
    """Headings: full question text; answers: full answers. See :class:`~pipeline.rehearsal.exports.written.Writer`."""
    found = columns(sample)
    lines = [[*_ABOUT, *(_heading(column) for column in found)]]
    for response in sample.responses:
        cells = [_masked(label(column, response.answers[column.variable.name])) for column in found]
        lines.append([*about(response), *cells])
    return written(sample, Artefact("results-survey-full.csv", _csv(lines, ",")), alike=(FULL_ANSWERS,))


def _heading(column: Column) -> str:
    text = stripped(column.question.text["de"])
    return f"{text} [{column.row}]" if column.row else text


def _masked(cell: str | None) -> str | None:
    return f"'{cell}" if cell and cell.startswith("=") else cell


def _csv(lines: Iterable[Sequence[str | None]], separator: str) -> bytes:
    text = "".join(separator.join(map(_field, line)) + "\r\n" for line in lines)
    return ("\ufeff" + text).encode()


def _field(cell: str | None) -> str:
    return "" if cell is None else '"' + cell.replace('"', '""') + '"'
