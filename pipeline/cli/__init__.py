"""The command line ``munisurvey``: parse, call, print. Run from anywhere inside a survey project.

Exit codes: 0 fine; 1 the questionnaire has mistakes, or answers break its rules; 2 an export cannot be read as what it
claims to be, or the command was used wrongly, and nothing has been stored.
"""

from __future__ import annotations

import sys

import typer

from pipeline.cli import (  # noqa: F401  (a command registers itself when its module is read)
    archive,
    change,
    check,
    comparison,
    disclosure,
    fielding,
    line,
    mapping,
    monitor,
    new_wave,
    numbers,
    rehearsal,
    reproduction,
    scales,
    synthesis,
    trend,
    weights,
)
from pipeline.cli.app import app

__all__ = ["app", "main"]


def main() -> None:
    """Run the command line; expected problems become a message and an exit code, bugs a traceback."""
    from pipeline.terminal import INTERRUPTED, explain

    try:
        app()
    except SystemExit as stopped:
        if stopped.code != INTERRUPTED:  # typer's answer to an interruption from the keyboard
            raise
        message, exit_code = explain(KeyboardInterrupt())
        typer.echo(message, err=True)
        sys.exit(exit_code)
    except Exception as error:
        explained = explain(error)
        if explained is None:
            raise
        message, exit_code = explained
        typer.echo(message, err=True)
        sys.exit(exit_code)
