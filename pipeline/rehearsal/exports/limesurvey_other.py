"""LimeSurvey's JSON, which tells null from empty in every version, and its VV file, which another LimeSurvey can import."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pipeline.fielding import Artefact
from pipeline.rehearsal.exports.limesurvey import ABOUT, columns, rows, stripped, written

if TYPE_CHECKING:
    from pipeline.rehearsal.exports.limesurvey import Column
    from pipeline.rehearsal.exports.written import Written
    from pipeline.rehearsal.responses import Sample

_NUMBERS = ("id", "lastpage")
_VV_ORDER = ("id", "token", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp")
_VV_TEXTS = (
    "Antwort ID", "Zugangscode", "Datum Abgeschickt", "Letzte Seite", "Start-Sprache", "Zufallsstartwert",
    "Datum gestartet", "Datum letzte Aktivität",
)  # fmt: skip
_VV_WORDS = {"{": "{lbrace}", "\t": "{tab}", "\n": "{newline}", "\r": "{cr}"}


def write_json(sample: Sample) -> Written:
    """Headings: question code; answers: answer codes. See :class:`~pipeline.rehearsal.exports.written.Writer`."""
    found = columns(sample)
    heads = [*ABOUT, *(column.code for column in found)]
    responses = [
        {head: int(cell) if head in _NUMBERS and cell else cell for head, cell in zip(heads, row, strict=True)}
        for row in rows(sample, found)
    ]
    content = json.dumps({"responses": responses}, ensure_ascii=True, separators=(",", ":"))
    return written(sample, Artefact("results-survey.json", content.encode()))


def write_vv(sample: Sample) -> Written:
    """Version 2, with question codes. See :class:`~pipeline.rehearsal.exports.written.Writer`."""
    found = columns(sample)
    order = [ABOUT.index(name) for name in _VV_ORDER]
    lines = [
        [*_VV_TEXTS, *(_text(column) for column in found)],
        [*_VV_ORDER, *(column.code.replace("[", "_").rstrip("]") for column in found)],
    ]
    for row in rows(sample, found):
        cells = [*(row[place] for place in order), *row[len(ABOUT) :]]
        lines.append([_word(cell) for cell in cells])
    content = "".join("\t".join(map(_php, line)) + "\n" for line in lines)
    return written(sample, Artefact("vvexport.csv", content.encode()))


def _text(column: Column) -> str:
    text = stripped(column.question.text["de"]).replace("\n", " ")
    return f"{text} ({column.row})" if column.row else text


def _word(cell: str | None) -> str:
    if cell is None:
        return "{question_not_shown}"
    worded = "".join(_VV_WORDS.get(sign, sign) for sign in cell.strip())
    return "{quote}" + worded[1:] if worded.startswith('"') else worded


def _php(cell: str) -> str:
    """A field as PHP's ``fputcsv`` writes it: in quotes where it has a blank, a tab or a quote."""
    return '"' + cell.replace('"', '""') + '"' if any(sign in cell for sign in ' \t"\n\r\\') else cell
