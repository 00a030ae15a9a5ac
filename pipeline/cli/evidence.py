"""What stands below every statistical table: sentences, methods with their literature, and where the answers are from."""

from __future__ import annotations

import json
import sys
from textwrap import fill
from typing import TYPE_CHECKING, Any, Protocol

from pipeline.wording import phrase
from pipeline.wording.comparison import say
from pipeline.wording.methods import METHODS
from pipeline.wording.publication import PUBLICATION

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd
    from rich.console import Console

    from pipeline.questionnaire import Language
    from pipeline.statistics.result import Family, Method


class Evident(Protocol):
    """What carries its methods, families of adjusted tests and the origin of its answers."""

    @property
    def methods(self) -> tuple[Method, ...]:
        """The methods used, each once."""

    @property
    def families(self) -> tuple[Family, ...]:
        """The families of p-values that were adjusted together."""

    provenance: str
    internal: bool


def evidence(found: Evident, language: Language) -> dict[str, Any]:
    """Methods, families and provenance as plain values, for JSON."""
    return {
        "provenance": found.provenance,
        "internal": found.internal,
        "families": [str(family) for family in found.families],
        "methods": [
            {"id": method.id, "name": METHODS[method.id][language][0], "computed_by": method.computed_by,
             "reference": method.reference}
            for method in found.methods
        ],
    }  # fmt: skip


def print_sentences(sentences: Iterable[str], console: Console) -> None:
    """Sentences as a reader of the report sees them."""
    for text in sentences:
        console.print(wrapped(text, console), highlight=False, soft_wrap=True)


def print_notes(notes: Iterable[str], console: Console) -> None:
    """What belongs to the numbers but is no result, in a dim voice."""
    for text in notes:
        console.print(wrapped(text, console), style="dim", highlight=False, soft_wrap=True)


def method_notes(methods: Iterable[Method], language: Language) -> list[str]:
    """Each method with what it does and its literature."""
    notes = []
    for method in methods:
        name, sentence = METHODS[method.id][language]
        source = method.reference.rstrip(".")
        notes.append(say("method", language, name=name, sentence=sentence.rstrip("."), reference=source))
    return notes


def wrapped(text: str, console: Console) -> str:
    """Lines as wide as the screen; narrow no-break spaces and hyphens hold together, which rich does not respect."""
    return fill(text, console.width, break_on_hyphens=False)


def write_csv(frame: pd.DataFrame, language: Language = "en") -> None:
    """A frame as CSV on the output; an internal one says so in every row."""
    if frame.attrs.get("internal"):
        frame = frame.assign(publication=phrase(PUBLICATION, "internal", language))
    frame.to_csv(sys.stdout, index=False)


def write_json(record: dict[str, Any]) -> None:
    """A record as JSON on the output; what is not defined is null."""
    sys.stdout.write(json.dumps(record, ensure_ascii=False, indent=1, allow_nan=False) + "\n")


def plain_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as plain values, None where there is none."""
    return frame.astype(object).where(frame.notna(), None).to_dict("records")
