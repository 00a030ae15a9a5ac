"""What was promised, whether it is kept, and why not where it is missed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    """A promise with the number found for it; ``reason`` says why it would be missed, in advance and in one sentence."""

    promise: str
    found: float
    limit: float
    unit: str
    reason: str
    at_least: bool = False

    @property
    def met(self) -> bool:
        """Whether the promise is kept."""
        return self.found >= self.limit if self.at_least else self.found <= self.limit

    @property
    def line(self) -> str:
        """The promise as a row of a Markdown table."""
        sign = "≥" if self.at_least else "≤"
        verdict = "met" if self.met else f"**missed**: {self.reason}"
        return f"| {self.promise} | {sign} {self.limit:g} {self.unit} | {self.found:.2f} {self.unit} | {verdict} |"


def table(goals: list[Goal]) -> list[str]:
    """The goals of a section."""
    if not goals:
        return []
    return ["", "| goal | limit | found | |", "|---|---:|---:|---|", *(goal.line for goal in goals)]
