"""``munisurvey change``: how the answers to a question changed between two waves, in numbers and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.app import announce, app, line_of, open_survey
from pipeline.cli.evidence import (
    evidence,
    method_notes,
    plain_rows,
    print_notes,
    print_sentences,
    write_csv,
    write_json,
)
from pipeline.cli.options import AsFormat, Format, InLanguage, Internal, Language, Question
from pipeline.wording import change as words
from pipeline.wording import numbers, phrase
from pipeline.wording.change import CHANGE

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.analysis.change import Change
    from pipeline.questionnaire import Language as Tongue

First = Annotated[str, typer.Argument(metavar="WAVE_A", help="The earlier wave, a folder of data/raw/.")]
Second = Annotated[str, typer.Argument(metavar="WAVE_B", help="The later wave.")]
Bound = Annotated[
    float | None,
    typer.Option("--bound", help="Smallest difference of interest: scale points (0.3) or shares from 0 to 1 (0.1)."),
]


@app.command()
def change(
    question: Question,
    wave_a: First,
    wave_b: Second,
    *,
    bound: Bound = None,
    output: AsFormat = Format.TABLE,
    language: InLanguage = Language.DE,
    internal: Internal = False,
) -> None:
    """How a question's answers changed between two waves: everyone, and those who answered both times.

    Refused with the reason where the crosswalk says that the two waves asked different things.

    Example: munisurvey change networking 2016-01 2016-12
    """
    line = line_of()
    line.ingest()
    announce(output, language, internal=internal)
    with open_survey(line) as survey:
        found = survey.change(question, (wave_a, wave_b), bound=bound, language=language.value, internal=internal)
    frame = found.frame()
    told = [" ".join(words.sentences(row, found.waves, language.value)) for row in frame.to_dict("records")]
    if output is Format.CSV:
        write_csv(frame.assign(sentence=told), language.value)
    elif output is Format.JSON:
        write_json(
            {
                "question": found.question, "waves": found.waves, **evidence(found, language.value),
                "remarks": found.remarks, "refused": [{"item": item, "reason": why} for item, why in found.refused],
                "items": plain_rows(frame.assign(sentence=told)),
            }
        )  # fmt: skip
    else:
        _print(found, told, language.value)


def _print(found: Change, told: list[str], language: Tongue) -> None:
    from rich.console import Console

    console = Console(soft_wrap=False)
    rows = found.frame().to_dict("records")
    _print_numbers(console, found, rows, language)
    print_notes(_legend(found, rows, language), console)
    console.print()
    print_sentences(told, console)
    console.print()
    print_notes([*method_notes(found.methods, language), *_notes(found, rows, language)], console)


def _print_numbers(console: Console, found: Change, rows: list[dict], language: Tongue) -> None:
    from rich.table import Table

    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    table.add_column(phrase(CHANGE, "item", language), overflow="fold", min_width=16)
    for wave in found.waves:
        table.add_column(phrase(CHANGE, "wave", language, wave=wave), justify="right", overflow="fold")
    table.add_column(phrase(CHANGE, "difference", language), justify="right", overflow="fold", min_width=12)
    table.add_column(phrase(CHANGE, "pairs", language), justify="right", no_wrap=True)
    table.add_column(phrase(CHANGE, "verdict", language), overflow="fold", min_width=9)
    for row in rows:
        verdict = row["direction"]
        table.add_row(
            row["label_short"] + (" *" if row["assumed"] else ""),
            *(_level(row, side, language) for side in ("first", "second")),
            _moved(row, language),
            numbers.count(row["pairs"], language) if row["undefined_paired"] != "withheld" else numbers.NOT_SHOWN,
            phrase(CHANGE, f"verdict_{verdict}", language) if verdict else numbers.NOT_SHOWN,
        )
    console.print(table)


def _moved(row: dict, language: Tongue) -> str:
    change = words.signed(row["difference"], row, language)
    if not numbers.defined(row["ci_low"]):
        return change
    interval = words.limits(row["ci_low"], row["ci_high"], row, language)
    return phrase(CHANGE, "moved", language, change=change, interval=interval)


def _level(row: dict, side: str, language: Tongue) -> str:
    n = row[f"n_{side}"]
    if not numbers.defined(n):
        return numbers.count(None, language)
    return f"{words.level(row[f'mean_{side}'], row, language)} ({numbers.integer(n, language)})"


def _legend(found: Change, rows: list[dict], language: Tongue) -> list[str]:
    measures = list(dict.fromkeys(row["measure"] for row in rows))
    notes = [phrase(CHANGE, f"legend_{measure}", language) for measure in measures]
    notes.append(phrase(CHANGE, "legend_pairs", language))
    notes += [phrase(CHANGE, f"legend_test_{measure}", language) for measure in measures]
    notes += [phrase(CHANGE, "family", language, size=family.size) for family in found.families[:1]]
    stated = next((row for row in rows if numbers.defined(row["bound"])), None)
    if stated is not None:
        bound = words.amount(stated["bound"], stated, language, of=True)
        notes.append(phrase(CHANGE, "bound", language, bound=bound))
    if found.internal:
        notes.append(phrase(CHANGE, "internal", language))
    elif any(row["suppressed"] for row in rows):
        notes.append(phrase(CHANGE, "withheld", language))
    return [" ".join(notes)]


def _notes(found: Change, rows: list[dict], language: Tongue) -> list[str]:
    tied = {name: getattr(found.linkage, name) for name in ("different", "merged", "unclear")}
    notes = [phrase(CHANGE, "caution", language), *words.linked(language, **tied, internal=found.internal)]
    notes += found.remarks
    notes += [phrase(CHANGE, "refused", language, item=item, reason=reason) for item, reason in found.refused]
    if any(row["assumed"] for row in rows):
        notes.append(phrase(CHANGE, "assumed", language))
    if found.provenance == "synthetic":
        notes.append(phrase(CHANGE, "synthetic", language))
    return notes
