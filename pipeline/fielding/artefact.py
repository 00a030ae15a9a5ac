"""What every writer of fielding artefacts hands over, and how it refuses a questionnaire its tool would mangle.

A survey tool that does not like a code or a text rarely says so: it cuts, renames or drops, and the loss shows only in
the export. A writer therefore looks for everything its tool would change before it writes anything, and names all of
it at once in a :class:`FieldingError`. What passes is a tuple of :class:`Artefact`: whole files, byte for byte the same
for the same questionnaire, so that a file under version control changes when the questionnaire does and only then.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.questionnaire import Language, Questionnaire


@dataclass(frozen=True)
class Artefact:
    """One file: its name (no folders), its bytes, and its language where it has one (None: both, or neither).

    ``notes`` says what a person still has to do with it, in sentences the command line prints.
    """

    name: str
    content: bytes
    language: Language | None = None
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """A name with a folder in it could be written anywhere."""
        if not self.name or "/" in self.name or "\\" in self.name or self.name.startswith("."):
            msg = f"'{self.name}' is no plain file name"
            raise ValueError(msg)


@dataclass(frozen=True, order=True)
class Problem:
    """One thing a tool would change, drop or refuse.

    ``question`` is the id of the question, ``question_item`` of an item, or the key of the wave (*title*) it is about.
    """

    question: str
    found: str
    accepted: str
    hint: str

    def __str__(self) -> str:
        return f"{self.question}: {self.found}\n    Accepted: {self.accepted}\n    Hint: {self.hint}"


class FieldingError(ValueError):
    """The questionnaire cannot be written for a tool as it is; ``problems`` lists every reason, in wave order."""

    def __init__(self, wave: str, tool: str, problems: Iterable[Problem]) -> None:
        self.wave, self.tool = wave, tool
        self.problems = tuple(dict.fromkeys(problems))
        count = len(self.problems)
        head = f"{wave} cannot be written for {tool} ({count} problem{'s' if count > 1 else ''}); nothing was written."
        super().__init__("\n".join([head, *map(str, self.problems)]))


class Writer(Protocol):
    """What a module of this room is to the command line: one function ``write``, its options by keyword."""

    def __call__(self, questionnaire: Questionnaire, wave_id: str, **options: Any) -> tuple[Artefact, ...]:
        """All files of one wave for one tool.

        Raises
        ------
        KeyError
            If there is no such wave.
        FieldingError
            With everything the tool would not take as it is, before any file is made.
        """
