"""How one column may be headed: by question code, by code with underscores, by the full wording, or by both.

Survey tools copy a wording with small changes: HTML tags taken out (without a blank in their place), entities left
in, another dash, a blank before a slash. Wordings are therefore compared folded.
"""

from __future__ import annotations

import html
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.questionnaire import Variable
    from pipeline.questionnaire.model import Mapping

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_QUOTES = dict.fromkeys(map(ord, "„“”‟«»"), '"') | dict.fromkeys(map(ord, "‚‘’‛"), "'")
_DROPPED = {0xAD: None, 0x200B: None, ord("_"): None}
_PLAIN = _DASHES | _QUOTES | _DROPPED

METADATA = {
    "id": ("Antwort ID", "Response ID", "Antwort-ID"),
    "submitdate": ("Datum Abgeschickt", "Date submitted"),
    "lastpage": ("Letzte Seite", "Last page"),
    "startlanguage": ("Start-Sprache", "Start language"),
    "seed": ("Zufallsstartwert", "Zufallsgeneratorstartwert", "Seed"),
    "startdate": ("Datum gestartet", "Date started"),
    "datestamp": ("Datum letzte Aktivität", "Date last action"),
    "interviewtime": ("Gesamtzeit", "Total time"),
}
"""Columns about the response that are kept, with their headings in German and English (LimeSurvey 5 and 6)."""

PERSONAL = {
    "token": ("Zugangscode", "Zugangsschlüssel", "Access code", "Token"),
    "ipaddr": ("IP-Adresse", "IP address"),
    "refurl": ("Weiterleitungs-URL", "Referrer URL"),
    "firstname": ("Vorname", "First name"),
    "lastname": ("Nachname", "Last name"),
    "email": ("E-Mail-Adresse", "E-Mail", "Email address", "Email"),
    "emailstatus": ("E-Mailstatus", "E-Mail-Status", "Email status"),
    "language": ("Sprachcode", "Language code"),
    "sent": ("Versanddatum Einladung", "Invitation sent date"),
    "remindersent": ("Letztes Erinnerungsdatum", "Last reminder date"),
    "remindercount": ("Gesamtanzahl versendeter Erinnerungen", "Total numbers of sent reminders"),
    "usesleft": ("Übrige Nutzungsanzahl", "Uses left"),
    "completed": ("Abgeschlossen", "Completed"),
}
"""Columns of the list of participants; never stored. ``attribute_1`` and so on belong to them."""

_DUAL = re.compile(r"(?P<row>.+\[.+\])\[(?P<scale>\d+)\]")
_ATTRIBUTE = re.compile(r"attribute_\d+")
_TIMING = re.compile(r"groupTime\d+|(?P<question>.+)Time")
_TIMING_WORDS = tuple(f"{word}:" for word in ("gruppenzeit", "fragenzeit", "grouptime", "questiontime"))


def fold(text: str) -> str:
    """A wording without what survey tools change about it: markup, blanks, case, kinds of dash and quote.

    >>> fold("Wie hoch <b>ist</b> der&nbsp;Anteil – geschätzt?") == fold("Wie hoch ist der Anteil - GESCHÄTZT ?")
    True
    """
    plain = html.unescape(_TAG.sub("", text))
    return "".join(unicodedata.normalize("NFKC", plain).casefold().translate(_PLAIN).split())


def plain(text: str) -> str:
    """A wording without markup, soft hyphens and characters that only look alike."""
    return unicodedata.normalize("NFKC", html.unescape(_TAG.sub(" ", text))).replace("\xad", "").replace("\u200b", "")


def metadata_headings() -> dict[str, str]:
    """Every heading of a metadata or personal column, as code and folded, to its code."""
    known = {}
    for code, translations in (METADATA | PERSONAL).items():
        known[code] = code
        known |= {fold(heading): code for heading in translations}
    return known


def metadata_beginning(part: str) -> str:
    """The one metadata or personal heading that begins like this, folded; '' if there is none or several.

    >>> metadata_beginning("Datum letzte Ak")
    'datumletzteaktivität'
    """
    known = metadata_headings()
    fitting = [heading for heading in known if heading.startswith(fold(part))]
    return fitting[0] if len({known[heading] for heading in fitting}) == 1 else ""


def is_attribute(heading: str) -> bool:
    """Whether the column is a participant attribute, which may hold anything about a person."""
    return _ATTRIBUTE.fullmatch(heading.strip()) is not None


def is_timing(heading: str, question_codes: frozenset[str]) -> bool:
    """Whether the column holds the seconds spent on a page or a question."""
    match = _TIMING.fullmatch(heading)
    if match and (match["question"] is None or match["question"] in question_codes):
        return True
    return fold(heading).startswith(_TIMING_WORDS)


def by_code(variables: Iterable[Variable], mapping: Mapping | None) -> dict[str, str]:
    """Column code to variable: as the mapping has it, or else our own names."""
    names = {variable.name: variable for variable in variables}
    if mapping is not None:
        return {column: name for column, name in mapping.columns.items() if name in names}
    codes = {}
    for name, variable in names.items():
        codes[name] = name
        if name != variable.question.id:
            codes[f"{variable.question.id}[{name.removeprefix(variable.question.id + '_')}]"] = name
    return codes


def by_underscore(codes: dict[str, str]) -> dict[str, str]:
    """The same with ``q07_dezentral`` for ``q07[dezentral]`` (expression manager codes, SPSS, Stata, VV).

    The two scales of a dual array are counted from 0 there, and from 1 in brackets.
    """
    return {underscored(code): name for code, name in codes.items()}


def underscored(code: str) -> str:
    """A code with underscores for brackets.

    >>> underscored("q07[dezentral]"), underscored("t1[a][2]")
    ('q07_dezentral', 't1_a_1')
    """
    dual = _DUAL.fullmatch(code)
    if dual:
        code = f"{dual['row']}[{int(dual['scale']) - 1}]"
    return code.replace("][", "_").replace("[", "_").replace("]", "")


def by_wording(variables: Iterable[Variable], mapping: Mapping | None) -> dict[str, str | None]:
    """Folded full heading to variable; ``None`` where two variables share a wording."""
    headings: dict[str, str | None] = {}
    for variable in variables:
        for heading in {fold(f"{text} [{item}]" if item else text) for text, item in wordings(variable)}:
            headings[heading] = None if heading in headings else variable.name
    if mapping is not None:
        known = {variable.name for variable in variables}
        headings |= {fold(heading): name for heading, name in mapping.headings.items() if name in known}
    return headings


def wordings(variable: Variable) -> Iterator[tuple[str, str]]:
    """What a column of the variable may be called, as question and row (or ''), in German and English."""
    question = variable.question
    for language in ("de", "en"):
        text = question.text[language]
        if variable.item is not None or variable.name != question.id:
            yield text, variable.label[language]
            continue
        yield text, ""
        if question.statement is not None:
            yield text, question.statement[language]


def code_of_codetext(heading: str, codes: dict[str, str], wordings: dict[str, str | None]) -> str | None:
    """The code at the front of ``q07[dezentral]. Question? [Row]``, with whatever separator or none."""
    for code in sorted(codes, key=len, reverse=True):
        if not heading.startswith(code) or len(heading) == len(code):
            continue
        begins_text = not (heading[len(code)].isalnum() or heading[len(code)] in "[_")
        if begins_text or fold(text_of_codetext(heading, code)) in wordings:
            return code
    return None


def text_of_codetext(heading: str, code: str) -> str:
    """The text behind the code.

    >>> text_of_codetext("q07[dezentral]. Question? [Row]", "q07[dezentral]")
    'Question? [Row]'
    """
    return heading[len(code) :].lstrip(" .:;|-–")
