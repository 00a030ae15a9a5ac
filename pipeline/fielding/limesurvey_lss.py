"""The structure file ``.lss``: the same survey as XML, as LimeSurvey itself exports it.

Sections and fields are those without which an import fails or loses something. The survey brings no number of its own:
LimeSurvey would keep it if it is free and silently take another if it is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.fielding.limesurvey_model import Question, Structure, Texts

Row = dict[str, str]

DB_VERSION = "627"
"""Of LimeSurvey 6.10. Older and newer versions take the file; a very small number would make them convert it."""

_OLD_NUMBER = "111111"  # what the parts call their survey; the importer puts the new number in its place


def survey_xml(structure: Structure) -> bytes:
    """The survey as LimeSurvey XML; the same survey always gives the same bytes."""
    from lxml import etree

    root = etree.Element("document")
    etree.SubElement(root, "LimeSurveyDocType").text = "Survey"
    etree.SubElement(root, "DBVersion").text = DB_VERSION
    languages = etree.SubElement(root, "languages")
    for language in structure.languages:
        etree.SubElement(languages, "language").text = language
    for name, rows in _Tables(structure).tables.items():
        if rows:
            parent = etree.SubElement(etree.SubElement(root, name), "rows")
            for row in rows:
                element = etree.SubElement(parent, "row")
                for field, value in row.items():
                    etree.SubElement(element, field).text = etree.CDATA(value)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


class _Tables:
    """The rows of LimeSurvey's tables; every part gets the next number of its kind."""

    def __init__(self, structure: Structure) -> None:
        self.tables: dict[str, list[Row]] = {
            name: []
            for name in (
                "answers", "answer_l10ns", "groups", "group_l10ns", "questions", "subquestions", "question_l10ns",
                "question_attributes", "surveys", "surveys_languagesettings",
            )
        }  # fmt: skip
        self._questions = 0
        self.tables["surveys"].append({"gsid": "1", **structure.settings})
        for language in structure.languages:
            own = {name: texts[language] for name, texts in structure.texts.items()}
            row = {"surveyls_survey_id": _OLD_NUMBER, "surveyls_language": language, **own}
            self.tables["surveys_languagesettings"].append(row)
        for gid, group in enumerate(structure.groups, start=1):
            self._add(
                "groups",
                {"gid": str(gid), "sid": _OLD_NUMBER, "group_order": str(gid), "randomization_group": "", "grelevance": "1"},
            )  # fmt: skip
            self._translate(
                "group_l10ns", "gid", gid, {"group_name": group.title, "description": {}}, structure.languages
            )
            for order, question in enumerate(group.questions, start=1):
                self._question(question, gid, order, structure.languages)

    def _add(self, table: str, row: Row) -> None:
        self.tables[table].append(row)

    def _translate(
        self, table: str, key: str, number: int, texts: Mapping[str, Texts], languages: Iterable[str]
    ) -> None:
        for language in languages:
            translated = {field: wordings.get(language, "") for field, wordings in texts.items()}
            row = {"id": str(len(self.tables[table]) + 1), key: str(number), **translated, "language": language}
            self._add(table, row)

    def _question(self, question: Question, gid: int, order: int, languages: tuple[str, ...]) -> None:
        qid = self._one(
            "questions", gid=gid, parent=0, kind=question.type, code=question.code, order=order,
            relevance=question.relevance, mandatory=question.mandatory, other=question.other,
        )  # fmt: skip
        self._translate("question_l10ns", "qid", qid, {"question": question.text, "help": question.help}, languages)
        for place, row in enumerate(question.subquestions, start=1):
            number = self._one("subquestions", gid=gid, parent=qid, kind=question.type, code=row.code, order=place)
            self._translate("question_l10ns", "qid", number, {"question": row.text, "help": {}}, languages)
        for place, answer in enumerate(question.answers, start=1):
            aid = len(self.tables["answers"]) + 1
            self._add(
                "answers",
                {"aid": str(aid), "qid": str(qid), "code": answer.code, "sortorder": str(place),
                 "assessment_value": "0", "scale_id": "0"},
            )  # fmt: skip
            self._translate("answer_l10ns", "aid", aid, {"answer": answer.text}, languages)
        for name, value in question.attributes.items():
            self._add("question_attributes", {"qid": str(qid), "attribute": name, "value": value, "language": ""})
        for name, texts in question.texts.items():
            for language in languages:
                row = {"qid": str(qid), "attribute": name, "value": texts[language], "language": language}
                self._add("question_attributes", row)

    def _one(
        self,
        table: str,
        *,
        gid: int,
        parent: int,
        kind: str,
        code: str,
        order: int,
        relevance: str = "1",
        mandatory: bool = False,
        other: bool = False,
    ) -> int:
        self._questions += 1
        yes_no = {True: "Y", False: "N"}
        self._add(
            table,
            {"qid": str(self._questions), "parent_qid": str(parent), "sid": _OLD_NUMBER, "gid": str(gid), "type": kind,
             "title": code, "other": yes_no[other], "mandatory": yes_no[mandatory], "encrypted": "N",
             "question_order": str(order), "scale_id": "0", "same_default": "0", "relevance": relevance},
        )  # fmt: skip
        return self._questions
