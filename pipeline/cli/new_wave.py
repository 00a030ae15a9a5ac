"""``munisurvey new-wave``: next year's questionnaire from an earlier one, and what it will be comparable with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.app import app
from pipeline.project import Project, ProjectError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.questionnaire import Questionnaire
    from pipeline.questionnaire.model import Wave
    from pipeline.questionnaire.new_wave import Draft
    from pipeline.questionnaire.outlook import Outlook
    from pipeline.questionnaire.scale import Text

Name = Annotated[str, typer.Argument(metavar="WAVE", help="Name of the new wave; begins with its year, e.g. 2027.")]
From = Annotated[str, typer.Option("--from", metavar="WAVE", help="The wave whose questions are kept, e.g. 2016-12.")]
Modules = Annotated[
    list[str] | None,
    typer.Option("--modules", metavar="ID,ID", help="Modules of questionnaire/modules/ to add, in this order."),
]
Drop = Annotated[
    list[str] | None,
    typer.Option("--drop", metavar="ID,ID", help="Questions (id or number) and sections (id) to leave out."),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would come of it, and write nothing.")]


@app.command("new-wave")
def new_wave_(
    wave: Name, *, based_on: From, modules: Modules = None, drop: Drop = None, dry_run: DryRun = False
) -> None:
    """Write the questionnaire of a new wave: the core word for word, modules exchanged, what is open marked as open.

    Prints how long it takes to answer, which earlier waves it can be compared with, on what, and what is lost. An
    existing questionnaire is never overwritten.

    Example: munisurvey new-wave 2027 --from 2016-12 --modules admission,housing --drop good_practice
    """
    from pipeline.questionnaire import load
    from pipeline.questionnaire.load import review
    from pipeline.questionnaire.new_wave import NewWaveError, new_wave
    from pipeline.questionnaire.outlook import outlooks
    from pipeline.work import replace

    project = Project.find()
    questionnaire = load(project.questionnaire)
    try:
        draft = new_wave(
            project.questionnaire,
            questionnaire,
            wave,
            based_on=based_on,
            modules=_listed(modules),
            drop=_listed(drop),
            texts=_texts(questionnaire, based_on),
        )
    except NewWaveError as error:
        raise ProjectError(str(error)) from None
    path = project.questionnaire / "waves" / f"{wave}.yaml"
    if not dry_run:
        replace(path, draft.text)
    for line in _summary(draft, outlooks(draft.questionnaire, wave)):
        typer.echo(line)
    if dry_run:
        typer.echo(f"\nNothing written (--dry-run); it would be {project.relative(path)}.")
        return
    shown = f"questionnaire/waves/{path.name}"
    hints = [hint for hint in review(project.questionnaire)[1] if hint.file == shown]
    typer.echo(f"\nStill to fill in or to look at ({len(hints)}); munisurvey check lists it again:")
    for hint in hints:
        typer.echo(str(hint))
    typer.echo(f"\n{project.relative(path)}")


def _listed(values: list[str] | None) -> list[str]:
    """Names given with commas, with several options, or both."""
    return [name.strip() for value in values or [] for name in value.split(",") if name.strip()]


def _texts(questionnaire: Questionnaire, based_on: str) -> dict[str, Text]:
    """The texts around the questions that a person has to complete before anybody is asked.

    Welcome and thanks need nobody's attention: without texts of the wave's own, neutral ones name its contact.
    """
    from pipeline.fielding.texts import wave_texts

    if based_on not in questionnaire.waves:
        return {}
    texts = wave_texts(questionnaire.wave(based_on))
    return {key: getattr(texts, key) for key in ("contact", "data_protection", "consent")}


def _summary(draft: Draft, found: tuple[Outlook, ...]) -> Iterator[str]:
    before, after = (draft.questionnaire.wave(wave) for wave in (draft.based_on, draft.wave))
    yield f"{draft.wave}, from {draft.based_on}{_with(draft)}"
    yield ""
    yield from _size(before, after)
    if draft.renumbered:
        yield ""
        yield f"Printed numbers are given anew: {_ranges(draft)}."
    yield ""
    yield "Comparable with"
    for outlook in found:
        yield from _compared(outlook, after)
    if draft.dropped:
        yield ""
        yield f"No longer asked, so their series end with {draft.based_on}: {', '.join(draft.dropped)}"


def _with(draft: Draft) -> str:
    added = f" with {', '.join(draft.modules)}" if draft.modules else ""
    return added + (f", without {', '.join(draft.dropped)}" if draft.dropped else "")


def _size(before: Wave, after: Wave) -> Iterator[str]:
    from pipeline.questionnaire.duration import estimated_minutes, fields

    counts = [fields(wave.questions) for wave in (before, after)]
    rows = [("questions", *(str(len(wave.questions)) for wave in (before, after)))]
    names = {"closed": "closed fields", "box": "boxes to tick", "number": "numbers", "open": "open texts"}
    rows += [(name, *(str(count[kind]) for count in counts)) for kind, name in names.items()]
    rows.append(("minutes, about", *(f"{estimated_minutes(wave):.0f}" for wave in (before, after))))
    width = max(len(before.wave), len(after.wave), 4)
    yield f"{'':16}{before.wave:>{width}}  {after.wave:>{width}}"
    for name, first, second in rows:
        yield f"{name:16}{first:>{width}}  {second:>{width}}"


def _ranges(draft: Draft) -> str:
    """Old numbers to new ones, neighbours that move alike taken together."""
    runs: list[list[int]] = []
    for old, new in draft.renumbered.items():
        if runs and old == runs[-1][1] + 1 and new == runs[-1][3] + 1:
            runs[-1][1], runs[-1][3] = old, new
        else:
            runs.append([old, old, new, new])
    return ", ".join(
        f"{first} is now {new}" if first == last else f"{first}-{last} are now {new}-{newest}"
        for first, last, new, newest in runs
    )


def _compared(outlook: Outlook, wave: Wave) -> Iterator[str]:
    parts = [
        name if count == total else f"{name} ({count} of {total} items)"
        for name, (count, total) in outlook.comparable.items()
    ]
    whole = len(outlook.comparable) + len(outlook.refused)
    shared = f"{len(outlook.comparable)} of {whole} questions that both ask" if whole else "no question in common"
    variables = f", variables: {outlook.variables}" if outlook.variables else ""
    yield f"  {outlook.earlier}: {shared}{variables}"
    if outlook.refused or any("(" in part for part in parts):
        yield f"    yes: {', '.join(parts) or 'none'}"
    for name, reason in outlook.refused.items():
        yield f"    no:  {name}. {reason.en}"
    if outlook.lost:
        yield f"    not asked in {wave.wave}: {', '.join(outlook.lost)}"
