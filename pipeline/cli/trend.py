"""``munisurvey trend``: a question over all waves in which it may be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.app import announce, app, line_of, open_survey
from pipeline.cli.evidence import evidence, method_notes, plain_rows, print_notes, write_csv, write_json
from pipeline.cli.options import AsFormat, By, Format, InLanguage, Internal, Language, Question
from pipeline.wording import numbers, phrase
from pipeline.wording import trend as words
from pipeline.wording.publication import PUBLICATION
from pipeline.wording.trend import TREND

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.analysis.trend import Trend
    from pipeline.questionnaire import Language as Tongue

Until = Annotated[str | None, typer.Option("--until", metavar="WAVE", help="The latest wave to look at; default: all.")]


@app.command()
def trend(
    question: Question,
    *,
    by: By = "all",
    until: Until = None,
    output: AsFormat = Format.TABLE,
    language: InLanguage = Language.DE,
    internal: Internal = False,
) -> None:
    """A question over all waves that asked it comparably; the others are listed with the reason.

    Shown are means, or shares of yes, of boxes ticked, or of the two highest answers, each with n and interval.

    Example: munisurvey trend networking --by size_group
    """
    line = line_of()
    line.ingest()
    announce(output, language, internal=internal)
    with open_survey(line) as survey:
        found = survey.trend(question, by, until=until, language=language.value, internal=internal)
    if output is Format.CSV:
        write_csv(found.frame(), language.value)
    elif output is Format.JSON:
        write_json(
            {
                "question": found.question, "waves": found.waves, "by": found.by, "measure": found.measure,
                "answers": found.answers, **evidence(found, language.value), "synthetic": found.synthetic,
                "refused_waves": [{"wave": wave, "reason": reason} for wave, reason in found.refused_waves],
                "refused": [{"wave": wave, "item": item, "reason": reason} for wave, item, reason in found.refused],
                "remarks": found.remarks, "items": plain_rows(found.frame().astype({"field_start": str, "field_end": str})),
            }
        )  # fmt: skip
    else:
        _print(found, language.value)


def _print(found: Trend, language: Tongue) -> None:
    from rich.console import Console

    console = Console(soft_wrap=False)
    _print_numbers(console, found, language)
    print_notes([" ".join(_legend(found, language))], console)
    console.print()
    print_notes(_notes(found, language), console)


def _print_numbers(console: Console, found: Trend, language: Tongue) -> None:
    from rich.table import Table

    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    table.add_column(phrase(TREND, "item", language), overflow="fold", min_width=16)
    grouped = found.by != "all"
    if grouped:
        table.add_column(phrase(TREND, "group", language), overflow="fold", min_width=8)
    for wave in found.waves:
        table.add_column(wave, justify="right", overflow="fold")
    frame = found.frame()
    for _, rows in frame.groupby(["variable", "level"], sort=False):
        cells = {row["wave"]: _cell(row, language) for row in rows.to_dict("records")}
        last = rows.iloc[-1]
        label = last["label_short"] + (" *" if rows["assumed"].any() else "")
        first = [label, last["level_short"]] if grouped else [label]
        table.add_row(*first, *(cells.get(wave, numbers.NOT_SHOWN) for wave in found.waves))
    console.print(table)


def _cell(row: dict, language: Tongue) -> str:
    if not numbers.defined(row["n"]):
        return numbers.WITHHELD
    hidden = row["suppressed"] and row["n"] > 0 and not numbers.defined(row["value"])
    shown = numbers.WITHHELD if hidden else words.value(row["value"], row["measure"], language)
    shown = f"{shown} ({numbers.integer(row['n'], language)})"
    interval = words.interval(row["ci_low"], row["ci_high"], row["measure"], language)
    return shown if interval == numbers.NOT_SHOWN else f"{shown} [{interval}]"


def _legend(found: Trend, language: Tongue) -> list[str]:
    said = [words.measured(f"legend_{found.measure}", found.answers, language)]
    if found.refused:
        said.append(phrase(TREND, "not_asked", language))
    if found.internal:
        said.append(phrase(PUBLICATION, "internal_why", language))
    elif found.table["suppressed"].any():
        minimum = found.table.attrs["minimum"]
        said.append(phrase(PUBLICATION, "withheld", language, sign=numbers.WITHHELD, minimum=minimum))
    return said


def _notes(found: Trend, language: Tongue) -> list[str]:
    notes = []
    if len(found.waves) == 1:
        notes.append(phrase(TREND, "alone", language, wave=found.waves[0]))
    else:
        notes += [phrase(TREND, "caution", language), phrase(TREND, "change_hint", language)]
    notes += found.remarks
    notes += [phrase(TREND, "refused_wave", language, wave=wave, reason=why) for wave, why in found.refused_waves]
    for wave in dict.fromkeys(wave for wave, _, _ in found.refused):
        items = ", ".join(item for other, item, _ in found.refused if other == wave)
        notes.append(phrase(TREND, "refused_items", language, wave=wave, items=items))
    if found.table["assumed"].any():
        notes.append(phrase(TREND, "assumed", language))
    if found.synthetic:
        notes.append(phrase(TREND, "synthetic", language, waves=", ".join(found.synthetic)))
    return [*notes, *method_notes(found.methods, language)]
