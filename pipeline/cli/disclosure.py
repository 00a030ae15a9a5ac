"""``munisurvey audit``: what is withheld, whether it stays hidden, and who cannot hide because there is nobody like them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.app import app, line_of, open_survey, waves_of
from pipeline.cli.options import Waves  # noqa: TC001  (typer reads the annotation at run time)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.analysis import Survey
    from pipeline.questionnaire.frame import Frame
    from pipeline.warehouse.audit import Audit, Exposure

LEAK = 1
_LISTED = 20

Width = Annotated[
    int | None,
    typer.Option(help="Room a small count must have between its possible values; default: disclosure.yaml.", min=1),
]


@app.command()
def audit(
    waves: Waves = None,
    *,
    width: Width = None,
    as_json: Annotated[bool, typer.Option("--json", help="All of it as JSON, for programs.")] = False,
) -> None:
    """Try to work out every withheld number from the published ones; exit code 1 if that succeeds.

    Every group and count that is not published is attacked with an integer programme that knows all that is. Numbers
    with a single possible value are leaks; small counts with less room than asked for are listed, too. Then come the
    municipalities that are alone in their size and Land.

    Example: munisurvey audit demo
    """
    from pipeline import warehouse
    from pipeline.questionnaire.frame import read_frame
    from pipeline.warehouse.audit import audit as attack

    line = line_of()
    chosen = waves_of(line, waves)
    line.ingest()
    rules = line.questionnaire.disclosure
    with warehouse.connect(line.project.warehouse) as connection:
        found = [attack(connection, line.questionnaire, wave, width=width or rules.protection) for wave in chosen]
    frame = read_frame(line.project.reference, line.questionnaire.classifications)
    with open_survey(line) as survey:
        if as_json:
            typer.echo(json.dumps(_plain(found, frame, rules.minimum_answers), ensure_ascii=False, indent=1))
        else:
            for one in found:
                _print(one, survey)
            _print_rare(frame, rules.minimum_answers, survey)
    if any(one.recomputed for one in found):
        raise typer.Exit(LEAK)


def _print(found: Audit, survey: Survey) -> None:
    typer.echo(
        f"{found.wave}: {found.withheld:,} numbers withheld, {found.sensitive:,} of them small; "
        f"{len(found.recomputed)} can be worked out, {len(found.narrow)} small ones have little room"
    )
    for title, exposures in (("can be worked out", found.recomputed), ("little room", found.narrow)):
        for one in exposures[:_LISTED]:
            values = str(one.low) if one.recomputed else f"{one.low} to {one.high}"
            typer.echo(f"  {title}: {_place(one, survey)}: {values}")
        if len(exposures) > _LISTED:
            typer.echo(f"  ... and {len(exposures) - _LISTED:,} more; --json lists all")


def _place(one: Exposure, survey: Survey) -> str:
    """Which number it is, in words: variable, group, answer."""
    levels = survey.levels(one.grouping, "en").set_index("level")["label"]
    parts = [one.variable or "composition of the sample", str(levels[one.level])]
    if one.code is not None and one.variable is not None:
        names = {
            variable.name: variable for variable in survey.questionnaire.variables(survey.wave(one.wave).questionnaire)
        }
        parts.append(survey.questionnaire.scale(names[one.variable].scale).option(one.code).label.en)
    return ", ".join(parts)


def _print_rare(frame: Frame, minimum: int, survey: Survey) -> None:
    if not frame.cells:
        typer.echo("Population: data/reference/ has no frame, so nothing is known of municipalities that stand alone.")
        return
    rare = frame.rare(minimum - 1)
    alone = sum(cell.units == 1 for cell in rare)
    typer.echo(
        f"Population ({frame.file}): {alone} municipalities are alone in their size and Land, "
        f"{len(rare)} cells of the two hold fewer than {minimum}. No published table crosses size and Land."
    )
    for cell in rare:
        typer.echo(f"  {cell.units}: {', '.join(_level(survey, name, joined) for name, joined in cell.levels)}")
    withheld = [", ".join(_level(survey, *level) for level in cell.levels) for cell in _single(frame, minimum)]
    if withheld:
        typer.echo(f"Never published by themselves, with fewer than {minimum} municipalities: {'; '.join(withheld)}")


def _single(frame: Frame, minimum: int) -> list:
    return [cell for cell in frame.cells if len(cell.levels) == 1 and cell.units < minimum]


def _level(survey: Survey, name: str, joined: str) -> str:
    labels = {level.id: level.label.en for level in survey.questionnaire.classifications[name].levels}
    return " and ".join(labels[level] for level in joined.split("+"))


def _plain(found: Iterable[Audit], frame: Frame, minimum: int) -> dict[str, object]:
    return {
        "waves": [
            {
                "wave": one.wave,
                "withheld": one.withheld,
                "sensitive": one.sensitive,
                "recomputed": [vars(exposure) for exposure in one.recomputed],
                "narrow": [vars(exposure) for exposure in one.narrow],
            }
            for one in found
        ],
        "population": {
            "frame": frame.file or None,
            "rare": [dict(cell.levels) | {"units": cell.units} for cell in frame.rare(minimum - 1)],
        },
    }
