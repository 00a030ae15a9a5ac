"""Arguments and options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

Waves = Annotated[list[str] | None, typer.Argument(metavar="WAVE", help="Waves (folders of data/raw/); default: all.")]
Force = Annotated[bool, typer.Option("--force", help="Do every step again, changed or not.")]
Wave = Annotated[str, typer.Argument(help="A folder of data/raw/, e.g. demo.")]
Question = Annotated[str, typer.Argument(help="A question's id or printed number, e.g. tasks or 7.")]
By = Annotated[
    str, typer.Option(help="Break down by: all, size_class, size_group, size_group_4, state, region, east_west.")
]
Internal = Annotated[bool, typer.Option("--internal", help="Withhold nothing. Not for publication, and marked so.")]


InternalOutput = Annotated[
    bool,
    typer.Option("--internal", help="Withhold nothing; goes to reports/_output/internal/ and is marked on every page."),
]


class Format(StrEnum):
    """How a table is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


class Language(StrEnum):
    """The language of labels and numbers."""

    DE = "de"
    EN = "en"


class Renderer(StrEnum):
    """What turns the report's source into HTML and PDF."""

    AUTO = "auto"
    QUARTO = "quarto"
    EMBEDDED = "embedded"


AsFormat = Annotated[Format, typer.Option("--format", help="table for people, csv or json for programs.")]
InLanguage = Annotated[Language, typer.Option("--language", help="Language of labels and, in tables, of numbers.")]
