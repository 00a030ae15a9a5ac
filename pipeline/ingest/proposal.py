"""What a mapping for an unknown export could be: for every column a variable, why, and how certain that is.

Evidence is asked for in this order: columns the tool is known to write; names that are our own; the wording in headings or
labels. Numbers alone are no evidence. What is only likely says so, and what is unsure is left for a person to decide.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from pipeline.ingest import headings
from pipeline.ingest.columns import CONSENT
from pipeline.ingest.convention import ABOUT, PRIVATE, STATUS, missing_codes
from pipeline.ingest.lists import named_lists, taken_apart
from pipeline.ingest.matching import match
from pipeline.ingest.numerals import parse
from pipeline.ingest.proposal_codes import OURS, WRITTEN, Answers, codes_of, is_box, unexplained
from pipeline.ingest.tools import tool_of
from pipeline.ingest.wording_match import Wordings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.ingest.export import Export
    from pipeline.ingest.proposal_codes import Coding
    from pipeline.ingest.wording_match import Likeness
    from pipeline.questionnaire import Questionnaire, Variable

OWN = "named like our variable"
SUMS = "sums up the boxes beside it"
_LIKE, _MARGIN, _HINT = 0.9, 0.08, 0.5
_IDS = {"id", "nr", "nr.", "nummer", "lfdnr", "lfd. nr.", "case", "caseid", "case_id", "respondent", "respondent_id"}
_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2}/\d{1,2}/\d{4}")
_STATES = 5
_STEM = re.compile(r"(?:[_.\[(-]?\d+[a-z]?[\])]?|[_.\[(/-][^_.\[(/-]+[\])]?)$")


class Certainty(Enum):
    """How certain a proposal is; only what is sure or likely is written."""

    SURE = "sure"
    LIKELY = "likely"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Proposed:
    """What one column may be.

    ``target`` is a variable, or '' where none can be named; ``part`` says what it is of the export: an *answer*, a *list*
    of several, *repeated* (says again what others say), *about* the response, or *unknown*.
    """

    index: int
    heading: str
    text: str
    part: str
    target: str
    why: str
    certainty: Certainty


@dataclass(frozen=True)
class Proposal:
    """Everything that could be found out about an export.

    ``lacking`` are variables for which no column was found, ``unexplained`` codes of which nothing says what they stand
    for (with the variables in whose columns they stand). ``needless`` is whether the export is read without a mapping,
    ``fitting`` are mappings of the project with which every column of it is found.
    """

    tool: str
    wave: str
    columns: tuple[Proposed, ...]
    codings: tuple[Coding, ...]
    lacking: tuple[str, ...]
    unexplained: Mapping[str, tuple[str, ...]]
    needless: bool
    fitting: tuple[str, ...]

    def of(self, part: str) -> list[Proposed]:
        """The columns of one part that are certain enough to be written."""
        return [c for c in self.columns if c.part == part and c.certainty is not Certainty.UNSURE]

    @property
    def unsure(self) -> list[Proposed]:
        """The columns a person has to decide about."""
        return [column for column in self.columns if column.certainty is Certainty.UNSURE]


def propose(export: Export, questionnaire: Questionnaire, wave: str) -> Proposal:
    """Propose a mapping for an export of the wave.

    Raises
    ------
    KeyError
        If there is no such wave.
    """
    variables = questionnaire.variables(wave)
    finder = _Finder(export, variables)
    columns = tuple(finder.column(index) for index in range(len(export.headings)))
    columns = _once(_by_neighbours(columns, finder))
    certain = [column for column in columns if column.certainty is not Certainty.UNSURE]
    placed = {column.target: column.index for column in certain if column.part == "answer"}
    answers = Answers(export, questionnaire, placed)
    own = {column.target for column in certain if column.why == OWN}
    found = {column.target for column in certain if column.part in ("answer", "list")}
    listed = {v.name for v in variables if v.question.id in found and v.scale == "checked"}
    lacking = tuple(v.name for v in variables if v.name not in found | listed)
    tool = "LimeSurvey" if export.convention is None else export.convention.tool
    codings = codes_of(answers, variables, own)
    strange = unexplained(answers, variables)
    understood = all(c.part == "labels" or c.why in (OURS, WRITTEN.format(tool)) for c in codings)
    dated = {"id"} <= finder.roles and bool({"submitdate", STATUS} & finder.roles)
    bare = match(taken_apart(export, variables, None), variables, None).hits == len(variables) if understood else False
    fitting = [
        name
        for name, mapping in questionnaire.mappings.items()
        if match(export, variables, mapping).hits == len(variables)
    ]
    needless = bare and dated and not strange
    return Proposal(tool, wave, columns, codings, lacking, strange, needless, tuple(fitting))


class _Finder:
    """What the columns of one export look like, one by one."""

    def __init__(self, export: Export, variables: Sequence[Variable]) -> None:
        self.export = export
        self.variables = {variable.name: variable for variable in variables}
        self.wordings = Wordings(variables)
        own = match(export, variables, None)
        worded = own.kind in ("full", "path of wordings", "abbreviated")
        self.own = [None] * len(export.headings) if worded else own.variables
        self.known = headings.metadata_headings()
        self.roles = {*export.roles.values(), *(self.known.get(name.strip()) for name in export.headings)}
        self.roles |= {self.known.get(headings.fold(name)) for name in export.headings}
        self.lists = named_lists(export, variables)
        lines = (f"{v.question.id}/other" for v in variables if v.scale == "given" and v.name != v.question.id)
        self.beside = tuple(lines) if export.path else ()
        self.sums = {index for index, members in export.repeats.items() if members}

    def column(self, index: int) -> Proposed:
        """What a column may be, judged on its own."""
        given = self.given(index)
        if given is not None:
            part, target, why = given
            return self.proposed(index, part, target, why, Certainty.SURE)
        likely = self.alike(index)
        return self.judged(index, likely) if likely else self.about(index)

    def given(self, index: int) -> tuple[str, str, str] | None:
        """Part, target and reason of a column that is known by its name, or by what its tool is known to write."""
        heading = self.export.headings[index].strip()
        role = self.export.roles.get(index) or self.known.get(heading) or self.known.get(headings.fold(heading))
        if self.own[index] is not None:
            return "answer", self.own[index], OWN
        if role is not None:
            stored = "not stored" if role == PRIVATE or role in headings.PERSONAL else "kept"
            return "about", "", f"{'about the response' if role in (ABOUT, PRIVATE) else role}, {stored}"
        if index in self.lists:
            return "list", self.lists[index], OWN
        if heading.endswith(self.beside) or index in self.sums:
            sums = index in self.sums
            return "repeated", "", SUMS if sums else "the box beside the open line of the question"
        if self.export.convention is not None and self.cells(index) <= {CONSENT}:
            return "about", "", "a note or a consent, without an answer"
        return None

    def proposed(self, index: int, part: str, target: str, why: str, certainty: Certainty) -> Proposed:
        """The proposal for a column, with its heading and its label."""
        text = self.export.labels[index] if index < len(self.export.labels) else ""
        return Proposed(index, self.export.headings[index], text, part, target, why, certainty)

    def about(self, index: int) -> Proposed:
        """What a column may be that no wording is like: the id by its name, others by what their cells look like."""
        heading, series = self.export.headings[index], self.export.column(index)
        cells = self.cells(index)
        unique = series.null_count() == 0 and len(cells) == series.len()
        if unique and heading.strip().casefold() in _IDS and "id" not in self.roles:
            return self.proposed(index, "about", "id", "another content in every row", Certainty.LIKELY)
        known_tool = tool_of(self.export.headings) is not None
        why = "neither its name nor a label says what it asks"
        if not known_tool and all(_DATE.match(cell) for cell in cells):
            why = "it holds dates: startdate, submitdate or datestamp, under about:"
        elif not known_tool and unique:
            why = "another content in every row: perhaps the id or the token, under about:"
        elif not known_tool and 1 < len(cells) <= _STATES and not any(parse(cell) is not None for cell in cells):
            why = "few contents, in words: perhaps the status, under about: together with finished:"
        return self.proposed(index, "unknown", "", why, Certainty.UNSURE)

    def question(self, name: str) -> str:
        """The question of a variable, or the question itself."""
        return self.variables[name].question.id if name in self.variables else name

    def cells(self, index: int) -> set[str]:
        """The distinct contents of a column."""
        return {cell for cell in self.export.column(index).unique() if cell}

    def alike(self, index: int) -> list[Likeness]:
        """The variables whose wording the label, or else the heading, is like."""
        label = self.export.labels[index] if index < len(self.export.labels) else ""
        found = [self.wordings.nearest(text) for text in (label, self.export.headings[index]) if text]
        best = max(found, key=lambda likely: likely[0].score if likely else 0, default=[])
        return [likeness for likeness in best if likeness.score >= _HINT]

    def judged(self, index: int, likely: Sequence[Likeness]) -> Proposed:
        """What the wording says, and whether the cells fit."""
        best, second = likely[0], next((other for other in likely[1:] if other.variable != likely[0].variable), None)
        rival = second is not None and (second.score, second.full) >= (best.score, best.full)
        near = second is not None and second.score > best.score - _MARGIN and not (best.score == 1 and best.full)
        variable = self.variables.get(best.variable)
        whose = "question and row" if variable is not None and variable.item else "question"
        if best.score == 1 and best.full and not rival:
            why, certainty = f"has the wording of the {whose}", Certainty.SURE
        elif best.score == 1 and not rival:
            why, certainty = "has the wording of the row or the title", Certainty.LIKELY
        elif best.score >= _LIKE and not near:
            why, certainty = f"{best.score:.0%} like the wording", Certainty.LIKELY
        elif rival or near:
            others = " or ".join(dict.fromkeys(one.variable for one in likely[:3]))
            why, certainty = f"as like one as the other: {others}", Certainty.UNSURE
        else:
            why, certainty = f"only {best.score:.0%} like the wording", Certainty.UNSURE
        return self.checked(index, best.variable, why, certainty)

    def checked(self, index: int, name: str, why: str, certainty: Certainty) -> Proposed:
        """The proposal, unless the cells cannot be answers to it."""
        variable, cells = self.variables.get(name), self.cells(index)
        if variable is None:
            return self.proposed(index, "list", name, why, certainty)
        if variable.kind == "text" and variable.name != variable.question.id and is_box(cells, variable):
            why = "the box beside the open line of the same wording"
            return self.proposed(index, "repeated", "", why, min(certainty, Certainty.LIKELY, key=_rank))
        codes = missing_codes(self.export, index, variable, None)
        if variable.kind == "number" and any(parse(cell) is None for cell in cells if cell not in codes):
            return self.proposed(index, "answer", name, f"{why}; but it holds no numbers", Certainty.UNSURE)
        return self.proposed(index, "answer", name, why, certainty)


def _rank(certainty: Certainty) -> int:
    return -list(Certainty).index(certainty)


def _by_neighbours(columns: Sequence[Proposed], finder: _Finder) -> list[Proposed]:
    """Rows that several batteries have, decided by the question that most columns of the same name belong to."""
    stems: dict[str, list[Proposed]] = defaultdict(list)
    for column in columns:
        if column.part in ("answer", "unknown"):
            stems[_STEM.sub("", column.heading)].append(column)
    decided = {}
    for stem, members in stems.items():
        questions: dict[str, int] = defaultdict(int)
        for member in members:
            for question in {finder.question(one.variable) for one in _best(finder, member)}:
                questions[question] += 1
        ranked = sorted(questions.values(), reverse=True)
        clear = len(ranked) == 1 or (len(ranked) > 1 and ranked[0] > ranked[1])
        if not stem or len(members) < 2 or not clear or ranked[0] < len(members):
            continue
        question = max(questions, key=lambda one: questions[one])
        for member in members:
            fitting = [one for one in _best(finder, member) if finder.question(one.variable) == question]
            if member.certainty is Certainty.UNSURE and len(fitting) == 1 and fitting[0].score == 1:
                why = f"has the wording of a row, and all of '{stem}' fit the question '{question}'"
                decided[member.index] = finder.checked(member.index, fitting[0].variable, why, Certainty.LIKELY)
    return [decided.get(column.index, column) for column in columns]


def _best(finder: _Finder, column: Proposed) -> list[Likeness]:
    """The likest variables of a column, and those as like as these."""
    likely = finder.alike(column.index)
    return [one for one in likely if one.score == likely[0].score]


def _once(columns: Iterable[Proposed]) -> tuple[Proposed, ...]:
    """Two columns that claim one variable are both unsure, unless one is surer."""
    claims: dict[str, list[Proposed]] = defaultdict(list)
    for column in columns:
        if column.target and column.certainty is not Certainty.UNSURE:
            claims[column.target].append(column)
    doubtful = {}
    for target, members in claims.items():
        surest = max(_rank(member.certainty) for member in members)
        best = [member for member in members if _rank(member.certainty) == surest]
        for member in members:
            if len(members) > 1 and (len(best) > 1 or member not in best):
                other = next(one for one in members if one is not member)
                why = f"{member.why}; but so is column '{other.heading}' to '{target}'"
                doubtful[member.index] = replace(member, why=why, certainty=Certainty.UNSURE)
    return tuple(doubtful.get(column.index, column) for column in columns)
