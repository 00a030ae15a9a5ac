"""A LimeSurvey survey as LimeSurvey thinks of it: settings, groups, questions with type letters, codes and texts.

Both files a survey can be imported from (:mod:`~pipeline.fielding.limesurvey_structure`,
:mod:`~pipeline.fielding.limesurvey_lss`) are written from these objects, so that they say the same. Texts are HTML and
stand in every language of the survey.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Texts = Mapping[str, str]
"""Language to HTML."""

LIST, DROPDOWN, ARRAY, MULTIPLE, YES_NO, NUMBER, LINE, LONG_TEXT = "L", "!", "F", "M", "Y", "N", "S", "T"
WITH_ANSWERS = frozenset({LIST, DROPDOWN, ARRAY})
WITH_SUBQUESTIONS = frozenset({ARRAY, MULTIPLE})
WITH_OTHER = frozenset({LIST, DROPDOWN, MULTIPLE})
TYPES = frozenset({LIST, DROPDOWN, ARRAY, MULTIPLE, YES_NO, NUMBER, LINE, LONG_TEXT})


@dataclass(frozen=True)
class Answer:
    """One answer option."""

    code: str
    text: Texts


@dataclass(frozen=True)
class Subquestion:
    """One row of an array or one box of a multiple choice; ``place`` is our variable."""

    code: str
    text: Texts
    place: str


@dataclass(frozen=True)
class Condition:
    """An earlier question has one of these answer codes, or (None) any answer at all."""

    question: str
    answers: tuple[str, ...] | None

    def __str__(self) -> str:
        """The condition in LimeSurvey's expression language; ``NAOK`` lets it be asked of a question left empty."""
        if self.answers is None:
            return f"!is_empty({self.question}.NAOK)"
        return " or ".join(f'{self.question}.NAOK == "{code}"' for code in self.answers)


@dataclass(frozen=True)
class Question:
    """One question; ``place`` is the id of ours. All of ``conditions`` must hold for it to be shown.

    ``attributes`` are advanced settings without language, ``texts`` those that are texts.
    """

    code: str
    type: str
    text: Texts
    place: str
    help: Texts = field(default_factory=dict)
    mandatory: bool = False
    other: bool = False
    conditions: tuple[Condition, ...] = ()
    subquestions: tuple[Subquestion, ...] = ()
    answers: tuple[Answer, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, Texts] = field(default_factory=dict)

    @property
    def relevance(self) -> str:
        """When the question is shown, as LimeSurvey's relevance equation; ``1`` is always."""
        if len(self.conditions) < 2:
            return str(self.conditions[0]) if self.conditions else "1"
        return " and ".join(f"({condition})" for condition in self.conditions)


@dataclass(frozen=True)
class Group:
    """One page of the survey."""

    title: Texts
    questions: tuple[Question, ...]
    place: str


@dataclass(frozen=True)
class Structure:
    """One survey. ``languages`` begins with the base language; ``texts`` are settings that are texts."""

    languages: tuple[str, ...]
    settings: Mapping[str, str]
    texts: Mapping[str, Texts]
    groups: tuple[Group, ...]

    @property
    def questions(self) -> Iterator[Question]:
        """All questions in the order of the form."""
        return (question for group in self.groups for question in group.questions)


def to_html(text: str) -> str:
    r"""A wording as HTML: markup characters escaped, line ends as breaks.

    LimeSurvey takes out tags without a blank in their place, so that a break is written with one before it. Quotation
    marks are escaped because the importer unquotes a text that begins and ends with them.

    >>> to_html('A < B & "C"\nzwei')
    'A &lt; B &amp; &quot;C&quot; <br />zwei'
    """
    lines = text.replace("\t", " ").splitlines()
    return " <br />".join(html.escape(line, quote=False).replace('"', "&quot;") for line in lines)


def paragraphs(text: str) -> str:
    r"""A longer text as HTML paragraphs, parted at empty lines.

    >>> paragraphs("eins\n\nzwei")
    '<p>eins</p><p>zwei</p>'
    """
    parts = (part.strip() for part in re.split(r"\n\s*\n", text))
    return "".join(f"<p>{to_html(part)}</p>" for part in parts if part)
