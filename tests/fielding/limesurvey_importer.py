"""What LimeSurvey makes of a structure file: its import in miniature, held against what the real one did.

The rules are those of LimeSurvey 6.10 as far as an import was tried; ``test_limesurvey_importer`` runs every tried file
through them and compares with the structure the server had afterwards. Random codes are written ``RANDOM``.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field

from lxml import etree

RANDOM = "RANDOM"
RESERVED = {"LANG", "SID", "SAVEDID", "TOKEN", "QID", "GID", "SGQ", "self", "that", "this"}
TYPES = set("15ABCDEFGHIKLMNOPQRSTUXY!|*:;")
WITH_OTHER = set("L!MP")
FIELDS = {"class", "type/scale", "name", "relevance", "text", "help", "language", "validation", "mandatory", "other",
          "same_default", "default"}  # fmt: skip
TRANSLATED = {"suffix", "other_replace_text"}


class ImportFailedError(Exception):
    """The server answers with an error; half a survey may be left."""


@dataclass
class Part:
    """A group, question, subquestion or answer as it is in the survey afterwards."""

    code: str
    texts: dict[str, str]
    type: str = ""
    help: dict[str, str] = field(default_factory=dict)
    relevance: str = ""
    mandatory: str = "N"
    other: str = "N"
    attributes: dict[tuple[str, str], str] = field(default_factory=dict)
    questions: list[Part] = field(default_factory=list)
    subquestions: list[Part] = field(default_factory=list)
    answers: list[Part] = field(default_factory=list)


@dataclass
class Survey:
    """A survey after its import."""

    languages: list[str]
    settings: dict[str, str]
    texts: dict[str, dict[str, str]]
    groups: list[Part]

    @property
    def questions(self):
        return [question for group in self.groups for question in group.questions]

    @property
    def activates(self):
        return bool(self.groups) and all(group.questions for group in self.groups)

    def listed(self):
        """As the remote control lists questions: code, type, kind, mandatory, other."""
        rows = []
        for question in self.questions:
            rows.append([question.code, question.type, "q", question.mandatory, question.other])
            rows += [[row.code, question.type, "sub", "N", "N"] for row in question.subquestions]
        return rows


def tab_separated(content):
    """The survey that the import of a tab-separated file makes."""
    text = re.sub("\r\n|[\n\r\v\f\x85\u2028\u2029]", "\n", content.decode("utf-8", errors="replace"))
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter="\t"))
    if not rows:
        raise ImportFailedError
    header = [name.strip() for name in rows[0]]
    cells = [dict(zip(header, map(_unquoted, row), strict=False)) for row in rows[1:] if row]
    if "class" not in header:
        return Survey([], {}, {}, [])
    settings = {row["name"]: row["text"] for row in cells if row["class"] == "S"}
    if not settings or ("language" not in header):
        raise ImportFailedError
    languages = [settings.get("language", "en"), *settings.get("additional_languages", "").split()]
    texts: dict[str, dict[str, str]] = {}
    for row in cells:
        if row["class"] == "SL" and row["language"] in languages:
            texts.setdefault(row["name"], {})[row["language"]] = row["text"]
    return _survey(languages, settings, texts, _groups(cells, languages))


def _unquoted(cell):
    return cell[1:-1].replace('""', '"') if re.fullmatch('".*"', cell) else cell


def _groups(rows, languages):
    """Groups with raw codes; the same code again in the same place is a translation."""
    groups: dict[str, Part] = {}
    group = question = None
    counter, last = 0, ""
    for row in rows:
        kind, language = row["class"], row.get("language", "")
        if kind == "G":
            counter = counter if language == last else 0
            last = language
            key = row["type/scale"] or f"G{counter}"
            counter += not row["type/scale"]
            group = groups.setdefault(key, Part(key, {}))
            group.texts[language] = row["name"]
        elif kind == "Q" and group is not None:
            question = _same(group.questions, row, language)
            question.type, question.relevance = row["type/scale"], row["relevance"]
            question.mandatory, question.other = row.get("mandatory") or "N", row.get("other") or "N"
            question.help[language] = row.get("help", "")
            for name in set(row) - FIELDS - {"", "id", "related_id", "encrypted", "same_script"}:
                if row[name]:
                    question.attributes[name, language if name in TRANSLATED else ""] = row[name]
        elif kind == "SQ" and question is not None:
            if row["name"] != "other" or question.other != "Y":
                _same(question.subquestions, row, language).relevance = row["relevance"]
        elif kind == "A" and question is not None:
            _same(question.answers, row, language)
    kept = [group for group in groups.values() if set(group.texts) & set(languages)]
    for group in kept:
        group.questions = [question for question in group.questions if set(question.texts) & set(languages)]
    return kept


def _same(parts, row, language):
    for part in parts:
        if part.code == row["name"]:
            part.texts[language] = row["text"]
            return part
    parts.append(Part(row["name"], {language: row["text"]}))
    return parts[-1]


def lss(content):
    """The survey that the import of an ``.lss`` file makes."""
    root = etree.fromstring(content)
    tables = {
        section.tag: [{cell.tag: cell.text or "" for cell in row} for row in section.findall("rows/row")]
        for section in root
    }
    if root.findtext("LimeSurveyDocType") != "Survey" or not tables.get("surveys"):
        raise ImportFailedError
    languages = [language.text for language in root.findall("languages/language")]
    texts: dict[str, dict[str, str]] = {}
    for row in tables.get("surveys_languagesettings", []):
        language = row.pop("surveyls_language")
        for name in set(row) - {"surveyls_survey_id"}:
            texts.setdefault(name, {})[language] = row[name]
    settings = {name: value for name, value in tables["surveys"][0].items() if name != "gsid"}
    return _survey(languages, settings, texts, _joined(tables))


def _joined(tables):
    """Groups with their questions, put together by their numbers."""
    groups = {row["gid"]: Part(row["group_order"], {}) for row in tables["groups"]}
    for row in tables["group_l10ns"]:
        groups[row["gid"]].texts[row["language"]] = row["group_name"]
    parts: dict[str, Part] = {}
    for row in _ordered(tables["questions"], "question_order"):
        question = Part(row["title"], {}, row["type"], {}, row.get("relevance", ""), row["mandatory"], row["other"])
        parts[row["qid"]] = question
        groups[row["gid"]].questions.append(question)
    for row in _ordered(tables.get("subquestions", []), "question_order"):
        parts[row["qid"]] = Part(row["title"], {}, relevance=row["relevance"])
        parts[row["parent_qid"]].subquestions.append(parts[row["qid"]])
    for row in tables["question_l10ns"]:
        parts[row["qid"]].texts[row["language"]] = row["question"]
        parts[row["qid"]].help[row["language"]] = row["help"]
    answers = {}
    for row in _ordered(tables.get("answers", []), "sortorder"):
        answers[row["aid"]] = Part(row["code"], {})
        parts[row["qid"]].answers.append(answers[row["aid"]])
    for row in tables.get("answer_l10ns", []):
        answers[row["aid"]].texts[row["language"]] = row["answer"]
    for row in tables.get("question_attributes", []):
        parts[row["qid"]].attributes[row["attribute"], row["language"]] = row["value"]
    return sorted(groups.values(), key=lambda group: int(group.code))


def _ordered(rows, by):
    return sorted(rows, key=lambda row: int(row[by]))


def _survey(languages, settings, texts, groups):
    """The survey with codes as LimeSurvey leaves them."""
    if any(len(title) > 200 for title in texts.get("surveyls_title", {}).values()):
        raise ImportFailedError
    if any(len(label) > 192 for label in texts.get("surveyls_policy_notice_label", {}).values()):
        raise ImportFailedError
    taken: set[str] = set()
    for question in (question for group in groups for question in group.questions):
        if question.type not in TYPES or question.mandatory not in ("Y", "S", "N"):
            raise ImportFailedError
        if question.type not in WITH_OTHER:
            question.other = "N"
        question.code = _code(question.code, taken, r"[A-Za-z][A-Za-z0-9]*", "q", RESERVED)
        rows: set[str] = set()
        for row in question.subquestions:
            row.code = _code(row.code, rows, r"[A-z0-9]*", "", {"time"})
        kept: dict[str, Part] = {}
        for answer in question.answers:
            if re.fullmatch(r"[A-Za-z0-9]{1,5}", answer.code):
                kept.setdefault(answer.code, answer)
        question.answers = list(kept.values())
    return Survey(languages, settings, texts, groups)


def _code(code, taken, pattern, prefix, reserved):
    if len(code) > 20:
        raise ImportFailedError
    if not re.fullmatch(pattern, code):
        code = re.sub("[^A-Za-z0-9]", "", code)
        code = prefix + code if code[:1].isdigit() else code
    if code.casefold() in taken or code in reserved or not code:
        return RANDOM
    taken.add(code.casefold())
    return code
