"""SPSS ``.sav`` and Stata ``.dta``, as a panel provider hands them over: labelled, with missing answers declared.

Written by *pyreadstat* (ReadStat). SPSS has our variable names (as far as it has room for them) and codes, and one range of missing values (-9 to -4); a
number that may lie below zero has none, because SPSS knows no second range that would be safe. Stata has short names
and the letters ``.a`` to ``.f``. Texts cannot be declared missing.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.fielding import Artefact
from pipeline.questionnaire import MissingKind
from pipeline.rehearsal.exports.foreign_codes import by_position, codes
from pipeline.rehearsal.exports.written import Alike, Written, own_ids, stamp
from pipeline.rehearsal.fieldwork import TEST_TOKEN
from pipeline.rehearsal.responses import NO_ANSWER, NOT_REACHED, NOT_SHOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pipeline.questionnaire import Questionnaire, Variable
    from pipeline.rehearsal.exports.foreign_codes import Codes
    from pipeline.rehearsal.responses import Answer, Sample

_UNSEEN = frozenset({NO_ANSWER, NOT_SHOWN, NOT_REACHED})
_TEXTS = Alike(_UNSEEN, "an empty text does not tell whether it was seen", of=lambda variable: variable.kind == "text")
_LABELS = {
    MissingKind.NO_ANSWER: "keine Antwort",
    MissingKind.DONT_KNOW: "weiß nicht",
    MissingKind.REFUSED: "verweigert",
    MissingKind.NOT_SHOWN: "nicht gezeigt",
    MissingKind.NOT_ASKED: "nicht gefragt",
    MissingKind.NOT_REACHED: "nicht erreicht",
}
_LETTERS = {int(kind): letter for kind, letter in zip(sorted(MissingKind), "abcdef", strict=True)}
_ABOUT = {"id": "nr", "token": "kennung", "startdate": "beginn", "submitdate": "ende"}
_LONGEST, _LONGEST_NAME = 80, 64


def write_spss(sample: Sample) -> Written:
    """A ``.sav``; see :class:`~pipeline.rehearsal.exports.written.Writer`."""
    import pandas as pd
    import pyreadstat

    tool = "SPSS"
    coded = codes(sample, _ours, boxes=("1", "2"))
    names = {
        variable.name
        if len(variable.name) <= _LONGEST_NAME and variable.name not in _ABOUT.values()
        else f"v{number}": variable
        for number, variable in enumerate(sample.variables, start=1)
    }
    columns: dict[str, list[Any]] = _about(sample)
    for name, variable in names.items():
        columns[name] = [_spss(variable, response.answers[variable.name]) for response in sample.responses]
    declared = [name for name, variable in names.items() if variable.kind != "text" and not _below_zero(variable)]
    kinds = {int(kind): label for kind, label in _LABELS.items()}

    def save(path: Path) -> None:
        pyreadstat.write_sav(
            pd.DataFrame(columns),
            path,
            column_labels=_column_labels(names),
            variable_value_labels={name: _options(sample.questionnaire, names[name]) | kinds for name in declared},
            missing_ranges={name: [{"lo": min(kinds), "hi": max(kinds)}] for name in declared},
        )

    numbers = Alike(_UNSEEN, "an empty number that may be below zero does not tell whether it was seen", of=_below_zero)
    return _written(sample, Artefact("panel.sav", _bytes(save)), tool, coded, names, alike=(_TEXTS, numbers))


def write_stata(sample: Sample) -> Written:
    """A ``.dta``; see :class:`~pipeline.rehearsal.exports.written.Writer`."""
    import pandas as pd
    import pyreadstat

    tool = "Stata"
    coded = codes(sample, by_position, boxes=("1", "0"))
    names = {f"v{number}": variable for number, variable in enumerate(sample.variables, start=1)}
    columns: dict[str, list[Any]] = _about(sample)
    labels, missing = {}, {}
    for name, variable in names.items():
        answers = [response.answers[variable.name] for response in sample.responses]
        if variable.kind == "text":
            columns[name] = [answer.text or "" for answer in answers]
            continue
        cells = coded.scales.get(variable.scale, {})
        columns[name] = [_stata(answer, cells) for answer in answers]
        options = _options(sample.questionnaire, variable)
        labels[name] = {int(cells[code]): label for code, label in options.items()} if variable.kind == "choice" else {}
        missing[name] = list(_LETTERS.values())

    def save(path: Path) -> None:
        pyreadstat.write_dta(
            pd.DataFrame({name: pd.Series(cells, dtype=object) for name, cells in columns.items()}),
            path,
            column_labels=_column_labels(names),
            variable_value_labels=labels,
            missing_user_values=missing,
        )

    return _written(sample, Artefact("panel.dta", _bytes(save)), tool, coded, names, alike=(_TEXTS,))


def _written(
    sample: Sample, file: Artefact, tool: str, coded: Codes, names: Mapping[str, Variable], *, alike: tuple[Alike, ...]
) -> Written:
    mapping = coded.mapping(tool, {name: variable.name for name, variable in names.items()}, about=_ABOUT)
    return Written((file,), own_ids(sample), tool, {"test": {"tokens": [TEST_TOKEN]}}, mapping, alike)


def _ours(questionnaire: Questionnaire, scale: str) -> dict[int, str]:
    return {option.code: str(option.code) for option in questionnaire.scale(scale).options}


def _about(sample: Sample) -> dict[str, list[Any]]:
    """The columns about the responses."""
    cells = (
        [response.number for response in sample.responses],
        [response.token for response in sample.responses],
        [stamp(response.begun) for response in sample.responses],
        [stamp(response.ended) if response.submitted else "" for response in sample.responses],
    )
    return dict(zip(_ABOUT.values(), cells, strict=True))


def _column_labels(names: Mapping[str, Variable]) -> dict[str, str]:
    labels = {}
    for name, variable in names.items():
        text, row = variable.question.text.de, variable.label.de
        whole = text if variable.name == variable.question.id else f"{text} - {row}"
        labels[name] = " ".join(whole.split())[:_LONGEST]
    return labels


def _options(questionnaire: Questionnaire, variable: Variable) -> dict[int, str]:
    if variable.kind != "choice":
        return {}
    return {option.code: option.label.de[:_LONGEST] for option in questionnaire.scale(variable.scale).options}


def _below_zero(variable: Variable) -> bool:
    """Whether -9 could be an answer."""
    low = variable.question.minimum
    return variable.kind == "number" and (low is None or low < 0)


def _spss(variable: Variable, answer: Answer) -> float | int | str | None:
    if variable.kind == "text":
        return answer.text or ""
    if answer.given:
        return answer.code if answer.value is None else answer.value
    return None if _below_zero(variable) else answer.code


def _stata(answer: Answer, cells: Mapping[int, str]) -> float | int | str:
    if not answer.given:
        return _LETTERS[answer.code]
    return int(cells[answer.code]) if answer.value is None else answer.value


def _bytes(save: Callable[[Path], None]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        save(path)
        return path.read_bytes()
