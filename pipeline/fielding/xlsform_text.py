"""Wordings in an XLSForm: what form engines and their converter would make of a text.

Labels of questions are read as Markdown by the form engines, labels of choices are not. The converter makes straight
quotation marks of closing typographic ones; here both are made straight, so that they still match.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from pipeline.fielding.artefact import Problem
from pipeline.questionnaire import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.questionnaire.scale import Text

LONGEST = 32767
_STRAIGHT = dict.fromkeys(map(ord, "„“”‟"), '"') | dict.fromkeys(map(ord, "‚‘’‛"), "'")
_MARKUP = re.compile(r"<\s?/?\s?[A-Za-z]|\]\(")
_STYLED = {"_": re.compile(r"_\S[^_\n]*_|__.*?__"), "*": re.compile(r"\*\S[^*\n]*\*|\*\*.*?\*\*")}


def straight(text: str) -> str:
    r"""A wording with straight quotation marks, line ends as ``\n`` and blanks for tabs."""
    return "\n".join(line.replace("\t", " ") for line in text.translate(_STRAIGHT).splitlines())


def markdown(text: str) -> str:
    r"""A wording as Markdown that reads as it is: what would be taken for emphasis or a heading is escaped.

    >>> markdown("Bürger*innen und Kolleg*innen") == r"Bürger\*innen und Kolleg\*innen"
    True
    >>> markdown("Bürger*innen")
    'Bürger*innen'
    """
    escaped = re.sub(r"\\(?=[\\*_#])", r"\\\\", straight(text))
    for mark, styled in _STYLED.items():
        if styled.search(escaped):
            escaped = escaped.replace(mark, "\\" + mark)
    return re.sub(r"^(\s*)#", r"\1\\#", escaped, flags=re.MULTILINE)


def text_problems(place: str, text: Text | Mapping[str, str]) -> Iterator[Problem]:
    """What in a wording a form engine would take for something else, or a workbook cannot hold."""
    for language in LANGUAGES:
        wording = straight(text[language])
        if "${" in wording:
            found = f"the {language} text has '${{', which begins a reference to another question"
            yield Problem(place, found, "a text without '${'", "write round brackets")
        if _MARKUP.search(wording):
            found = f"the {language} text has '{_MARKUP.search(wording)[0]}', which form engines take for markup"
            yield Problem(place, found, "a text without tags and links", "put a blank in between, or write it in words")
        strange = [sign for sign in wording if unicodedata.category(sign) in ("Cc", "Cs") and sign != "\n"]
        strange += [sign for sign in wording if sign in "\ufffe\uffff"]
        if strange:
            found = f"the {language} text has a control character (U+{ord(strange[0]):04X})"
            yield Problem(place, found, "printable characters and line ends", "delete it")
        if len(wording) > LONGEST:
            found = f"the {language} text has {len(wording)} characters"
            yield Problem(place, found, f"at most {LONGEST} in a cell", "shorten it")
