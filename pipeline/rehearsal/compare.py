"""What was read against what was meant, cell by cell: equal, lost because the export cannot tell, or different.

A difference is *lost* only where the writer of the export has declared that the tool writes the two alike, or what it
makes of an answer. Everything else that is not equal is a fault of ours.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.rehearsal.responses import NOT_REACHED, NOT_SHOWN, Answer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.questionnaire import Variable
    from pipeline.rehearsal.exports.written import Written
    from pipeline.rehearsal.responses import Response, Sample
    from pipeline.warehouse.records import WaveData


@dataclass(frozen=True)
class Difference:
    """A cell, or something about a response, that came back as something else without an excuse."""

    response: int
    where: str
    meant: str
    read: str

    def __str__(self) -> str:
        """In one line."""
        return f"response {self.response}, {self.where}: meant {self.meant}, read {self.read}"


@dataclass(frozen=True)
class Comparison:
    """The outcome for one export; ``equal``, the counts of ``lost`` and cells that differ add up to ``cells``.

    ``rows`` are the responses in the export, ``cells`` the answers of all that were invented. ``differences`` are of cells
    and of what is known about a response (its status, its times, which of them are one municipality's).
    """

    rows: int
    cells: int
    equal: int
    lost: Mapping[str, int]
    differences: tuple[Difference, ...]


def compare(sample: Sample, written: Written, data: WaveData) -> Comparison:
    """Compare the responses with what was read from their export."""
    read = _read(sample, data)
    equal = 0
    lost: Counter[str] = Counter()
    differences = []
    for response in sample.responses:
        if response.number in written.left_out:
            lost[written.left_out[response.number]] += len(sample.variables)
            continue
        cells = read.get(written.ids[response.number], {})
        here: dict[str, str] = {}
        for variable in sample.variables:
            meant, found = response.answers[variable.name], cells.get(variable.name)
            if found == meant:
                equal += 1
            elif found is not None and (reason := _excuse(written, variable, response, found, here)):
                lost[reason] += 1
                here[variable.question.id] = reason
            else:
                shown = "nothing that can be stored" if found is None else str(found)
                differences.append(Difference(response.number, variable.name, str(meant), shown))
    differences += _about(sample, written, data)
    return Comparison(data.respondents.height, sample.cells, equal, dict(lost), tuple(differences))


def _excuse(
    written: Written, variable: Variable, response: Response, found: Answer, lost: Mapping[str, str]
) -> str | None:
    """Why the export may have been read as something else than was meant.

    ``lost`` are the questions of the response that lost something, with the reason: where it is not known whether a filter
    was reached, it is not known either whether it kept a question from being shown.
    """
    changed = written.changed.get((response.number, variable.name))
    if changed is not None and changed[0] == found:
        return changed[1]
    meant = response.answers[variable.name].code
    if {meant, found.code} == {NOT_SHOWN, NOT_REACHED}:
        for other in variable.question.shown_if or {}:
            if other in lost:
                return lost[other]
    return next((alike.reason for alike in written.alike if alike.excuses(variable, response, meant, found.code)), None)


def _read(sample: Sample, data: WaveData) -> dict[str, dict[str, Answer | None]]:
    """What the tables of the warehouse get: by id and variable the answer; ``None`` where a row contradicts itself."""
    ids = dict(data.respondents.select("respondent", "source_id").iter_rows())
    texts = {(row, name): text for row, name, text in data.open_answers.iter_rows()}
    variables = {variable.name: variable for variable in sample.variables}
    answers: dict[str, dict[str, Answer | None]] = {source: {} for source in ids.values()}
    columns = ("respondent", "variable", "code", "value", "missing_kind")
    for row, name, code, value, kind in data.answers.select(columns).iter_rows():
        variable = variables[name]
        own = Answer(code, value if variable.kind == "number" else None, texts.get((row, name)))
        consistent = (value, kind) == _worth(sample, variable, own)
        answers[ids[row]][name] = own if consistent else None
    return answers


def _worth(sample: Sample, variable: Variable, answer: Answer) -> tuple[float | None, int | None]:
    """The value and the kind of missing that have to stand beside an answer."""
    if not answer.given:
        return None, answer.code
    if variable.kind != "choice":
        return answer.value, None
    option = sample.questionnaire.scale(variable.scale).option(answer.code)
    return option.value, None if option.missing_kind is None else int(option.missing_kind)


def _about(sample: Sample, written: Written, data: WaveData) -> Iterator[Difference]:
    """Differences in what is known of the responses themselves."""
    columns = ("source_id", "status", "started_at", "submitted_at", "unit")
    found = {row[0]: row[1:] for row in data.respondents.select(columns).iter_rows()}
    units: dict[str, str] = {}
    for response in sample.responses:
        if response.number in written.left_out:
            continue
        if written.ids[response.number] not in found:
            yield Difference(response.number, "(response)", response.status, "nothing")
            continue
        status, started, submitted, unit = found[written.ids[response.number]]
        ended = response.ended if response.submitted else None
        pairs = (
            ("status", response.status, status),
            ("begun", response.begun, started),
            ("submitted", ended, submitted),
        )
        for what, meant, read in pairs:
            if meant != read:
                yield Difference(response.number, f"({what})", str(meant), str(read))
        if units.setdefault(response.token, unit) != unit:
            yield Difference(response.number, "(municipality)", "the same as before", "another")
    if len(set(units.values())) != len(units):
        yield Difference(0, "(municipality)", f"{len(units)} of them", f"{len(set(units.values()))}")
