"""From plain YAML values to model objects; every pydantic complaint becomes a sentence with file, line and hint."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

if TYPE_CHECKING:
    from pipeline.questionnaire.yaml_source import Location, Mistake, YamlSource

Model = TypeVar("Model", bound=BaseModel)


def validate(model: type[Model], source: YamlSource, mistakes: list[Mistake], location: Location = ()) -> Model | None:
    """The part of ``source`` at ``location`` as ``model``, or ``None`` with the reasons appended to ``mistakes``."""
    data: Any = source.data
    for part in location:
        data = data[part]
    try:
        return model.model_validate(data)
    except ValidationError as error:
        for details in error.errors():
            place = (*location, *_without_tags(details["loc"], data))
            found, hint = _sentence(details, model, place)
            mistakes.append(source.mistake(place, found, hint))
        return None


def _without_tags(loc: tuple[str | int, ...], data: Any) -> Location:
    """Pydantic's location without the parts that name a type instead of a key of the file."""
    kept: list[str | int] = []
    for part in loc:
        in_mapping = isinstance(data, dict) and part in data
        if in_mapping or (isinstance(data, list) and isinstance(part, int) and part < len(data)):
            data = data[part]
        elif part == loc[-1]:
            data = None
        else:
            continue
        kept.append(part)
    return tuple(kept)


def _sentence(details: Any, model: type[BaseModel], place: Location) -> tuple[str, str]:
    kind, key, found = details["type"], _key(place), details.get("input")
    if kind == "extra_forbidden":
        return f"unknown key '{key}'", _known_key(str(key), model)
    if kind == "missing":
        return _missing(str(key), _owner(place))
    if kind == "model_type" or (kind.endswith("_type") and key in ("text", "label", "title", "short", "reason")):
        return f"'{key}' is {_shown(found)}", "write {de: ..., en: ...}"
    if kind == "string_pattern_mismatch":
        hint = "use small letters, digits and _ only, starting with a letter (waves: digits, letters and -)"
        return f"'{found}' cannot be a name", hint
    message, _, hint = str(details["msg"]).removeprefix("Value error, ").partition(" Hint: ")
    if kind == "value_error":
        return f"{_owner((*place, ''))}: {message.rstrip('.')}", hint
    return f"'{key}' is {_shown(found)}", _expected(kind, details.get("ctx", {}), message)


def _known_key(key: str, model: type[BaseModel]) -> str:
    close = get_close_matches(key, sorted(_all_fields(model)), n=1)
    return (
        f"did you mean '{close[0]}'?" if close else "remove it; the JSON Schema in questionnaire/schema lists the keys"
    )


def _missing(key: str, owner: str) -> tuple[str, str]:
    language = {"de": "German", "en": "English"}.get(key)
    if language is not None:
        return f"{owner}: the {language} wording is missing", f"add {key}: ... (every text stands in de and en)"
    hint = f"add {key}: ..."
    if key == "direction":
        hint = "add direction: descending (first option = most), ascending, or none for categories without order"
    return f"{owner}: '{key}' is missing", hint


_HINTS = {
    "string_type": "write a text; put it in quotes if it looks like a number or a date",
    "string_too_short": "fill it in, or remove the key",
    "too_short": "fill it in, or remove the key",
    "dict_type": "write lines of the form key: value",
    "list_type": "write a list: [1, 2] or lines that start with '- '",
    "tuple_type": "write a list: [1, 2] or lines that start with '- '",
    "date": "write the date as year-month-day, e.g. 2016-12-01",
    "int": "write a number without quotes",
    "float": "write a number without quotes",
    "bool": "write true or false",
}


def _expected(kind: str, limits: dict[str, Any], message: str) -> str:
    """What to write instead, in the words of a person who fills in YAML."""
    if kind in ("literal_error", "enum"):
        return f"write one of: {str(limits['expected']).replace(' or ', ', ')}"
    return _HINTS.get(kind) or _HINTS.get(kind.partition("_")[0]) or message


def _key(place: Location) -> str | int:
    return next((part for part in reversed(place) if isinstance(part, str)), place[-1] if place else "file")


def _owner(place: Location) -> str:
    """What a missing key belongs to, in words: ``scales importance_5 options 2``."""
    words = [str(part + 1) if isinstance(part, int) else part for part in place[:-1]]
    return " ".join(words) or "the file"


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _all_fields(model: type[BaseModel]) -> set[str]:
    names: set[str] = set()
    pending, seen = [model], set()
    while pending:
        current = pending.pop()
        if current in seen:
            continue
        seen.add(current)
        names |= set(current.model_fields)
        for entry in current.model_fields.values():
            pending += _models_in(entry.annotation)
    return names - {"root"}


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in getattr(annotation, "__args__", ()) for model in _models_in(part)]
