"""Elements of a DDI-Codebook document: names in its namespace, texts in both languages, nothing XML cannot hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.questionnaire import LANGUAGES

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from pipeline.questionnaire import Language
    from pipeline.questionnaire.scale import Text

NAMESPACE = "ddi:codebook:2_5"
LOCATION = "https://ddialliance.org/Specification/DDI-Codebook/2.5/XMLSchema/codebook.xsd"
"""Where the schema is published; named in the document, never fetched."""

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    r"""A text without the control characters that XML 1.0 cannot hold.

    >>> clean("a\x0cb")
    'ab'
    """
    return _FORBIDDEN.sub("", text)


def root() -> Element:
    """The element ``codeBook``. It has no ``version``, which the schemas of 2.5 and 2.6 fix differently."""
    from lxml import etree

    instance = "http://www.w3.org/2001/XMLSchema-instance"
    made = etree.Element(f"{{{NAMESPACE}}}codeBook", nsmap={None: NAMESPACE, "xsi": instance})
    made.set(XML_LANG, LANGUAGES[0])
    made.set(f"{{{instance}}}schemaLocation", f"{NAMESPACE} {LOCATION}")
    return made


def add(
    parent: Element, tag: str, text: str | int | None = None, *, language: Language | None = None,
    **attributes: str | None,
) -> Element:  # fmt: skip
    """Append an element; attributes that are None are left out."""
    from lxml import etree

    made = etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}")
    for name, value in attributes.items():
        if value is not None:
            made.set(name, clean(value))
    if language is not None:
        made.set(XML_LANG, language)
    if text is not None:
        made.text = clean(str(text))
    return made


def both(parent: Element, tag: str, text: Text, **attributes: str | None) -> dict[Language, Element]:
    """Append an element in every language."""
    return {language: add(parent, tag, text[language], language=language, **attributes) for language in LANGUAGES}


def document(made: Element) -> bytes:
    """The document as UTF-8, indented, the same bytes for the same elements."""
    from lxml import etree

    return etree.tostring(made, xml_declaration=True, encoding="UTF-8", pretty_print=True)
