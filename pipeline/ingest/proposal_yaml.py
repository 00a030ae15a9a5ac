"""A proposed mapping as a file of ``questionnaire/mappings/``: what can be justified as YAML, the rest as comments.

The file can be used as it is: a column whose codes are undecided is a comment too, for a mapping with columns and without
their codes would be a mistake.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, get_args

from pipeline.ingest.problems import shorten
from pipeline.ingest.proposal import OWN, SUMS, Certainty
from pipeline.questionnaire import variable_name
from pipeline.questionnaire.model import MissingName

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.ingest.proposal import Proposal, Proposed
    from pipeline.ingest.proposal_codes import Coding
    from pipeline.questionnaire import Questionnaire

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*")
_WORDS = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
_SCHEMA = "# yaml-language-server: $schema=../schema/mapping.schema.json"
_DECIDE = "# TO DECIDE"
_LONGEST = 100


def to_yaml(proposal: Proposal, questionnaire: Questionnaire, file: str) -> str:
    """The text of the mapping; ``file`` is the export's name, for its first lines."""
    undecided = {name for coding in proposal.codings if not coding.table for name in coding.variables}
    lines = [
        _SCHEMA,
        f"# Proposed by munisurvey map for {file} and the wave {proposal.wave}. What is commented out has to be decided.",
        "",
        f"tool: {_quoted(proposal.tool)}",
        *_columns(proposal, undecided),
        *_codes(proposal.codings),
        *_missing(proposal),
        *_about(proposal),
        *_lists(proposal, questionnaire),
        *_repeated(proposal),
        *_undecided(proposal),
    ]
    return "\n".join(lines) + "\n"


def _columns(proposal: Proposal, undecided: set[str]) -> Iterator[str]:
    answers = proposal.of("answer")
    written = [column for column in answers if column.target not in undecided]
    yield "columns:" if written else "columns: {}"
    for column in written:
        note = "" if column.certainty is Certainty.SURE else f"  # {column.certainty.value}: {column.why}"
        yield f"  {_quoted(column.heading)}: {column.target}{note}"
    waiting = [column for column in answers if column.target in undecided]
    if waiting:
        yield f"  {_DECIDE} with the codes below: these columns are found, but not what their codes stand for."
        for column in waiting:
            yield f"  # {_quoted(column.heading)}: {column.target}"


def _codes(codings: tuple[Coding, ...]) -> Iterator[str]:
    decided = [coding for coding in codings if coding.part == "codes" and coding.table]
    yield "codes:" if decided else "codes: {}"
    for coding in decided:
        yield f"  # {coding.why}"
        yield f"  {coding.name}: {_table(coding.table)}"
    for coding in (coding for coding in codings if not coding.table):
        stands = ", ".join(coding.cells) or "nothing"
        yield f"  {_DECIDE} {coding.name}: {stands} in the columns of {_some(coding.variables)};"
        yield f"  # {coding.why}. Look it up in the survey tool, then take (or change) one line:"
        for table, meaning in coding.choices:
            yield f"  # {coding.name}: {_table(table)}  # {meaning}"
        if not coding.choices:
            yield f"  # {coding.name}: {{{', '.join(f'{json.dumps(cell, ensure_ascii=False)}: ' for cell in coding.cells)}}}"
    labels = [coding for coding in codings if coding.part == "labels"]
    if labels:
        yield "labels:"
        for coding in labels:
            yield f"  # {coding.why}"
            yield f"  {coding.name}: {_table(coding.table)}"


def _lists(proposal: Proposal, questionnaire: Questionnaire) -> Iterator[str]:
    found = [column for column in proposal.of("list") if column.why != OWN]
    if not found:
        return
    wave = questionnaire.wave(proposal.wave)
    yield "lists:"
    for column in found:
        question = wave.question(column.target)
        names = [(item.label.de, variable_name(question.id, item.id)) for item in question.items]
        if question.other is not None:
            names.append((question.other.de, variable_name(question.id, "other")))
        yield f"  # {column.why}; labels are read as they are. For codes, put them in place of the labels."
        table = ", ".join(f"{json.dumps(label, ensure_ascii=False)}: {name}" for label, name in names)
        yield f"  {_quoted(column.heading)}: {{{table}}}"


def _missing(proposal: Proposal) -> Iterator[str]:
    if proposal.unexplained:
        kinds = ", ".join(get_args(MissingName))
        yield f"{_DECIDE}: codes of which nothing says what they stand for. If they are no answers, name their kind, one of"
        yield f"# {kinds}:"
        yield "# missing:"
        for cell, names in proposal.unexplained.items():
            yield f"#   {json.dumps(cell)}: ?  # in the columns of {_some(names)}"


def _about(proposal: Proposal) -> Iterator[str]:
    found = [column for column in proposal.of("about") if column.target]
    if found:
        yield "about:"
        for column in found:
            yield f"  {column.target}: {_quoted(column.heading)}  # {column.certainty.value}: {column.why}"


def _repeated(proposal: Proposal) -> Iterator[str]:
    named = [column for column in proposal.of("repeated") if column.why != SUMS]
    if named:
        yield "# Boxes beside open lines: they say again what the line says."
        yield f"repeated: [{', '.join(_quoted(column.heading) for column in named)}]"


def _undecided(proposal: Proposal) -> Iterator[str]:
    if proposal.unsure:
        yield ""
        yield f"{_DECIDE}: columns nobody can be sure of. If one is an answer, move its line to columns:; if it is none, list its"
        yield "# heading under ignored_columns in source.yaml, or under about: here (id, token, startdate, submitdate, status)."
        for column in proposal.unsure:
            yield from _doubt(column)
    if proposal.lacking:
        yield ""
        yield f"{_DECIDE}: no column was found for"
        for name in proposal.lacking:
            yield f"#   {name}"


def _doubt(column: Proposed) -> Iterator[str]:
    text = f" ({shorten(column.text, _LONGEST)})" if column.text else ""
    yield f"#   {_quoted(column.heading)}: {column.target or '?'}  # {column.why}{text}"


def _table(table: Mapping[str, int]) -> str:
    ordered = sorted(table.items(), key=lambda entry: entry[1])
    return "{" + ", ".join(f"{json.dumps(cell, ensure_ascii=False)}: {code}" for cell, code in ordered) + "}"


def _some(names: tuple[str, ...]) -> str:
    return ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")


def _quoted(text: str) -> str:
    """A text as a YAML key or value, in quotation marks where it needs them."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return json.dumps(" ".join(text.split()) if "\n" in text else text, ensure_ascii=False)
