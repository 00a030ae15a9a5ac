"""``munisurvey reproduce``: every number the report of 2017 prints, beside the one that the data give."""

from __future__ import annotations

import json
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.app import app, line_of, open_survey
from pipeline.cli.options import InLanguage, Language
from pipeline.terminal import BAD_DATA
from pipeline.wording import numbers, phrase
from pipeline.wording.verdicts import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from pipeline.questionnaire import Language as Tongue
    from pipeline.reproduction.compare import Row
    from pipeline.reproduction.errata import Erratum
    from pipeline.reproduction.ledger import Published

AsJson = Annotated[bool, typer.Option("--json", help="One object per printed number, for programs.")]


@app.command()
def reproduce(*, as_json: AsJson = False, language: InLanguage = Language.DE) -> None:
    """Compare every number printed on the surveys of 2016 with ours; exit code 1 if one that could be met is missed.

    Verdicts: exact, within (a bound or a range holds), erratum (the print is wrong), not reproducible (what is needed).
    """
    from pipeline.reproduction import read_reference
    from pipeline.reproduction.compare import reproduce as compare

    line = line_of()
    ledger, errata = read_reference(line.project)
    line.ingest()
    with open_survey(line) as survey:
        rows = compare(survey, ledger, errata)
        waves = {wave for row in ledger for wave in row.waves} & set(survey.waves)
        synthetic = any(survey.wave(wave).synthetic for wave in waves)
    if as_json:
        typer.echo(json.dumps([_plain(row, language.value) for row in rows], ensure_ascii=False, indent=1))
    else:
        _print(rows, ledger, errata, language.value, synthetic=synthetic)
    missed = [row for row in rows if row.missed]
    if missed:
        typer.echo(phrase(VERDICTS, "missed_head", language.value, n=len(missed)), err=True)
        for row in missed:
            typer.echo(f"  {row.id}: {row.reason[language.value]}", err=True)
        raise typer.Exit(BAD_DATA)


def _plain(row: Row, language: Tongue) -> dict[str, object]:
    return {
        "id": row.id,
        "verdict": row.verdict.value,
        "printed": row.printed,
        "ours": row.ours,
        "difference": row.difference,
        "reason": row.reason[language],
        "n": row.n,
        "missed": row.missed,
        "erratum": list(row.errata),
        "voided_by": list(row.voided_by),
    }


def _print(
    rows: Sequence[Row], ledger: Sequence[Published], errata: Sequence[Erratum], language: Tongue, *, synthetic: bool
) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(soft_wrap=False)
    pairs = zip(rows, ledger, strict=True)
    for section, found in groupby(pairs, key=lambda pair: pair[1].section):
        table = Table(show_edge=False, pad_edge=False, header_style="bold", title_justify="left", min_width=70)
        table.add_column(_section(section, language), overflow="fold", ratio=1)
        for name in ("printed", "ours", "difference"):
            table.add_column(phrase(VERDICTS, name, language), justify="right", no_wrap=True)
        table.add_column(phrase(VERDICTS, "verdict", language), no_wrap=True)
        for row, published in found:
            table.add_row(row.id, *_cells(row, published, language), _verdict(row, language))
        console.print(table)
        console.print()
    _explain(console, rows, {erratum.id: erratum.title[language] for erratum in errata}, language)
    if synthetic:
        console.print(phrase(VERDICTS, "synthetic", language), style="dim", highlight=False)


def _section(section: str, language: Tongue) -> str:
    key = f"section_{section}"
    return phrase(VERDICTS, key if key in VERDICTS else "section", language, section=section)


def _cells(row: Row, published: Published, language: Tongue) -> tuple[str, str, str]:
    """Printed, ours and the difference, at one decimal more than print where they differ."""
    from pipeline.reproduction.reasons import printed_number

    if not isinstance(row.ours, float) or row.difference is None:
        low, _, high = (row.ours or "").partition("-")
        ours = phrase(VERDICTS, "range", language, low=low, high=high) if low else numbers.NOT_SHOWN
        return printed_number(published, language), ours, numbers.NOT_SHOWN
    digits = len(row.printed.partition(".")[2])
    fine = digits + (row.ours != round(row.ours, digits))
    return (
        printed_number(published, language),
        numbers.number(row.ours, language, fine),
        numbers.number(row.difference, language, fine),
    )


def _verdict(row: Row, language: Tongue) -> str:
    if row.missed:
        return phrase(VERDICTS, "missed_short", language)
    text = phrase(VERDICTS, f"verdict_{row.verdict}", language)
    return f"{text} ({', '.join(row.voided_by)})" if row.verdict == "erratum" else text


def _explain(console: Console, rows: Sequence[Row], titles: dict[str, str], language: Tongue) -> None:
    """The numbers of each verdict, which errata void what, and the reasons why rows cannot be reproduced."""
    counted = Counter(row.verdict for row in rows)
    parts = [f"{n} {phrase(VERDICTS, f'verdict_{verdict}', language)}" for verdict, n in counted.most_common()]
    summary = phrase(VERDICTS, "total", language, n=len(rows), parts=", ".join(parts))
    console.print(summary, style="bold", highlight=False)
    voided = {id_: [row.id for row in rows if id_ in row.voided_by] for id_ in titles}
    reasons: dict[str, list[str]] = {}
    for row in rows:
        if row.verdict == "not reproducible" and not row.missed:
            reasons.setdefault(row.reason[language], []).append(row.id)
    _list(console, "why_erratum", {f"{id_}: {titles[id_]}.": ids for id_, ids in voided.items() if ids}, language)
    _list(console, "why", reasons, language)


def _list(console: Console, head: str, reasons: dict[str, list[str]], language: Tongue) -> None:
    if reasons:
        console.print(phrase(VERDICTS, head, language), highlight=False)
    for reason, ids in reasons.items():
        shown = ", ".join(ids) if len(ids) <= 6 else f"{', '.join(ids[:5])} … ({len(ids)})"
        console.print(f"  {reason} [{shown}]", highlight=False, markup=False)
