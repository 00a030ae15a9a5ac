"""Which column of an export is which variable, which is about the response, and which must not be kept."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.ingest import headings
from pipeline.ingest.convention import ABOUT, PRIVATE, STATUS
from pipeline.ingest.labels import shuffled
from pipeline.ingest.matching import Matching, is_abbreviated, match
from pipeline.ingest.problems import IngestError, Problem, listing

if TYPE_CHECKING:
    from pipeline.ingest.export import Export
    from pipeline.ingest.source import Source
    from pipeline.questionnaire import Questionnaire, Variable
    from pipeline.questionnaire.model import Mapping

_REQUIRED = {"id": "the response id", "submitdate": "the date of submission, empty in unfinished responses"}
CONSENT = "OK"
"""What form engines write where somebody agreed."""

_FEW = 0.5


@dataclass(frozen=True)
class Layout:
    """Where things stand in an export: column indices by variable and by kind of metadata.

    ``arrays`` are the variables whose column is a row of an array in the survey tool, whatever type our question
    has: long answers cannot tell an empty cell of an array from one that was never shown. ``by_order`` are headings
    that stand for several columns, which only their order tells apart. ``paradata`` are seconds spent and whatever else
    a tool notes about a response, ``repeated`` columns that say again what others say, ``lists`` those that were taken
    apart. ``residuals`` names, for a box, the column that says whether a residual option was chosen instead.
    """

    heading: str
    answers: dict[str, int]
    metadata: dict[str, int]
    personal: dict[str, int]
    paradata: tuple[int, ...] = ()
    attributes: tuple[int, ...] = ()
    ignored: tuple[int, ...] = ()
    arrays: frozenset[str] = field(default_factory=frozenset)
    by_order: tuple[str, ...] = ()
    repeated: tuple[int, ...] = ()
    lists: tuple[int, ...] = ()
    residuals: dict[str, int] = field(default_factory=dict)

    @property
    def dropped(self) -> frozenset[int]:
        """Columns that are not stored anywhere."""
        return frozenset((*self.personal.values(), *self.attributes, *self.ignored))


def find_columns(export: Export, questionnaire: Questionnaire, source: Source) -> Layout:
    """Match the headings of an export with the variables of the questionnaire it answers.

    Raises
    ------
    IngestError
        Listing the columns that are missing, unknown or there twice; or saying that the export belongs to another
        survey, and to which one where that can be seen.
    """
    variables = questionnaire.variables(source.questionnaire)
    mapping = questionnaire.mappings[source.mapping] if source.mapping else None
    matching = match(export, variables, mapping)
    if matching.hits < _FEW * len(variables):
        raise IngestError([_another_survey(export, questionnaire, source, matching.hits)])
    layout, unknown, twice = _assign(export, matching, source=source, mapping=mapping, variables=variables)
    if twice:
        more = f"; {len(twice)} columns in all stand twice" if len(twice) > 1 else ""
        raise IngestError([replace(twice[0], found=twice[0].found + more)])
    problems = _missing(export, layout, variables, mapping, source)
    if not problems or matching.kind != "abbreviated":  # there, an unknown column is one of those that are missing
        problems += _unknown(export, unknown, mapping, variables, source)
    problems = problems or shuffled(export, matching, variables)
    if problems:
        raise IngestError(problems)
    return layout


def _assign(
    export: Export,
    matching: Matching,
    *,
    source: Source,
    mapping: Mapping | None,
    variables: tuple[Variable, ...],
) -> tuple[Layout, list[int], list[Problem]]:
    """Give every column its place; the headings nobody knows and the ones that come twice are reported."""
    known = headings.metadata_headings()
    codes = headings.by_code(variables, mapping)
    question_codes = frozenset(code.partition("[")[0] for code in codes)
    column_codes = {name: code for code, name in codes.items()} if mapping else {}
    taken: dict[tuple[str, bool], int] = {}  # a question may be called like one of the tool's own columns
    answers: dict[str, int] = {}
    metadata: dict[str, int] = {}
    personal: dict[str, int] = {}
    places: dict[str, list[int]] = defaultdict(list)
    problems = []
    for index, (name, variable) in enumerate(zip(export.headings, matching.variables, strict=True)):
        code = export.roles.get(index) or known.get(name.strip())
        code = code or known.get(headings.fold(name)) or known.get(_front(name, matching.kind))
        place = variable or code or name.strip().casefold()
        key = name.strip() if place in (ABOUT, PRIVATE) else place, variable is not None
        if key in taken:
            first = export.headings[taken[key]]
            found = f"the column stands twice (columns {taken[key] + 1} and {index + 1})"
            if name != first:
                found = f"columns {taken[key] + 1} ('{first}') and {index + 1} are both '{place}'"
            hint = "export with question codes as headings, or fetch the export again: one of the two must go"
            problems.append(Problem(export.file, found, "every column once", hint, column=name))
        taken.setdefault(key, index)
        if name.strip() in source.ignored_columns:
            places["ignored"].append(index)
        elif variable is not None:
            answers[variable] = index
        elif code is not None and code not in (ABOUT, PRIVATE):
            (personal if code in headings.PERSONAL else metadata)[code] = index
        else:
            places[_place(export, index, code, question_codes)].append(index)
    unknown = places["unknown"]
    arrays = {
        variable
        for variable, index in answers.items()
        if "[" in column_codes.get(variable, "") or export.headings[index].rstrip().endswith("]")
    }
    repeated, residuals = _repeated(export, answers, unknown, variables)
    repeated |= {index for index in unknown if mapping and export.headings[index].strip() in mapping.repeated}
    layout = Layout(
        matching.kind,
        answers,
        metadata,
        personal,
        tuple(places[ABOUT]),
        tuple(places[PRIVATE]),
        tuple(places["ignored"]),
        frozenset(arrays),
        tuple(export.headings[index] for index in matching.by_order),
        tuple(sorted(repeated)),
        export.lists,
        residuals,
    )
    return layout, [index for index in unknown if index not in repeated], problems


def _place(export: Export, index: int, role: str | None, question_codes: frozenset[str]) -> str:
    """Where a column belongs that is neither an answer nor one of a kind."""
    name = export.headings[index]
    if role is not None:
        return role
    if index in export.lists:
        return "list"
    if headings.is_attribute(name):
        return PRIVATE
    if headings.is_timing(name.strip(), question_codes):
        return ABOUT
    if export.convention is not None and export.column(index).fill_null("").is_in(["", CONSENT]).all():
        return ABOUT  # a note, the head of a table, a consent: nothing that could be lost
    return "unknown"


def _repeated(
    export: Export, answers: dict[str, int], unknown: list[int], variables: tuple[Variable, ...]
) -> tuple[set[int], dict[str, int]]:
    """Unknown columns that sum up the boxes of a question, or are the box beside its open line; and who is summed up."""
    owners = {answers[v.name]: v for v in variables if v.scale == "checked" and v.name in answers}
    repeated: set[int] = set()
    residuals = {}
    for index, members in export.repeats.items():
        boxes = [owners[member] for member in members if member in owners]
        if index not in unknown or not boxes:
            continue
        repeated.add(index)
        residuals |= {box.name: index for box in boxes}
        beside = [member for member in members if member in unknown]
        if len(beside) == 1 and boxes[0].question.other is not None:
            repeated.add(beside[0])
    paths = [export.headings[index] for index in unknown if export.path]
    lines = {f"{v.question.id}/other" for v in variables if v.scale == "given" and v.name != v.question.id}
    repeated |= {export.headings.index(name) for name in paths if any(name.endswith(line) for line in lines)}
    return repeated, residuals


def _front(name: str, heading: str) -> str:
    """``id`` of ``id. Antwort ID``, or the whole of ``Datum letzte Ak.. `` folded."""
    if heading == "abbreviated" and name.endswith(".. "):
        return headings.metadata_beginning(name.removesuffix(".. "))
    return re.split(r"[^a-z]", name.strip(), maxsplit=1)[0] if heading == "code and text" else ""


def _missing(
    export: Export, layout: Layout, variables: tuple[Variable, ...], mapping: Mapping | None, source: Source
) -> list[Problem]:
    hint = "export it too"
    if export.convention is not None:
        hint += "; if it has another name, put the name under about: in the mapping (a status with finished:)"
    problems = [
        Problem(export.file, f"there is no column '{code}' ({meaning})", f"a column '{code}'", hint)
        for code, meaning in _REQUIRED.items()
        if code not in layout.metadata and not (code == "submitdate" and STATUS in layout.metadata)
    ]
    lacking = [variable for variable in variables if variable.name not in layout.answers]
    if not lacking:
        return problems
    codes = {name: code for code, name in headings.by_code(variables, mapping).items()} if mapping else {}
    names = [
        f"{variable.name} ({codes[variable.name]})" if variable.name in codes else variable.name for variable in lacking
    ]
    found = f"{len(lacking)} of {len(variables)} columns are missing: {listing(names)}"
    unmapped = [variable.name for variable in lacking if mapping is not None and variable.name not in codes]
    if is_abbreviated(export.headings):
        hint = "the headings are abbreviated and no longer unique; export with headings: question code"
    elif unmapped:
        hint = (
            f"the mapping '{source.mapping}' has no column for {listing(unmapped)}. If the questionnaire was changed "
            "after the field phase, undo the change and describe the changed questionnaire as a wave of its own; if "
            f"the question was asked, add its column to questionnaire/mappings/{source.mapping}.yaml"
        )
    else:
        hint = (
            "export all columns. If the question was added to the questionnaire after the field phase, the "
            "questionnaire does not fit this export: undo the change in "
            f"questionnaire/waves/{source.questionnaire}.yaml and describe the changed one as a wave of its own"
        )
    expected = f"a column for every question of questionnaire/waves/{source.questionnaire}.yaml"
    return [*problems, Problem(export.file, found, expected, hint)]


def _unknown(
    export: Export, unknown: list[int], mapping: Mapping | None, variables: tuple[Variable, ...], source: Source
) -> list[Problem]:
    if not unknown:
        return []
    names = {variable.name for variable in variables}
    columns = mapping.columns if mapping else {}
    strange = [export.headings[index] for index in unknown]
    gone = [name for name in strange if columns.get(name.strip(), next(iter(names))) not in names]
    found = f"{len(unknown)} columns are unknown: {listing(strange)}"
    if len(unknown) == 1:
        found = f"column {unknown[0] + 1} is unknown"
    if gone:
        targets = listing([columns[name.strip()] for name in gone])
        hint = (
            f"the mapping leads to {targets}, which the questionnaire does not have (any more). If it was changed "
            "after the field phase, it does not fit this export: undo the change in "
            f"questionnaire/waves/{source.questionnaire}.yaml and describe the changed one as a wave of its own"
        )
    else:
        hint = (
            "if the question was asked, add it to the questionnaire and the mapping; if the column is no answer, list "
            "its heading under ignored_columns in source.yaml (it is then not stored)"
        )
    tool = "LimeSurvey" if export.convention is None else export.convention.tool
    expected = f"only questions of questionnaire/waves/{source.questionnaire}.yaml and the columns of {tool} itself"
    only = strange[0] if len(strange) == 1 else None
    return [Problem(export.file, found, expected, hint, column=only)]


def _another_survey(export: Export, questionnaire: Questionnaire, source: Source, hits: int) -> Problem:
    """Few columns fit: say so, and look whether another questionnaire or mapping fits."""
    variables = questionnaire.variables(source.questionnaire)
    with_mapping = f" and the mapping '{source.mapping}'" if source.mapping else ""
    found = (
        f"{hits} of the {len(variables)} questions of '{source.questionnaire}' have a column under these headings "
        f"({listing(export.headings[:4])} ...): this looks like the export of another survey"
    )
    best = (hits, "", "")
    for wave in questionnaire.waves:
        for name, mapping in [("", None), *questionnaire.mappings.items()]:
            fitting = match(export, questionnaire.variables(wave), mapping).hits
            best = max(best, (fitting, wave, name), key=lambda entry: entry[0])
    if best[1]:
        fields = f"questionnaire: {best[1]}" + (f" and mapping: {best[2]}" if best[2] else " and no mapping")
        hint = f"{best[0]} columns fit with {fields}; if that is the survey, write it so in source.yaml"
    elif is_abbreviated(export.headings):
        hint = "the headings are abbreviated and not unique; export with headings: question code"
    else:
        hint = "no questionnaire under questionnaire/waves/ fits; check whether the right file lies in this folder"
    return Problem(export.file, found, f"the columns of '{source.questionnaire}'{with_mapping}", hint)
