"""Who is told what the line does, and a step while it is under way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path


class Progress(Protocol):
    """Who is told what the line is doing."""

    def started(self, step: str) -> None:
        """A step begins."""

    def finished(self, step: str, seconds: float, detail: str) -> None:
        """A step has been done; ``detail`` says in a few words with what result."""

    def fresh(self, step: str) -> None:
        """A step was left out because nothing it depends on has changed."""


class Silent:
    """Tells nobody; for notebooks and tests."""

    def started(self, step: str) -> None:
        """Say nothing."""

    def finished(self, step: str, seconds: float, detail: str) -> None:
        """Say nothing."""

    def fresh(self, step: str) -> None:
        """Say nothing."""


@dataclass
class Step:
    """A step under way; whoever does it notes the outcome here."""

    detail: str = ""
    outputs: list[Path] = field(default_factory=list)
