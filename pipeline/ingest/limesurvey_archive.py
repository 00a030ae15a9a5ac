"""Archives of LimeSurvey (.lsa): the responses as XML, and the structure that explains the names of their columns.

The responses name their columns by ids (``201602X6X114dezentral``); the structure in the same archive has the codes. A
null field is absent and an empty answer an empty element, so nothing is lost. The list of participants that may lie in
the archive is never opened.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.ingest.export import Confidence, Export, Likeness, check_size, text_frame, whole, zip_entries
from pipeline.ingest.limesurvey_stata import elements
from pipeline.ingest.problems import IngestError, Problem, listing

if TYPE_CHECKING:
    from pathlib import Path

_FIELD = re.compile(r"\d+X(?P<group>\d+)X(?P<rest>\d.*)")
_SCALE = re.compile(r"(?P<row>.+)#(?P<scale>\d+)")
_AGAIN = "fetch the archive again from LimeSurvey (Display/Export - Survey archive), or export the responses as CSV"


def looks_like(head: bytes) -> Likeness | None:
    """A ZIP archive whose first file is a survey structure."""
    if head.startswith(b"PK\x03\x04") and any(name.endswith((".lss", ".lsr")) for name in zip_entries(head)):
        return Likeness(Confidence.CERTAIN, "a LimeSurvey archive (.lsa)")
    return None


def read(path: Path, file: str) -> Export:
    """Read the responses of an archive.

    Raises
    ------
    IngestError
        If the archive is damaged, holds no responses or several surveys, or names a column its structure lacks.
    """
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(whole(path, file, "a LimeSurvey archive"))) as archive:
            structure, responses = (_only(archive, file, ending) for ending in (".lss", "_responses.lsr"))
        questions = _questions(structure)
        names, cells = _responses(responses)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, EOFError) as error:
        found = f"the archive is cut off or damaged ({str(error).split(',')[0]})"
        raise IngestError([Problem(file, found, "a LimeSurvey archive", _AGAIN)]) from None
    named = [_column(name, questions) for name in names]
    unknown = [name for name, column in zip(names, named, strict=True) if column is None]
    if unknown:
        found = f"the structure in the archive has no question for {len(unknown)} columns: {listing(unknown)}"
        raise IngestError([Problem(file, found, "structure and responses of one survey", _AGAIN)])
    columns = [[response.get(name) for response in cells] for name in names]
    return Export(
        file,
        "lsa",
        tuple(heading for heading, _ in filter(None, named)),
        text_frame(columns),
        null_distinguished=True,
        settings={"encoding": "utf-8"},
        labels=tuple(label for _, label in filter(None, named)),
        blanks_written=False,
    )


def _only(archive: zipfile.ZipFile, file: str, ending: str) -> bytes:
    names = [name for name in archive.namelist() if name.endswith(ending)]
    if len(names) != 1:
        found = f"the archive holds {len(names)} files *{ending}"
        hint = "the survey may never have been activated, or several archives were put together; " + _AGAIN
        raise IngestError([Problem(file, found, "exactly one", hint)])
    check_size(archive.getinfo(names[0]).file_size, file, f"an archive with {names[0]}")
    return archive.read(names[0])


def _name(tag: str) -> str:
    """The name of a column from that of its element, in which LimeSurvey masks what XML forbids."""
    return tag.removeprefix("_").replace("-", "#")


@dataclass
class _Question:
    """A question of the structure; ``rows`` are the codes of its subquestions."""

    group: str
    code: str
    text: str = ""
    rows: set[str] = field(default_factory=set)


def _questions(structure: bytes) -> dict[str, _Question]:
    """Every question by its id."""
    questions: dict[str, _Question] = {}
    for row in elements(structure, ("row",)):
        values = {cell.tag: cell.text or "" for cell in row}
        section = row.getparent().getparent().tag
        if section == "questions":
            questions[values["qid"]] = _Question(values["gid"], values["title"])
        elif section == "subquestions" and values["parent_qid"] in questions:
            questions[values["parent_qid"]].rows.add(values["title"])
        elif section == "question_l10ns" and values["qid"] in questions:
            questions[values["qid"]].text = questions[values["qid"]].text or values.get("question", "")
    return questions


def _responses(document: bytes) -> tuple[list[str], list[dict[str, str]]]:
    """Names of the columns, and for each response the cells that are not null."""
    fields, responses = [], []
    for element in elements(document, ("fieldname", "row")):
        if element.tag == "fieldname":
            fields.append(element.text or "")
        else:
            responses.append({_name(cell.tag): cell.text or "" for cell in element})
    return fields, responses


def _column(name: str, questions: dict[str, _Question]) -> tuple[str, str] | None:
    """Heading and text of a column: ``q07[dezentral]`` for ``201602X6X114dezentral``, other names as they stand.

    Ids and codes of rows may run together (``1145`` is question 114, row 5, or question 1145): the group must be
    right, and a row that the question has is preferred.
    """
    match = _FIELD.fullmatch(name)
    if match is None:
        return name, ""
    rest = match["rest"]
    candidates = [(questions.get(rest[:end]), rest[end:]) for end in range(len(rest), 0, -1)]
    fitting = [(question, row) for question, row in candidates if question and question.group == match["group"]]
    if not fitting:
        return None
    question, row = next(((question, row) for question, row in fitting if row in ("", *question.rows)), fitting[0])
    return f"{question.code}{_bracket(row)}", question.text


def _bracket(suffix: str) -> str:
    """The part in brackets of a code heading; a second scale counts from 1 there."""
    if not suffix:
        return ""
    dual = _SCALE.fullmatch(suffix)
    return f"[{dual['row']}][{int(dual['scale']) + 1}]" if dual else f"[{suffix}]"
