"""``munisurvey weights``: what weighting to known margins does to a wave and to the means of a question."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.app import announce, app, line_of, open_survey
from pipeline.cli.options import AsFormat, By, Format, InLanguage, Internal, Language, Wave
from pipeline.statistics.margins import MINIMUM_CELL
from pipeline.wording import numbers, phrase
from pipeline.wording.undefined import UNDEFINED
from pipeline.wording.weights import WEIGHTS

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console

    from pipeline.analysis import Survey
    from pipeline.analysis.weights import WaveWeights
    from pipeline.questionnaire import Language as Tongue

Margins = Annotated[
    Path | None,
    typer.Option("--margins", help="CSV with the population; default: data/reference/population_2020.csv."),
]
Largest = Annotated[
    float, typer.Option("--largest", help="Largest weight as a multiple of the mean; 0 for no bounds on weights.")
]
Asked = Annotated[
    str | None, typer.Argument(metavar="[QUESTION]", help="Show this question's means without and with weights.")
]

ALL_LEVEL = 0
"""Level of the grouping that has all respondents in one."""


@app.command()
def weights(
    wave: Wave,
    question: Asked = None,
    *,
    margins: Margins = None,
    by: By = "all",
    largest: Largest = 5.0,
    output: AsFormat = Format.TABLE,
    language: InLanguage = Language.DE,
    internal: Internal = False,
) -> None:
    """Weight a wave to the numbers of all municipalities: the margins before and after, and what the weights cost.

    With a question, its means without weights and, as a sensitivity check, with them.

    Example: munisurvey weights demo tasks --by size_group
    """
    from pipeline.terminal import print_frame

    line = line_of()
    line.ingest()
    announce(output, language, internal=internal)
    bound = largest or None
    with open_survey(line) as survey:
        if question is None:
            found = survey.weights(wave, margins, largest=bound)
            frame = margin_frame(survey, found, language.value)
        else:
            frame = survey.weighted_means(
                wave, question, by, margins=margins, largest=bound, language=language.value, internal=internal
            )
            found = frame.attrs["weights"]
        if output is not Format.TABLE:
            print_frame(frame, output.value, language.value)
            return
        _print(survey, frame, found, language.value, margins_only=question is None)


def margin_frame(survey: Survey, found: WaveWeights, language: Tongue) -> pd.DataFrame:
    """The margins with the labels of their levels, and in every row what the weights cost as a whole."""
    frame = found.frame().drop(columns="family")
    classifications = survey.questionnaire.classifications
    labels = {
        (name, level.id): level.short_label[language]
        for name, classification in classifications.items()
        for level in classification.levels
    }
    frame.insert(
        2, "level_label",
        [" + ".join(labels[name, level] for level in levels.split("+"))
         for name, levels in zip(frame["classification"], frame["level"], strict=True)],
    )  # fmt: skip
    frame.insert(1, "classification_label", [classifications[n].title[language] for n in frame["classification"]])
    frame.insert(0, "wave", found.wave)
    return frame.assign(
        n_weighted=found.n, left_out=found.left_out, n_eff=found.n_eff, deff=found.deff, trimmed=found.trimmed
    )


def _print(survey: Survey, frame: pd.DataFrame, found: WaveWeights, language: Tongue, *, margins_only: bool) -> None:
    from rich.console import Console

    console = Console(soft_wrap=False)
    if margins_only:
        _print_margins(console, frame, language)
    else:
        _print_means(console, frame, language)
    for sentence in _sentences(survey, found, language):
        console.print(sentence, style="dim", highlight=False)
    if not margins_only:
        for sentence in _below_means(frame, language):
            console.print(sentence, style="dim", highlight=False)
        if frame["assumed"].any():
            console.print(phrase(WEIGHTS, "assumed", language), style="dim", highlight=False)
    if survey.wave(found.wave).synthetic:
        console.print(phrase(WEIGHTS, "synthetic", language), style="dim")


def _print_margins(console: Console, frame: pd.DataFrame, language: Tongue) -> None:
    from rich.table import Table

    for title, rows in frame.groupby("classification_label", sort=False):
        table = Table(show_edge=False, pad_edge=False, header_style="bold")
        table.add_column(phrase(WEIGHTS, "level", language, margin=title), overflow="fold")
        for name in ("respondents", "population", "before", "target", "after"):
            table.add_column(phrase(WEIGHTS, name, language), justify="right", no_wrap=True)
        for row in rows.itertuples():
            counts = (numbers.integer(count, language) for count in (row.n, row.population))
            shares = (numbers.percent(share, language, 1) for share in (row.before, row.target, row.after))
            table.add_row(row.level_label, *counts, *shares)
        console.print(table)
    console.print(phrase(WEIGHTS, "columns", language), style="dim", highlight=False)


def _print_means(console: Console, frame: pd.DataFrame, language: Tongue) -> None:
    from rich.table import Table

    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    table.add_column(phrase(WEIGHTS, "item", language), overflow="fold")
    grouped = set(frame["level"]) != {ALL_LEVEL}
    if grouped:
        table.add_column(phrase(WEIGHTS, "group", language), overflow="fold")
    for name in ("unweighted", "interval", "weighted", "interval", "difference"):
        table.add_column(phrase(WEIGHTS, name, language), justify="right", no_wrap=True)
    for variable, rows in frame.groupby("variable", sort=False):
        for row in rows.itertuples():
            first = row.Index == rows.index[0]
            mark = " *" if row.assumed else ""
            label = [row.label_short + mark if first else ""]
            table.add_row(
                *label, *([row.level_short] if grouped else []),
                _mean(row.mean, row.n, language), numbers.interval(row.ci_low, row.ci_high, language),
                _mean(row.weighted_mean, row.weighted_n_eff, language, row.n),
                numbers.interval(row.weighted_ci_low, row.weighted_ci_high, language),
                numbers.number(row.difference, language),
                end_section=grouped and row.Index == rows.index[-1] and variable != frame["variable"].iloc[-1],
            )  # fmt: skip
    console.print(table)


def _below_means(frame: pd.DataFrame, language: Tongue) -> list[str]:
    """What the columns are, and why a number is missing."""
    sentences = [phrase(WEIGHTS, "means", language)]
    reasons = [phrase(UNDEFINED, reason, language) for reason in frame["undefined"].dropna().unique()]
    if reasons:
        listed = phrase(WEIGHTS, "or", language).join(reasons)
        sentences.append(phrase(WEIGHTS, "not_defined", language, reasons=listed))
    return [*sentences, phrase(WEIGHTS, "withheld", language)]


def _mean(mean: float | None, n: float | None, language: Tongue, answers: float | None = 0) -> str:
    """A mean with its n; ``< 5`` where publication withholds it."""
    if not numbers.defined(answers) or not numbers.defined(n):
        return numbers.count(None, language) if not numbers.defined(answers) or answers == 0 else numbers.NOT_SHOWN
    return f"{numbers.number(mean, language)} ({numbers.integer(n, language)})"


def _sentences(survey: Survey, found: WaveWeights, language: Tongue) -> list[str]:
    """What the weights cost and rest on, a sentence each."""
    if found.undefined is not None:
        return [phrase(WEIGHTS, str(found.undefined), language)]
    n_eff, deff = numbers.number(found.n_eff, language, 1), numbers.number(found.deff, language)
    sentences = [phrase(WEIGHTS, "effective", language, n=numbers.integer(found.n, language), n_eff=n_eff, deff=deff)]
    if found.left_out:
        sentences.append(phrase(WEIGHTS, "left_out", language, count=numbers.integer(found.left_out, language)))
    labels = {
        (name, level.id): level.short_label[language]
        for name, classification in survey.questionnaire.classifications.items()
        for level in classification.levels
    }
    if found.joined:
        together = "; ".join(
            " + ".join(labels[name, level] for level in cell.split("+")) for name, cell in found.joined
        )
        sentences.append(phrase(WEIGHTS, "joined", language, levels=together.rstrip(".")))
    if found.collapsed:
        joined = "; ".join(
            " + ".join(labels[name, level] for cell in levels for level in cell.split("+"))
            for name, levels in found.collapsed
        )
        sentences.append(phrase(WEIGHTS, "collapsed", language, minimum=MINIMUM_CELL, levels=joined.rstrip(".")))
    if found.trimmed:
        low, high = (numbers.number(bound, language, 1) for bound in (found.low, found.high))
        count = numbers.integer(found.trimmed, language)
        sentences.append(phrase(WEIGHTS, "trimmed", language, low=low, high=high, count=count))
    dates = ", ".join(numbers.date(day, language) for day in found.reference_dates)
    sources = phrase(WEIGHTS, "source", language, sources="; ".join(found.sources), dates=dates)
    return [*sentences, sources, phrase(WEIGHTS, "sensitivity", language)]
