"""From a wave to a LimeSurvey survey: sections become pages, batteries arrays, filters relevance equations.

Question types: *single* a list of radio buttons (a drop-down list from 12 options), *battery* an array,
*multiple* a multiple choice with an open line, *yes_no*, *number* with limits and unit, *text* a long text, or one line
where it is an unnumbered part of a numbered question.

Settings: no IP address, no referrer, no times per question, no quota, no time limit. Answers are **not** set to
anonymous in the tool's sense, because it would drop the access code, without which nobody can be reminded, answers
given twice are not noticed and waves cannot be linked; the access code is replaced by a keyed pseudonym when the export
is read. Date and time stay on: without them the tool writes 1980-01-01 as the date of every answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.fielding.limesurvey_codes import TAKEN_AS_QUESTION, TAKEN_AS_SUBQUESTION, answer_code, codes
from pipeline.fielding.limesurvey_model import (
    ARRAY,
    DROPDOWN,
    LINE,
    LIST,
    LONG_TEXT,
    MULTIPLE,
    NUMBER,
    YES_NO,
    Answer,
    Condition,
    Group,
    Question,
    Structure,
    Subquestion,
    paragraphs,
    to_html,
)
from pipeline.fielding.texts import MANY, full_text, is_line, plain, wave_texts
from pipeline.questionnaire import LANGUAGES, QuestionType, variable_name
from pipeline.wording import phrase
from pipeline.wording.fielding import FIELDING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pipeline.fielding.limesurvey_model import Texts
    from pipeline.questionnaire import Questionnaire
    from pipeline.questionnaire.model import Question as Asked
    from pipeline.questionnaire.model import Section, Text, Wave

SETTINGS = {
    "format": "G",
    "anonymized": "N",
    "datestamp": "Y",
    "ipaddr": "N",
    "ipanonymize": "Y",
    "refurl": "N",
    "savetimings": "N",
    "usecookie": "N",
    "usecaptcha": "N",
    "allowregister": "N",
    "allowsave": "Y",
    "allowprev": "Y",
    "tokenanswerspersistence": "Y",
    "alloweditaftercompletion": "N",
    "tokenlength": "15",
    "printanswers": "N",
    "listpublic": "N",
    "publicstatistics": "N",
    "publicgraphs": "N",
    "assessments": "N",
    "autoredirect": "N",
    "sendconfirmation": "N",
    "htmlemail": "Y",
    "showwelcome": "Y",
    "showsurveypolicynotice": "1",
    "showprogress": "Y",
    "shownoanswer": "Y",
    "showxquestions": "N",
    "showgroupinfo": "N",
    "showqnumcode": "X",
    "questionindex": "0",
    "navigationdelay": "0",
    "nokeyboard": "N",
}
"""Settings of every survey; all that matters is said, so that no default of an installation decides."""

_NUMBER_FORMAT = {"de": "1", "en": "0"}  # decimal comma, decimal point
_TYPES = {
    QuestionType.BATTERY: ARRAY,
    QuestionType.MULTIPLE: MULTIPLE,
    QuestionType.YES_NO: YES_NO,
    QuestionType.NUMBER: NUMBER,
}
_YES_NO = {1: "Y", 2: "N"}


@dataclass(frozen=True)
class Names:
    """The codes of a wave: questions by id, items by question id and item id."""

    questions: Mapping[str, str]
    items: Mapping[tuple[str, str], str]

    @classmethod
    def of(cls, wave: Wave) -> Names:
        """The codes of all questions and items of a wave."""
        questions = codes((question.id for question in wave.questions), TAKEN_AS_QUESTION)
        items = {
            (question.id, item): code
            for question in wave.questions
            for item, code in codes((item.id for item in question.items), TAKEN_AS_SUBQUESTION).items()
        }
        return cls(questions, items)


def build(questionnaire: Questionnaire, wave_id: str) -> Structure:
    """The survey of one wave in every language; the first of :data:`LANGUAGES` is its base language.

    Raises
    ------
    KeyError
        If there is no such wave.
    """
    wave = questionnaire.wave(wave_id)
    names = Names.of(wave)
    settings = {"language": LANGUAGES[0], "additional_languages": " ".join(LANGUAGES[1:]), **SETTINGS}
    groups = tuple(_group(questionnaire, wave, section, names) for section in wave.sections)
    return Structure(tuple(LANGUAGES), settings, _survey_texts(wave), groups)


def _survey_texts(wave: Wave) -> dict[str, Texts]:
    texts = wave_texts(wave)
    missing = {lg: to_html(phrase(FIELDING, "consent_missing", lg)) for lg in LANGUAGES}
    return {
        "surveyls_title": _each(to_html, texts.title),
        "surveyls_welcometext": _each(paragraphs, texts.welcome),
        "surveyls_policy_notice": _each(paragraphs, texts.data_protection),
        "surveyls_policy_notice_label": _each(to_html, texts.consent),
        "surveyls_policy_error": missing,
        "surveyls_endtext": _each(paragraphs, texts.end_text),
        "surveyls_email_invite_subj": _mail("invitation_subject", wave, to_html),
        "surveyls_email_invite": _mail("invitation", wave, paragraphs),
        "surveyls_email_remind_subj": _mail("reminder_subject", wave, to_html),
        "surveyls_email_remind": _mail("reminder", wave, paragraphs),
        "surveyls_dateformat": dict.fromkeys(LANGUAGES, "1"),
        "surveyls_numberformat": {lg: _NUMBER_FORMAT[lg] for lg in LANGUAGES},
    }


def _mail(key: str, wave: Wave, convert: Callable[[str], str]) -> Texts:
    texts = wave_texts(wave)
    return {
        lg: convert(phrase(FIELDING, key, lg, title=texts.title[lg], contact=texts.contact[lg], link="{SURVEYURL}"))
        for lg in LANGUAGES
    }


def _each(convert: Callable[[str], str], text: Text) -> Texts:
    return {language: convert(text[language]) for language in LANGUAGES}


def _group(questionnaire: Questionnaire, wave: Wave, section: Section, names: Names) -> Group:
    questions = tuple(_question(questionnaire, wave, question, names) for question in section.questions)
    return Group(_each(to_html, section.title), questions, section.id)


def _question(questionnaire: Questionnaire, wave: Wave, asked: Asked, names: Names) -> Question:
    kind = _type(questionnaire, wave, asked)
    attributes: dict[str, str] = {}
    texts: dict[str, Texts] = {}
    if asked.minimum is not None:
        attributes["min_num_value_n"] = plain(asked.minimum)
    if asked.maximum is not None:
        attributes["max_num_value_n"] = plain(asked.maximum)
    if asked.unit is not None:
        texts["suffix"] = _each(to_html, asked.unit)
    if asked.other is not None:
        texts["other_replace_text"] = _each(to_html, asked.other)
    if asked.instruction is not None and kind in (LIST, DROPDOWN, MULTIPLE):
        attributes["hide_tip"] = "1"  # LimeSurvey's own "choose one of the following answers"
    options = questionnaire.scale(asked.scale).options if asked.scale else ()
    return Question(
        code=names.questions[asked.id],
        type=kind,
        text={language: to_html(text) for language, text in full_text(asked).items()},
        place=asked.id,
        help=_each(to_html, asked.instruction) if asked.instruction else {},
        mandatory=asked.mandatory,
        other=asked.other is not None,
        conditions=_conditions(wave, asked, names),
        subquestions=tuple(
            Subquestion(names.items[asked.id, item.id], _each(to_html, item.label), variable_name(asked.id, item.id))
            for item in asked.items
        ),
        answers=tuple(Answer(answer_code(option.code), _each(to_html, option.label)) for option in options),
        attributes=attributes,
        texts=texts,
    )


def _type(questionnaire: Questionnaire, wave: Wave, asked: Asked) -> str:
    if asked.type is QuestionType.SINGLE:
        return LIST if len(questionnaire.scale(asked.scale or "").options) < MANY else DROPDOWN
    if asked.type is QuestionType.TEXT:
        return LINE if is_line(wave, asked) else LONG_TEXT
    return _TYPES[asked.type]


def _conditions(wave: Wave, asked: Asked, names: Names) -> tuple[Condition, ...]:
    conditions = []
    for other, wanted in (asked.shown_if or {}).items():
        kind = wave.question(other).type
        if kind in (QuestionType.NUMBER, QuestionType.TEXT):
            answers = None
        elif kind is QuestionType.YES_NO:
            answers = tuple(_YES_NO[code] for code in wanted)
        else:
            answers = tuple(answer_code(code) for code in wanted)
        conditions.append(Condition(names.questions[other], answers))
    return tuple(conditions)
