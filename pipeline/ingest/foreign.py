"""What a file is that is no export of responses, and what to do instead."""

from __future__ import annotations

import re

EXPORT = "an export of the responses: CSV, JSON, Excel, VV, SPSS, Stata, R or a survey archive"
AGAIN = "in LimeSurvey choose Responses - Export, format CSV, headings: question code, answers: answer codes"

_PAGE = "a web page (perhaps the login page of the survey tool)"
_KINDS = (
    (re.compile(rb"\$FL[23]"), "SPSS data (.sav) of an unknown kind"),
    (re.compile(rb"%PDF"), "a PDF"),
    (re.compile(rb"\{\\rtf"), "a text document (RTF)"),
    (re.compile(rb"\x1f\x8b"), "a compressed file (gzip)"),
    (re.compile(rb"PK\x03\x04"), "a ZIP archive without an export in it"),
    (re.compile(rb"<!doctype html|<html", re.IGNORECASE), _PAGE),
    (re.compile(rb"<"), "XML (perhaps the structure of a survey, without responses)"),
)
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_SPSS_DATE = re.compile(rb"(^|,)'\d\d-\d\d-\d{4} \d\d:\d\d:\d\d'(,|$)", re.MULTILINE)


def foreign_kind(head: bytes) -> tuple[str, str, str] | None:
    """What was found, what is expected and what to do, for a file that begins with these bytes and is no export.

    ``None`` if it is nothing known: a text that may be CSV, or binary data.
    """
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for magic, name in _KINDS:
        if magic.match(text):
            return f"the file is {name}", EXPORT, AGAIN
    every_second = (b"\0" in head[0:200:2]) != (b"\0" in head[1:200:2])
    if head.startswith(_WIDE_MARKS) or every_second:
        hint = "put the export itself here, unopened; a spreadsheet program saves 'Unicode text' like this"
        return "the file is encoded in UTF-16", "UTF-8, as the survey tool writes it", hint
    if b"{question_not_shown}" in text:
        hint = "fetch the VV export again from LimeSurvey and put it here unopened"
        return "the file is a VV export without its line of names", "two lines of headings, the second with names", hint
    if _SPSS_DATE.search(text):
        hint = "put the syntax file (.sps) that was exported with it into the same folder"
        return "the file is SPSS data without the names of its columns", "the syntax beside it", hint
    return None
