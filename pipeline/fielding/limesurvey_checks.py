"""Everything LimeSurvey would change, drop or choke on without a word, looked for before a file is written.

Tried on LimeSurvey 6.10 and 5.6: an underscore in a question code is cut and one in an answer code loses the answer,
code and all; codes that differ only in case get random ones; braces in a text are evaluated; a list without answers
imports and activates. None of this is reported by its import. Codes made by :mod:`~pipeline.fielding.limesurvey_codes`
keep the rules by construction; they are checked all the same, whoever made them.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from pipeline.fielding.artefact import Problem
from pipeline.fielding.limesurvey_codes import LONGEST, LONGEST_ANSWER, TAKEN_AS_QUESTION
from pipeline.fielding.limesurvey_model import ARRAY, TYPES, WITH_ANSWERS, WITH_OTHER, WITH_SUBQUESTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.fielding.limesurvey_model import Condition, Question, Structure, Texts

_QUESTION = re.compile(rf"[A-Za-z][A-Za-z0-9]{{0,{LONGEST - 1}}}")
_SUBQUESTION = re.compile(rf"[A-Za-z0-9]{{1,{LONGEST}}}")
_ANSWER = re.compile(rf"[A-Za-z0-9]{{1,{LONGEST_ANSWER}}}")
_LONGEST_TEXT = {"surveyls_title": 200, "surveyls_policy_notice_label": 192}
_KEY = {
    "surveyls_title": "title",
    "surveyls_description": "title",
    "surveyls_welcometext": "welcome",
    "surveyls_policy_notice": "data_protection",
    "surveyls_policy_notice_label": "consent",
    "surveyls_endtext": "end_text",
}
_TITLE = "surveyls_title"
_LINK = "{SURVEYURL}"


def problems(structure: Structure) -> Iterator[Problem]:
    """All problems of a survey, in the order of the form."""
    yield from _survey(structure)
    earlier: dict[str, Question] = {}
    folded: dict[str, str] = {}
    for group in structure.groups:
        yield from _texts(group.place, "the section's title", group.title, structure.languages)
        if not group.questions:
            found = "the section has no question, and LimeSurvey does not activate a survey with an empty group"
            yield Problem(group.place, found, "at least one question", "remove the section")
        for question in group.questions:
            yield from _code(question, folded)
            yield from _parts(question, structure.languages)
            for condition in question.conditions:
                yield from _condition(question, condition, earlier)
            earlier[question.code] = question


def _survey(structure: Structure) -> Iterator[Problem]:
    declared = (structure.settings.get("language", ""), *structure.settings.get("additional_languages", "").split())
    if declared != structure.languages:
        found = f"the settings name the languages {', '.join(filter(None, declared)) or 'none'}"
        accepted = f"those the texts are in ({', '.join(structure.languages)}); texts of others are dropped"
        yield Problem("wave", found, accepted, "set language and additional_languages to the languages of the texts")
    if "sid" in structure.settings:
        found = f"the survey asks for the number {structure.settings['sid']}; if it is taken, LimeSurvey takes another"
        yield Problem("wave", found, "no number: LimeSurvey gives one", "leave it out and note the number it was given")
    if _TITLE not in structure.texts:
        yield Problem("title", "the survey has no title, and its form would be an error page", "a title", "add title:")
    for setting, texts in structure.texts.items():
        place = _KEY.get(setting, setting)
        yield from _texts(place, "the text", texts, structure.languages)
        longest = _LONGEST_TEXT.get(setting)
        for language, text in texts.items():
            if longest is not None and len(text) > longest:
                found = f"the {language} text has {len(text)} characters (markup characters count as &amp; and so on)"
                hint = f"shorten it by {len(text) - longest}"
                if place == "consent":
                    hint += "; explanations belong into data_protection"
                yield Problem(place, found, f"at most {longest}", hint)
    if not structure.groups:
        yield Problem("wave", "the survey has no section", "at least one", "add sections:")


def _code(question: Question, folded: dict[str, str]) -> Iterator[Problem]:
    accepted = f"a letter, then letters and digits (no underscore, no umlaut), at most {LONGEST} in all"
    if not _QUESTION.fullmatch(question.code):
        found = f"the question code '{question.code}' would be changed in silence, or stop the import half-way"
        yield Problem(question.place, found, accepted, "give the question an id of letters and digits")
    elif question.code.casefold() in TAKEN_AS_QUESTION:
        found = f"the question code '{question.code}' is a word of LimeSurvey's own or a heading of its exports"
        yield Problem(question.place, found, "any other code", "give the question another id")
    if question.code.casefold() in folded:
        found = (
            f"the question code '{question.code}' is that of '{folded[question.code.casefold()]}' too (capital and "
            "small letters are the same); one of the two would get a random code or be lost"
        )
        yield Problem(question.place, found, "every code once", "give one of the two another id")
    folded.setdefault(question.code.casefold(), question.place)


def _parts(question: Question, languages: tuple[str, ...]) -> Iterator[Problem]:
    if question.type not in TYPES:
        found = f"the question type '{question.type}' is none this project writes, and an unknown one stops the import"
        yield Problem(question.place, found, f"one of {', '.join(sorted(TYPES))}", "change the type")
    if question.other and question.type not in WITH_OTHER:
        found = f"a question of type '{question.type}' has no open line 'other'; it would be dropped"
        yield Problem(question.place, found, f"'other' in types {', '.join(sorted(WITH_OTHER))}", "remove other:")
    for wanted, have, what in (
        (question.type in WITH_SUBQUESTIONS, bool(question.subquestions), "items"),
        (question.type in WITH_ANSWERS, bool(question.answers), "answer options"),
    ):
        if wanted != have:
            state = (
                f"the question has no {what}; it would be asked all the same" if wanted else f"the {what} are dropped"
            )
            accepted = f"{what} in a question of type '{question.type}'" if wanted else f"no {what} in this type"
            yield Problem(question.place, state, accepted, "add them" if wanted else "remove them")
    yield from _subquestions(question, languages)
    yield from _answers(question, languages)
    yield from _texts(question.place, "the question", question.text, languages)
    for texts in (question.help, *question.texts.values()):
        if texts:
            yield from _texts(question.place, "its instruction, unit or open line", texts, languages)


def _subquestions(question: Question, languages: tuple[str, ...]) -> Iterator[Problem]:
    accepted = f"1 to {LONGEST} letters and digits, each code once (capital and small letters are the same)"
    folded: set[str] = set()
    for row in question.subquestions:
        code = row.code.casefold()
        if not _SUBQUESTION.fullmatch(row.code):
            found = f"the item code '{row.code}' would be changed in silence, or stop the import half-way"
            yield Problem(row.place, found, accepted, "give the item an id of letters and digits")
        elif code == "time" or (code == "other" and question.other):
            found = f"the item code '{row.code}' is a word of LimeSurvey's own: the item would be renamed or dropped"
            yield Problem(row.place, found, "any other code", "give the item another id")
        if code in folded:
            found = f"the item code '{row.code}' stands in the question twice; one would get a random code or be lost"
            yield Problem(row.place, found, accepted, "give one of the items another id")
        folded.add(code)
        yield from _texts(row.place, "the item", row.text, languages)
        if question.type == ARRAY and any("|" in text for text in row.text.values()):
            found = "the item has a '|', at which LimeSurvey parts it into a left and a right end"
            yield Problem(row.place, found, "an item without '|'", "write 'or', a comma or a slash")


def _answers(question: Question, languages: tuple[str, ...]) -> Iterator[Problem]:
    accepted = f"1 to {LONGEST_ANSWER} letters and digits, each code once (capital and small letters are the same)"
    folded: set[str] = set()
    for answer in question.answers:
        if not _ANSWER.fullmatch(answer.code):
            found = f"the answer code '{answer.code}' is not taken, and the answer is dropped in silence"
            yield Problem(question.place, found, accepted, "use smaller codes in the scale")
        if answer.code.casefold() in folded:
            found = (
                f"the answer code '{answer.code}' stands in the question twice, and one answer is dropped in silence"
            )
            yield Problem(question.place, found, accepted, "give one of the options another code")
        folded.add(answer.code.casefold())
        yield from _texts(question.place, f"the answer '{answer.code}'", answer.text, languages)


def _condition(question: Question, condition: Condition, earlier: dict[str, Question]) -> Iterator[Problem]:
    asked = earlier.get(condition.question)
    if asked is None:
        found = f"it is filtered by '{condition.question}', which is not asked before it; it would always be shown"
        yield Problem(question.place, found, "a question that comes earlier", "mend shown_if, or move the question")
        return
    known = {"Y", "N"} if asked.type == "Y" else {answer.code for answer in asked.answers}
    unknown = sorted(set(condition.answers or ()) - known)
    if asked.type in WITH_SUBQUESTIONS or unknown:
        found = f"it is filtered by '{asked.place}'" + (f" = {unknown[0]}, which is no answer to it" if unknown else "")
        hint = f"filter by {', '.join(sorted(known))}" if known else "filter by a question with one answer"
        yield Problem(question.place, found, "an answer of a question with one answer", hint)


def _texts(place: str, what: str, texts: Texts, languages: Iterable[str]) -> Iterator[Problem]:
    for language in languages:
        text = texts.get(language, "")
        if not text.strip():
            yield Problem(place, f"{what} has no {language} text", "a text in every language", f"add {language}:")
        braces = sorted({character for character in text.replace(_LINK, "") if character in "{}"})
        if braces:
            found = f"{what} has {' and '.join(braces)} ({language}): LimeSurvey evaluates what stands in braces"
            yield Problem(place, found, "a text without braces", "write round or square brackets")
        strange = [character for character in text if _strange(character)]
        if strange:
            name = f"U+{ord(strange[0]):04X}"
            found = f"{what} has a control character ({name}, {language}), which would break the line of the file"
            yield Problem(place, found, "printable characters and line ends", f"delete the character {name}")


def _strange(character: str) -> bool:
    """Whether a character cannot stand in XML or ends the line of a text file."""
    return unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") or character in "\ufffe\uffff"
