"""JSON exports: ``{"responses": [{heading: value, ...}, ...]}``, the format that keeps null apart in every version."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pipeline.ingest.export import Confidence, Export, Likeness, text_frame, whole
from pipeline.ingest.problems import IngestError, Problem

if TYPE_CHECKING:
    from pathlib import Path

_EXPECTED = '{"responses": [{...}, ...]} as LimeSurvey writes it'
_AGAIN = "fetch the export again from the survey tool and put the new file in place of this one"


class _RepeatedHeadingError(ValueError):
    pass


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    entries = dict(pairs)
    if len(entries) != len(pairs):
        names = [name for name, _ in pairs]
        raise _RepeatedHeadingError(next(name for name in names if names.count(name) > 1))
    return entries


def looks_like(head: bytes) -> Likeness | None:
    """A document that begins with a brace or a bracket."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text.startswith((b"{", b"[")) or text.startswith(b"{\\rtf"):
        return None
    sure = Confidence.CERTAIN if text[:200].split(b":")[0].strip(b"{ \r\n\t") == b'"responses"' else Confidence.LIKELY
    return Likeness(sure, "a JSON file")


def read(path: Path, file: str) -> Export:
    """Read a JSON export.

    Raises
    ------
    IngestError
        If it is cut off, is other JSON than LimeSurvey's, or its responses do not have the same headings.
    """
    data = whole(path, file, "JSON")
    try:
        document = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once)
    except UnicodeDecodeError as error:
        found = f"character {error.start + 1} is not UTF-8 (byte 0x{error.object[error.start]:02X})"
        raise IngestError([Problem(file, found, "JSON in UTF-8", _AGAIN)]) from None
    except _RepeatedHeadingError as error:
        hint = "export with question codes as headings: they are unique"
        raise IngestError(
            [Problem(file, "the heading stands twice in one response", "every heading once", hint, column=str(error))]
        ) from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, character {error.colno}"
        if error.msg == "Extra data":
            found = f"the document ends at {where}, and another one follows: two exports in one file"
            hint = "put the responses of each wave into a folder of its own, and one export into one file"
            raise IngestError([Problem(file, found, _EXPECTED, hint)]) from None
        found = f"the file is cut off or no valid JSON ({error.msg}, {where})"
        raise IngestError([Problem(file, found, _EXPECTED, _AGAIN, row=_complete(error.doc) + 1)]) from None
    responses = document.get("responses") if isinstance(document, dict) else None
    if not isinstance(responses, list) or not all(isinstance(response, dict) for response in responses):
        raise IngestError([Problem(file, "other JSON than a survey export", _EXPECTED, _AGAIN)])
    responses = [_unwrapped(response) for response in responses]
    headings = tuple(responses[0]) if responses else ()
    for row, response in enumerate(responses, start=1):
        if tuple(response) != headings:
            deviating = sorted(set(response) ^ set(headings))
            found = f"the response has other headings than the first one: {', '.join(deviating[:5])}"
            hint = f"responses of two waves may have been put together; {_AGAIN}"
            raise IngestError([Problem(file, found, f"the same {len(headings)} headings", hint, row=row)])
    columns = [[_text(response[heading]) for response in responses] for heading in headings]
    return Export(file, "json", headings, text_frame(columns), null_distinguished=True, settings={"encoding": "utf-8"})


def _complete(text: str) -> int:
    """How many responses are complete before the place where a document breaks."""
    decoder, position, complete = json.JSONDecoder(), text.find("[") + 1, 0
    while position:
        while position < len(text) and text[position] in ", \r\n\t":
            position += 1
        try:
            _, position = decoder.raw_decode(text, position)
        except json.JSONDecodeError:
            break
        complete += 1
    return complete


def _unwrapped(response: dict[str, Any]) -> dict[str, Any]:
    """LimeSurvey 3 and 4 put each response into an object of its own, named by its id."""
    if len(response) == 1:
        (only,) = response.values()
        if isinstance(only, dict):
            return only
    return response


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
