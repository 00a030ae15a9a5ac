"""How much a text over a column is the wording of a question, an item, or both; from 0 to 1.

Survey tools join question and row in many ways (``Question - Row``, ``Row: Question``, ``[Row] Question``), so that texts
are compared by their words, without punctuation. The likeness of two texts that are not equal is that of Python's
:class:`difflib.SequenceMatcher` (Ratcliff and Obershelp), asked only of the few that share most words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from pipeline.ingest.headings import plain
from pipeline.questionnaire import LANGUAGES, QuestionType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipeline.questionnaire import Variable

_WORD = re.compile(r"[^\W_]+")
_TOOLS_OWN = re.compile(
    r"\b(ausgewählte auswahl|selected choice|offene eingabe|free text|open input|text)$|"
    r"- (ausgewählte auswahl|selected choice)( -|$)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r":?\s*\[\d+\]$")
_SHORTLIST = 6


@dataclass(frozen=True)
class Form:
    """One way to word a variable; ``full`` if it has the question, not only the row or a title."""

    variable: str
    words: str
    full: bool


@dataclass(frozen=True)
class Likeness:
    """How like a text is to the nearest wording of a variable."""

    variable: str
    score: float
    full: bool


def words(text: str) -> str:
    """The words of a text in lower case, without punctuation and without what survey tools add.

    >>> words("Maßnahmen: <b>Sonstiges</b>, und zwar (offene Eingabe)")
    'maßnahmen sonstiges und zwar'
    """
    text = _NUMBERED.sub("", plain(text).strip()).rstrip(")]").strip()
    previous = None
    while text != previous:
        previous = text
        text = _TOOLS_OWN.sub(" ", text).strip().rstrip("-–—(").strip()
    return " ".join(_WORD.findall(text.casefold()))


def forms(variables: Iterable[Variable]) -> tuple[Form, ...]:
    """Every wording of the variables, in all languages, each once; a multiple choice has one as a whole too.

    The whole question stands under its id, for a column that holds a list of answers.
    """
    found = {}
    for variable in variables:
        worded = [(variable.name, text, full) for text, full in _forms(variable)]
        question = variable.question
        if question.type is QuestionType.MULTIPLE:
            worded += [(question.id, question.text[language], True) for language in LANGUAGES]
            worded += [(question.id, question.title[language], False) for language in LANGUAGES if question.title]
        for name, text, full in worded:
            form = Form(name, words(text), full)
            if form.words:
                found.setdefault((form.variable, form.words), form)
    return tuple(found.values())


def _forms(variable: Variable) -> Iterator[tuple[str, bool]]:
    question = variable.question
    for language in LANGUAGES:
        text = question.text[language]
        title = question.title[language] if question.title is not None else ""
        if variable.item is None and variable.name == question.id:
            yield text, True
            if question.statement is not None:
                yield f"{text} {question.statement[language]}", True
            yield title, False
        else:
            item = variable.label[language]
            yield f"{text} {item}", True
            yield f"{item} {text}", True
            yield f"{title} {item}", bool(title)
            yield item, False


class Wordings:
    """The wordings of all variables, to be asked for the nearest."""

    def __init__(self, variables: Sequence[Variable]) -> None:
        self._exact: dict[str, list[Form]] = defaultdict(list)
        self._sharing: dict[str, list[Form]] = defaultdict(list)
        for form in forms(variables):
            self._exact[form.words].append(form)
            for word in set(form.words.split()):
                self._sharing[word].append(form)

    def nearest(self, text: str) -> list[Likeness]:
        """The variables whose wordings are most like ``text``, the likest first; empty for a text without words."""
        wanted = words(text)
        best: dict[str, Likeness] = {}
        for form in self._exact.get(wanted, []):
            best[form.variable] = _better(best.get(form.variable), Likeness(form.variable, 1.0, form.full))
        for form in self._shortlist(wanted):
            if form.variable not in best:
                score = SequenceMatcher(None, wanted, form.words, autojunk=False).ratio()
                likeness = Likeness(form.variable, min(score, 0.99), form.full)
                best[form.variable] = _better(best.get(form.variable), likeness)
        return sorted(best.values(), key=lambda likeness: (-likeness.score, not likeness.full, likeness.variable))

    def _shortlist(self, wanted: str) -> list[Form]:
        """The wordings that share most words with the text."""
        shared: dict[Form, int] = defaultdict(int)
        asked = set(wanted.split())
        for word in asked:
            for form in self._sharing.get(word, []):
                shared[form] += 1
        rank: Mapping[Form, float] = {
            form: count / len(asked | set(form.words.split())) for form, count in shared.items()
        }
        return sorted(rank, key=lambda form: (-rank[form], form.variable, form.words))[:_SHORTLIST]


def _better(old: Likeness | None, new: Likeness) -> Likeness:
    if old is None or (new.score, new.full) > (old.score, old.full):
        return new
    return old
