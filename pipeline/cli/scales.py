"""``munisurvey reliability``: whether the items of a battery may be summed up to one value."""

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
from pipeline.cli.options import AsFormat, Format, InLanguage, Internal, Language, Question, Wave
from pipeline.wording import numbers, phrase
from pipeline.wording.methods import METHODS
from pipeline.wording.scales import SCALES, sentences

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.analysis.scales import Reliability
    from pipeline.questionnaire import Language as Tongue

Reverse = Annotated[
    list[str] | None,
    typer.Option("--reverse", help="An item that asks the other way round; may be given repeatedly."),
]


@app.command()
def reliability(
    wave: Wave,
    question: Question,
    *,
    reverse: Reverse = None,
    output: AsFormat = Format.TABLE,
    language: InLanguage = Language.DE,
    internal: Internal = False,
) -> None:
    """Whether the items of a battery hold together: alpha, omega, and what each item adds.

    CSV has one row an item; the coefficients of the whole battery stand in JSON and in the table.

    Example: munisurvey reliability demo tasks
    """
    line = line_of()
    line.ingest()
    announce(output, language, internal=internal)
    with open_survey(line) as survey:
        found = survey.reliability(wave, question, reverse=reverse or (), internal=internal)
        asked = survey.question(wave, question)
    tongue = language.value
    title = (asked.title or asked.text)[tongue]
    coefficients, items = plain_rows(found.frame()), plain_rows(found.item_frame(tongue))
    told = sentences(coefficients, items, tongue, title=title)
    if output is Format.CSV:
        write_csv(found.item_frame(tongue), tongue)
    elif output is Format.JSON:
        head = {"wave": found.wave, "question": found.question, "reversed": found.reverse}
        body = {"coefficients": coefficients, "items": items, "sentences": told}
        write_json({**head, **evidence(found, tongue), **body})
    else:
        _print(found, told, tongue)


def _print(found: Reliability, told: list[str], language: Tongue) -> None:
    from rich.console import Console

    console = Console(soft_wrap=False)
    _print_items(console, found, language)
    console.print()
    _print_coefficients(console, found, language)
    notes = [phrase(SCALES, "legend", language)]
    notes += [phrase(SCALES, "legend_reversed", language)] if found.reverse else []
    notes += [phrase(SCALES, "internal", language)] if found.internal else []
    print_notes([" ".join(notes)], console)
    console.print()
    print_sentences(told, console)
    console.print()
    notes = [*method_notes(found.methods, language), phrase(SCALES, "caution", language)]
    if any(variable.name in found.assumed for variable in found.variables):
        notes.append(phrase(SCALES, "assumed", language))
    if found.provenance == "synthetic":
        notes.append(phrase(SCALES, "synthetic", language))
    print_notes(notes, console)


def _print_items(console: Console, found: Reliability, language: Tongue) -> None:
    from rich.table import Table

    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    table.add_column(phrase(SCALES, "item", language), overflow="fold", min_width=16)
    columns = ("mean", "item_rest", "alpha_if_deleted", "loading")
    for name in columns:
        table.add_column(phrase(SCALES, name, language), justify="right")
    table.add_column(phrase(SCALES, "n", language), justify="right")
    for row in plain_rows(found.item_frame(language)):
        label = row["label_short"] + (" *" if row["assumed"] else "")
        if row["reversed"]:
            label = phrase(SCALES, "reversed_mark", language, label=label)
        table.add_row(
            label, *(numbers.number(row[name], language) for name in columns), numbers.count(row["n"], language)
        )
    console.print(table)


def _print_coefficients(console: Console, found: Reliability, language: Tongue) -> None:
    from rich.table import Table

    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    table.add_column(phrase(SCALES, "coefficient", language))
    for name in ("estimate", "interval", "n"):
        table.add_column(phrase(SCALES, name, language), justify="right")
    for row in plain_rows(found.frame()):
        table.add_row(
            METHODS[row["coefficient"]][language][0],
            numbers.number(row["estimate"], language),
            numbers.interval(row["ci_low"], row["ci_high"], language),
            numbers.count(row["n"], language),
        )
    console.print(table)
