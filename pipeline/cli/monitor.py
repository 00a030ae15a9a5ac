"""``munisurvey monitor``: how the field phase of a wave stands, in the terminal and as an internal page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.app import app, line_of
from pipeline.cli.options import InLanguage, Language, Wave
from pipeline.wording import phrase
from pipeline.wording.monitor import MONITOR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console
    from rich.table import Table

    from pipeline.ingest.invited import InvitedList
    from pipeline.monitor import Group, Reader
    from pipeline.project import Project
    from pipeline.questionnaire import Language as Tongue

InvitedFile = Annotated[
    Path,
    typer.Option(
        "--invited", metavar="CSV", help="The list of those invited: token, ags, name, size_class, state, ..."
    ),
]
Out = Annotated[
    Path | None, typer.Option("--out", help="The page; default reports/_output/internal/WAVE-monitor.html.")
]
Partial = Annotated[
    float, typer.Option("--partial", help="Share of the questions from which on a response is partial.")
]
Complete = Annotated[float, typer.Option("--complete", help="Share of the questions above which it is complete.")]


@app.command()
def monitor(
    wave: Wave,
    *,
    invited: InvitedFile,
    language: InLanguage = Language.DE,
    out: Out = None,
    partial: Partial = 0.5,
    complete: Complete = 0.8,
) -> None:
    """How the field phase stands: response by size and Land, day curve, break-offs, and who gets the reminder.

    Reads the export under data/raw/WAVE/ as it is now, any time, and the list of those invited (docs/monitor.md). The page
    is internal; who has not answered is written to reports/_output/internal/WAVE-reminder.csv and shown nowhere.

    Example: munisurvey monitor 2027 --invited ../contacts/2027.csv
    """
    import datetime as dt

    from rich.console import Console

    from pipeline.monitor import Limits, Reader, reminder_file, render, write_reminder
    from pipeline.monitor import monitor as read
    from pipeline.work import replace

    line = line_of()
    project = line.project
    try:
        limits = Limits(partial, complete)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--partial, --complete") from None
    found = read(project, line.questionnaire, wave, invited, limits=limits, now=dt.datetime.now(dt.UTC))
    tongue: Tongue = language.value
    for note in _notes(project, invited, found.invited, tongue):
        typer.echo(note, err=True)
    reminder = reminder_file(project, wave)
    if found.fieldwork.reminders is not None:
        write_reminder(reminder, found.cases)
    page = out or reminder.with_name(f"{wave}-monitor.html")
    replace(page, render(found.fieldwork, first=tongue, reminder=project.relative(reminder)))
    _print(Console(soft_wrap=False), Reader(found.fieldwork, tongue, project.relative(reminder)))
    typer.echo(phrase(MONITOR, "page_written", tongue, file=project.relative(page)))


def _notes(project: Project, path: Path, invited: InvitedList, language: Tongue) -> Iterator[str]:
    """What of the list was not read, and where it should not lie."""
    for key, columns in (("left_out", invited.personal), ("unknown_columns", invited.other)):
        if columns:
            yield phrase(MONITOR, key, language, columns=", ".join(columns))
    if path.resolve().is_relative_to(project.root.resolve()):
        yield phrase(MONITOR, "list_inside", language)


def _print(console: Console, reader: Reader) -> None:
    state = reader.state
    console.print(f"{reader.say('title', wave=state.wave)} ({reader.say('internal')})", style="bold", highlight=False)
    for line in [*reader.head, *([reader.say("synthetic")] if state.synthetic else [])]:
        console.print(line, style="dim", highlight=False)
    console.print()
    _print_groups(console, reader, state.by_size, "by_size")
    _print_groups(console, reader, state.by_state, "by_state")
    console.print(_rates(reader))
    console.print()
    stops = sorted((stop for stop in state.stops if stop.stopped), key=lambda stop: -stop.stopped)[:3]
    if stops:
        named = "; ".join(
            f"{stop.label[reader.language] if stop.label else reader.say('only_opened')} ({stop.stopped})"
            for stop in stops
        )
        console.print(f"{reader.say('stops')}: {named}", highlight=False)
    statuses = ", ".join(f"{reader.say(f'status_{status}')} {reader.integer(n)}" for status, n in state.statuses if n)
    console.print(f"{reader.say('responses')}: {statuses or reader.integer(0)}", highlight=False)
    for line in (reader.duration, reader.reminder):
        console.print(line, highlight=False)
    for line in (*reader.basis, reader.limits):
        console.print(line, style="dim", highlight=False)


def _print_groups(console: Console, reader: Reader, groups: tuple[Group, ...], heading: str) -> None:
    """Groups in which somebody was invited, each with its progress."""
    from rich.progress_bar import ProgressBar

    shown = [group for group in groups if group.invited or group.complete + group.partial + group.started]
    if not shown:
        return
    table = _table(
        reader.say(heading), "", "RR2", *(reader.say(f"{key}_head") for key in ("responses", "partial", "started"))
    )
    for group in shown:
        label = group.short[reader.language] if group.short is not None else reader.say("unknown")
        if heading == "by_state" and group.label is not None:
            label = group.label[reader.language]
        answered = group.complete + group.partial
        bar = ProgressBar(total=max(group.invited, answered, 1), completed=answered, width=14)
        cells = (reader.say("answered_of", answered=answered, invited=group.invited), group.partial, group.started)
        table.add_row(label, bar, reader.percent(group.response.share), *(str(cell) for cell in cells))
    console.print(table)
    console.print()


def _rates(reader: Reader) -> Table:
    table = _table(reader.say("rates"), reader.say("share_head"), reader.say("cases_head"))
    for rate in reader.state.rates.rates:
        cases = reader.say("cases_of", cases=rate.cases, base=rate.base)
        table.add_row(reader.say(rate.id), reader.percent(rate.share, 1), cases)
    return table


def _table(first: str, *heads: str) -> Table:
    from rich.table import Table

    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    table.add_column(first, overflow="fold", min_width=20)
    for head in heads:
        table.add_column(head, justify="right", no_wrap=not head)
    return table
