"""Whether a DDI-Codebook document is sound: rules of our own that need no schema, and the official schema where it is.

The schema is not part of this project. It can be had from the DDI Alliance (``docs/archive.md`` says where); the folder
with ``codebook.xsd`` is then given to :func:`validate`.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pipeline.fielding.artefact import FieldingError, Problem
from pipeline.fielding.ddi_xml import NAMESPACE, XML_LANG
from pipeline.project import ProjectError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from lxml.etree import _Element as Element

CHILDREN: Mapping[str, tuple[str, ...]] = {
    "codeBook": ("docDscr", "stdyDscr", "fileDscr", "dataDscr"),
    "docDscr": ("citation", "notes"),
    "stdyDscr": ("citation", "stdyInfo", "method", "dataAccs", "othrStdyMat", "notes"),
    "citation": ("titlStmt", "prodStmt", "verStmt"),
    "titlStmt": ("titl", "subTitl", "parTitl", "IDNo"),
    "prodStmt": ("producer", "prodDate", "software"),
    "verStmt": ("version",),
    "stdyInfo": ("subject", "abstract", "sumDscr"),
    "subject": ("keyword",),
    "sumDscr": ("collDate", "nation", "geogCover", "anlyUnit", "universe", "dataKind"),
    "method": ("dataColl", "anlyInfo"),
    "dataColl": ("timeMeth", "sampProc", "targetSampleSize", "collMode", "resInstru", "weight", "cleanOps"),
    "targetSampleSize": ("sampleSize",),
    "anlyInfo": ("respRate",),
    "dataAccs": ("useStmt",),
    "useStmt": ("restrctn", "contact", "disclaimer"),
    "othrStdyMat": ("relMat",),
    "fileDscr": ("fileTxt",),
    "fileTxt": ("fileName", "dataFingerprint", "fileCont", "dimensns", "fileType"),
    "dataFingerprint": ("digitalFingerprintValue", "algorithmSpecification"),
    "dimensns": ("caseQnty", "varQnty"),
    "dataDscr": ("varGrp", "var", "notes"),
    "varGrp": ("labl", "txt", "concept", "universe"),
    "var": (
        "labl", "qstn", "valrng", "invalrng", "universe", "sumStat", "txt", "catgry", "concept", "varFormat", "notes",
    ),
    "qstn": ("preQTxt", "qstnLit", "ivuInstr"),
    "valrng": ("range",),
    "invalrng": ("item",),
    "catgry": ("catValu", "labl", "txt", "catStat"),
    "anlyUnit": ("concept",),
    "timeMeth": ("concept",),
    "sampProc": ("concept",),
    "collMode": ("concept",),
}  # fmt: skip
"""Which elements an element may hold, in the order the schema wants; those left out hold text alone."""

REQUIRED: Mapping[str, tuple[str, ...]] = {
    "codeBook": ("stdyDscr",),
    "stdyDscr": ("citation",),
    "citation": ("titlStmt",),
    "titlStmt": ("titl",),
    "invalrng": ("item",),
    "valrng": ("range",),
}
ONCE: Mapping[str, tuple[str, ...]] = {
    "docDscr": ("citation",),
    "citation": ("titlStmt", "prodStmt"),
    "titlStmt": ("titl",),
    "method": ("anlyInfo",),
    "targetSampleSize": ("sampleSize",),
    "fileTxt": ("fileCont", "dimensns"),
    "dataFingerprint": ("digitalFingerprintValue", "algorithmSpecification"),
    "var": ("varFormat",),
    "catgry": ("catValu",),
}
"""Elements that DDI-Codebook 2.5 allows once only, even where 2.6 allows more."""
ATTRIBUTES: Mapping[str, tuple[str, ...]] = {
    "var": ("ID", "name"),
    "sumStat": ("type",),
    "item": ("VALUE",),
    "dataFingerprint": ("type",),
}
"""Attributes an element must have."""
REFERENCES: Mapping[str, Mapping[str, str]] = {
    "varGrp": {"var": "var", "varGrp": "varGrp"},
    "var": {"files": "fileDscr"},
}
"""Attributes that name ids, and of which element these are."""

_FAMILY = "ddi:codebook:"
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")
_ONE_PER_LANGUAGE = ("labl", "qstnLit", "preQTxt", "ivuInstr", "abstract")


def check(document: Element, wave: str) -> None:
    """Refuse a document that breaks one of our rules.

    Raises
    ------
    FieldingError
        With every rule that is broken, by the id of the element.
    """
    found = list(problems(document))
    if found:
        raise FieldingError(wave, "DDI-Codebook", found)


def problems(document: Element) -> Iterator[Problem]:
    """Every rule that a document breaks: order, ids, references, languages, codes."""
    by_id: dict[str, str] = {}
    for element in document.iter("*"):
        given = element.get("ID")
        if given is None:
            continue
        if not _NAME.fullmatch(given):
            yield _problem(element, f"the id '{given}'", "letters, digits, '_', '-' and '.', beginning with a letter")
        if given in by_id:
            yield _problem(element, f"the id '{given}' stands there twice", "an id of its own")
        by_id[given] = _tag(element)
    for element in document.iter("*"):
        yield from _structure(element)
        yield from _references(element, by_id)
        yield from _languages(element)
        yield from _codes(element)


def _structure(element: Element) -> Iterator[Problem]:
    tag = _tag(element)
    if not element.tag.startswith(f"{{{NAMESPACE}}}"):
        yield _problem(element, f"<{tag}> outside the namespace", NAMESPACE)
        return
    known = CHILDREN.get(tag, ())
    inside = [_tag(child) for child in element]
    for child in dict.fromkeys(inside):
        if child not in known:
            yield _problem(element, f"<{child}> in <{tag}>", f"only {', '.join(known) or 'text'}")
    places = [known.index(child) for child in inside if child in known]
    if places != sorted(places):
        yield _problem(element, f"the order {', '.join(dict.fromkeys(inside))} in <{tag}>", ", ".join(known))
    if not known and not (element.text or "").strip() and tag not in ("item", "range", "varFormat"):
        yield _problem(element, f"<{tag}> is empty", "a text")
    yield from _presence(element, inside)


def _presence(element: Element, inside: list[str]) -> Iterator[Problem]:
    """What must be there, what may be there once."""
    tag = _tag(element)
    for needed in REQUIRED.get(tag, ()):
        if needed not in inside:
            yield _problem(element, f"<{tag}> without <{needed}>", f"one <{needed}>")
    for single in ONCE.get(tag, ()):
        if inside.count(single) > 1:
            yield _problem(element, f"<{single}> {inside.count(single)} times in <{tag}>", "once")
    for name in ATTRIBUTES.get(tag, ()):
        if not element.get(name):
            yield _problem(element, f"<{tag}> without {name}", f"the attribute {name}")


def _references(element: Element, by_id: Mapping[str, str]) -> Iterator[Problem]:
    for name, wanted in REFERENCES.get(_tag(element), {}).items():
        for given in (element.get(name) or "").split():
            if by_id.get(given) != wanted:
                yield _problem(element, f"{name} names '{given}'", f"the id of a <{wanted}>")


def _languages(element: Element) -> Iterator[Problem]:
    seen = Counter((_tag(child), child.get(XML_LANG)) for child in element if _tag(child) in _ONE_PER_LANGUAGE)
    for (tag, language), times in seen.items():
        if times > 1:
            yield _problem(element, f"<{tag}> {times} times in {language or 'no language'}", "one in each language")


def _codes(element: Element) -> Iterator[Problem]:
    if _tag(element) != "var":
        return
    codes = Counter(value.text for value in element.iter(f"{{{NAMESPACE}}}catValu"))
    for code, times in codes.items():
        if times > 1:
            yield _problem(element, f"the code {code} stands there {times} times", "every code once")


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _problem(element: Element, found: str, accepted: str) -> Problem:
    named = next((each.get("ID") for each in (element, *element.iterancestors()) if each.get("ID")), _tag(element))
    return Problem(named, found, accepted, "report it: our own description should not break the rules of DDI-Codebook")


def validate(content: bytes, folder: Path, wave: str) -> str:
    """Check a document against the official schema in ``folder``; returns what it was checked against, in words.

    A later version of the schema has another namespace and is said to accept documents of 2.5; the document is then
    checked as if it were of that version.

    Raises
    ------
    ProjectError
        If there is no ``codebook.xsd`` in the folder, or it cannot be read as the schema of DDI-Codebook.
    FieldingError
        With every line of the document that breaks the schema.
    """
    from lxml import etree

    path = folder / "codebook.xsd"
    if not path.is_file():
        msg = (
            f"Looked for the schema of DDI-Codebook at {path}; there is no such file.\n"
            "Hint: give the folder that holds codebook.xsd; docs/archive.md says where to get it."
        )
        raise ProjectError(msg)
    parser = etree.XMLParser(no_network=True)
    try:
        source = etree.parse(str(path), parser)
        schema = etree.XMLSchema(source)
    except (etree.XMLSchemaParseError, etree.XMLSyntaxError) as error:
        msg = f"{path} cannot be read as a schema: {error}\nHint: the folder must hold all files of the schema, unchanged."
        raise ProjectError(msg) from error
    namespace = source.getroot().get("targetNamespace") or ""
    if not namespace.startswith(_FAMILY):
        msg = (
            f"{path} is a schema of '{namespace}', expected one of {NAMESPACE}.\nHint: give the folder of DDI-Codebook."
        )
        raise ProjectError(msg)
    document = etree.fromstring(_moved(content, namespace), parser)
    if not schema.validate(document):
        accepted = f"what the schema of {namespace} allows"
        found = [
            Problem(f"line {entry.line}", entry.message, accepted, "see docs/archive.md") for entry in schema.error_log
        ]
        raise FieldingError(wave, "DDI-Codebook", found)
    version = namespace.removeprefix(_FAMILY).replace("_", ".")
    return f"valid against DDI-Codebook {version} ({path.name})"


def _moved(content: bytes, namespace: str) -> bytes:
    """The document with its namespace replaced; lines stay where they are."""
    return content.replace(f'xmlns="{NAMESPACE}"'.encode(), f'xmlns="{namespace}"'.encode(), 1)
