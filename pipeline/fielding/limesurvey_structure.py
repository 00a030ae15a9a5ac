"""The tab-separated structure file (``.txt``) that LimeSurvey imports a survey from.

One row per setting, group, question, subquestion and answer; the whole survey in the base language first, then again in
every other, in the same order: the importer knows a translation by its place and its code. Only columns that the
importer reads as what they are, because it takes every other for an advanced setting of the question.

The importer guesses the encoding from the first :data:`SAMPLE` bytes. A byte order mark settles that, and nothing but
plain ASCII follows it in that part, so that no letter is cut in two at its end.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.fielding.limesurvey_model import Question, Structure

COLUMNS = ("class", "type/scale", "name", "relevance", "text", "help", "language", "mandatory", "other")
SAMPLE = 1000
_YES_NO = {True: "Y", False: "N"}


def tab_separated(structure: Structure) -> bytes:
    """The structure file as UTF-8 with a byte order mark; the same survey always gives the same bytes."""
    attributes = sorted({name for question in structure.questions for name in (*question.attributes, *question.texts)})
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, (*COLUMNS, *attributes), restval="", delimiter="\t", lineterminator="\n")
    writer.writeheader()
    writer.writerows(_rows(structure))
    return stream.getvalue().encode("utf-8-sig")


def _rows(structure: Structure) -> Iterator[dict[str, str]]:
    for name, value in structure.settings.items():
        yield {"class": "S", "name": name, "text": value}
    for language in structure.languages:
        for name, texts in structure.texts.items():
            yield {"class": "SL", "name": name, "text": texts[language], "language": language}
    for language in structure.languages:
        for number, group in enumerate(structure.groups, start=1):
            yield {
                "class": "G", "type/scale": str(number), "name": group.title[language], "relevance": "1",
                "language": language,
            }  # fmt: skip
            for question in group.questions:
                yield from _question(question, language, base=language == structure.languages[0])


def _question(question: Question, language: str, *, base: bool) -> Iterator[dict[str, str]]:
    yield {
        "class": "Q",
        "type/scale": question.type,
        "name": question.code,
        "relevance": question.relevance,
        "text": question.text[language],
        "help": question.help.get(language, ""),
        "language": language,
        "mandatory": _YES_NO[question.mandatory],
        "other": _YES_NO[question.other],
        **(question.attributes if base else {}),
        **{name: texts[language] for name, texts in question.texts.items()},
    }
    for row in question.subquestions:
        yield {
            "class": "SQ", "type/scale": "0", "name": row.code, "relevance": "1", "text": row.text[language],
            "language": language,
        }  # fmt: skip
    for answer in question.answers:
        yield {
            "class": "A", "type/scale": "0", "name": answer.code, "text": answer.text[language], "language": language
        }  # fmt: skip
