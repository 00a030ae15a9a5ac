"""Which figures the report of 2017 has, and what each shows.

``data/reference/figures_2017.yaml`` has one entry per figure and says what it shows; labels, answers and colours come
from the questionnaire, numbers from the survey, and what of them is in print from the ledger.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, RootModel, StringConstraints

from pipeline.questionnaire import QuestionType
from pipeline.questionnaire.model import Frozen, Identifier, Text, WaveId
from pipeline.questionnaire.validate import validate
from pipeline.questionnaire.yaml_source import Mistake, QuestionnaireError, YamlSource, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipeline.questionnaire import Questionnaire
    from pipeline.questionnaire.model import Wave
    from pipeline.reproduction.ledger import Published

Chart = Literal["sample", "bars", "pies", "stacked", "diverging", "means", "highlight"]
ErratumId = Annotated[str, StringConstraints(pattern=r"^A\d{2}$")]
_BATTERIES = ("stacked", "diverging", "means", "highlight")
_GROUPED = ("sample", "highlight")


class Entry(Frozen):
    """One figure of the catalogue.

    ``figure`` is what print calls it; ``absent`` are waves that 2016 showed and of which there are no data, ``errata``
    those that touch it. An id with a letter is another view of the figure with the same number.
    """

    id: Annotated[str, StringConstraints(pattern=r"^abb-\d{2}(-[b-z])?$")]
    figure: Annotated[str, StringConstraints(pattern=r"^Abb\. \d+$")]
    chart: Chart
    waves: Annotated[tuple[WaveId, ...], Field(min_length=1)]
    questions: Annotated[tuple[Identifier, ...], Field(min_length=1, max_length=2)]
    absent: tuple[WaveId, ...] = ()
    by: Identifier | None = None
    unit: Literal["share", "count"] = "share"
    order: Literal["questionnaire", "mean"] | None = None
    digits: Annotated[int, Field(ge=0, le=2)] = 0
    title: Text
    caption: Text
    note: Text | None = None
    errata: tuple[ErratumId, ...] = ()

    @property
    def number(self) -> str:
        """The number of the figure in the report."""
        return re.sub(r"\D", "", self.figure)

    @property
    def is_view(self) -> bool:
        """Whether it shows the figure in another form than 2016 did."""
        return self.id.count("-") > 1


class CatalogueFile(RootModel[tuple[Entry, ...]]):
    """``data/reference/figures_2017.yaml``: all figures in order."""


def read_catalogue(
    path: Path, questionnaire: Questionnaire, ledger: Sequence[Published], shown_as: str | None = None
) -> tuple[Entry, ...]:
    """Every figure of the catalogue, checked against the questionnaire and the ledger.

    Raises
    ------
    QuestionnaireError
        With every mistake: a key or value the format does not have, a wave, question, classification or erratum that
        does not exist, or a chart that does not fit what is asked of it; each with its line.
    """
    source = read_yaml(path, shown_as or path.name)
    mistakes: list[Mistake] = []
    read = validate(CatalogueFile, source, mistakes)
    if read is None:
        raise QuestionnaireError(mistakes)
    mistakes += _mistakes(read.root, source, questionnaire, ledger)
    if mistakes:
        raise QuestionnaireError(mistakes)
    return read.root


def _mistakes(
    entries: tuple[Entry, ...], source: YamlSource, questionnaire: Questionnaire, ledger: Sequence[Published]
) -> Iterator[Mistake]:
    errata = {erratum for row in ledger for erratum in row.errata}
    seen: dict[str, int] = {}
    for index, entry in enumerate(entries):
        if entry.id in seen:
            first = source.line((seen[entry.id],))
            yield source.mistake((index, "id"), f"'{entry.id}' a second time", f"it stands on line {first} already")
        seen.setdefault(entry.id, index)
        if entry.id.split("-")[1] != f"{int(entry.number):02d}":
            yield source.mistake((index, "id"), f"'{entry.id}' is not {entry.figure}", "number id and figure alike")
        for place, erratum in enumerate(entry.errata):
            if erratum not in errata:
                yield source.mistake((index, "errata", place), f"no erratum {erratum} in the ledger", "check the id")
        for place, found, hint in _unknown(entry, questionnaire):
            yield source.mistake((index, *place), f"{entry.id}: {found}", hint)


def _unknown(entry: Entry, questionnaire: Questionnaire) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """What an entry names and the questionnaire lacks, or what its chart cannot show."""
    for key in ("waves", "absent"):
        for place, wave in enumerate(getattr(entry, key)):
            if wave not in questionnaire.waves:
                yield (key, place), f"there is no wave '{wave}'", f"known are: {', '.join(questionnaire.waves)}"
            else:
                yield from _unasked(entry, questionnaire.wave(wave))
    if entry.by is not None and entry.by not in questionnaire.classifications:
        known = ", ".join(questionnaire.classifications)
        yield ("by",), f"there is no classification '{entry.by}'", f"known are: {known}"
    if (entry.by is not None) != (entry.chart in _GROUPED):
        yield (
            ("chart",),
            f"'{entry.chart}' with the grouping '{entry.by}'",
            "sample and highlight need one, others none",
        )
    if entry.chart in _BATTERIES and len(entry.waves) > 1:
        yield ("waves",), f"'{entry.chart}' shows one wave", "leave one"
    if len(entry.questions) > 1 and (entry.chart != "pies" or len(entry.waves) > 1):
        yield ("questions",), "two questions", "only pies of one wave can show two questions"


def _unasked(entry: Entry, wave: Wave) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    asked = {question.id: question for question in wave.questions}
    for place, name in enumerate(entry.questions):
        if name not in asked:
            yield ("questions", place), f"wave {wave.wave} has no question '{name}'", "check id and waves"
        elif (asked[name].type is QuestionType.BATTERY) != (entry.chart in _BATTERIES):
            yield (
                ("chart",),
                f"'{entry.chart}' cannot show '{name}'",
                "a battery needs one of: " + ", ".join(_BATTERIES),
            )
