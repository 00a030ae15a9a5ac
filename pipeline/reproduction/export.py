"""Synthetic answers as the export a survey tool would have written, so that they are read as real answers are.

The form is that of LimeSurvey 6 through RemoteControl: a byte order mark, semicolons, every field in quotes, nothing at
all where there is no value (not reached, not shown, not submitted) and an empty text where an answer was left out,
lines that end in CRLF and one more line end at the end. Dates are drawn inside the field period; there is no clock.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np

from pipeline.reproduction.calibrate import BLANK
from pipeline.statistics.draws import generator, normal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.questionnaire import Questionnaire, Variable
    from pipeline.reproduction.settings import Fieldwork, Settings
    from pipeline.reproduction.synthesise import SyntheticWave

_ABOUT_THE_RESPONSE = ("id", "submitdate", "lastpage", "startlanguage", "seed", "token", "startdate", "datestamp")
_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_TOKEN = 15
_SEEDS = 2**31
_TOOL = {"yes_no": {1: "Y", 2: "N"}, "checked": {1: "Y", 2: ""}}
_SUNDAY = 6
Cell = str | None


def file_name(wave: str) -> str:
    """Name of the export of a wave."""
    return f"results-survey{wave.replace('-', '')}.csv"


def write(questionnaire: Questionnaire, settings: Settings, synthetic: SyntheticWave, seed: int) -> str:
    """The export of one wave as text."""
    mapping = settings.mappings.get(synthetic.wave)
    columns = [_column(questionnaire, variable, mapping) for variable in questionnaire.variables(synthetic.wave)]
    rows = list(_rows(questionnaire, settings, synthetic, seed))
    lines = [_line([*_ABOUT_THE_RESPONSE, *(heading for heading, _ in columns)])]
    for about, place in rows:
        answers = [
            _cell(codes[place], table) for codes, (_, table) in zip(synthetic.answers.values(), columns, strict=True)
        ]
        lines.append(_line([*about, *answers]))
    return "\ufeff" + "".join(f"{line}\r\n" for line in lines) + "\r\n"


def _column(questionnaire: Questionnaire, variable: Variable, mapping_name: str | None) -> tuple[str, dict[int, str]]:
    """Heading of a variable, and what each code is written as."""
    item = variable.name.removeprefix(f"{variable.question.id}_")
    heading = variable.name if variable.name == variable.question.id else f"{variable.question.id}[{item}]"
    options = questionnaire.scale(variable.scale).options
    table = _TOOL.get(variable.scale, {option.code: str(option.code) for option in options})
    if mapping_name is not None:
        mapping = questionnaire.mappings[mapping_name]
        heading = next(column for column, name in mapping.columns.items() if name == variable.name)
        table = table | {code: cell for cell, code in mapping.codes.get(variable.scale, {}).items()}
    return heading, table


def _cell(code: int, table: dict[int, str]) -> Cell:
    if code == BLANK:
        return ""
    return table[int(code)] if code > 0 else None


def _line(cells: Sequence[Cell]) -> str:
    return ";".join("" if cell is None else '"' + cell.replace('"', '""') + '"' for cell in cells)


def _rows(
    questionnaire: Questionnaire, settings: Settings, synthetic: SyntheticWave, seed: int
) -> Iterator[tuple[list[Cell], int]]:
    """What an export says of each response, with the respondent's place; in the order in which they began."""
    wave, numbers = synthetic.wave, synthetic.units.number
    questions = questionnaire.wave(wave).questions
    pages = np.cumsum([len(section.questions) for section in questionnaire.wave(wave).sections])
    started, minutes = _times(questionnaire, settings.fieldwork, wave, len(numbers), seed)
    seeds = generator(seed, wave, "seed").integers(1, _SEEDS, size=len(numbers))
    tokens = _tokens(seed, int(numbers.max()) + 1)
    for index, place in enumerate(np.argsort(started, kind="stable"), start=1):
        stopped = int(synthetic.stopped[place])
        begun = started[place].astype("datetime64[s]").astype(dt.datetime)
        spent = minutes[place] * max(stopped, 1) / len(questions)
        ended = str(begun + dt.timedelta(seconds=round(spent * 60)))
        done = stopped == len(questions)
        left = int((pages <= stopped).sum())
        yield [
            str(index), ended if done else None, str(left) if left else None, "de", str(seeds[place]),
            tokens[numbers[place]], str(begun), ended,
        ], int(place)  # fmt: skip


def _times(
    questionnaire: Questionnaire, fieldwork: Fieldwork, wave: str, respondents: int, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """When each respondent began, on a weekday of the field period, and how many minutes a full response took."""
    first, last = questionnaire.wave(wave).field_period
    days = [first + dt.timedelta(days=day) for day in range((last - first).days + 1)]
    days = [day for day in days if day.weekday() < _SUNDAY - 1] or days
    stream = generator(seed, wave, "time")
    day = np.array(days, dtype="datetime64[s]")[stream.integers(0, len(days), size=respondents)]
    seconds = stream.integers(fieldwork.first_hour * 3600, (fieldwork.last_hour + 1) * 3600, size=respondents)
    minutes = fieldwork.duration + fieldwork.duration_spread * normal(generator(seed, wave, "duration"), respondents)
    return day + seconds.astype("timedelta64[s]"), np.maximum(minutes, fieldwork.shortest)


def _tokens(seed: int, units: int) -> list[str]:
    """One access code per unit, the same in every wave."""
    letters = generator(seed, "token").integers(0, len(_LETTERS), size=(units, _TOKEN))
    return ["".join(_LETTERS[letter] for letter in row) for row in letters]
