"""What of a questionnaire has changed, so that only what depends on it is done again.

A corrected label must not make the data be read and validated again, and a corrected code must. A field of the
models belongs to the structure unless it is listed here as wording: a new field then costs a rebuild, never a stale
result.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

if TYPE_CHECKING:
    from pipeline.questionnaire.load import Questionnaire

_WORDING = frozenset(
    {
        "consent",
        "contact",
        "data_protection",
        "end_text",
        "first_wave",
        "instruction",
        "label",
        "note",
        "number",
        "other",
        "reason",
        "reconstructed",
        "short",
        "source",
        "statement",
        "text",
        "title",
        "unit",
        "welcome",
    }
)


def structure(questionnaire: Questionnaire, wave_id: str) -> str:
    """SHA-256 (hex) of all that changes data or validation of a wave.

    Codes, values, scales, item ids, filters, the field period, groupings, plausibility rules and mappings; not the
    labels and texts. An export with full headings or long answers is matched by the German wording: whoever reads
    one depends on :func:`wording` too.

    Raises
    ------
    KeyError
        If there is no questionnaire of that id.
    """
    parts = _parts(questionnaire, wave_id)
    names = {variable.name for variable in questionnaire.variables(wave_id)}
    mappings = {n: m for n, m in questionnaire.mappings.items() if not names.isdisjoint(m.columns.values())}
    return _digest(_structure({**parts, "mappings": mappings}))


def wording(questionnaire: Questionnaire, wave_id: str) -> str:
    """SHA-256 (hex) of all that is only read: labels and texts of a wave, its scales, groupings and rules.

    Raises
    ------
    KeyError
        If there is no questionnaire of that id.
    """
    crosswalk = [entry for entry in questionnaire.crosswalk if wave_id in entry.between]
    remarks = [entry.model_dump(mode="json") for entry in crosswalk]
    return _digest({"parts": _wording(_parts(questionnaire, wave_id)), "crosswalk": remarks})


def _parts(questionnaire: Questionnaire, wave_id: str) -> dict[str, Any]:
    """The wave and what it uses of the shared files."""
    wave = questionnaire.wave(wave_id)
    asked = {question.id for question in wave.questions}
    roles = {question.role for question in wave.questions}
    scales = dict.fromkeys(variable.scale for variable in questionnaire.variables(wave_id))
    return {
        "wave": wave,
        "scales": {scale: questionnaire.scale(scale) for scale in scales},
        "classifications": {n: c for n, c in questionnaire.classifications.items() if c.of in roles},
        "plausibility": {n: r for n, r in questionnaire.plausibility.items() if asked.issuperset(r.questions)},
        "disclosure": questionnaire.disclosure,
    }


def _structure(value: Any) -> Any:
    if isinstance(value, BaseModel):
        fields = {n: _structure(getattr(value, n)) for n in type(value).model_fields if n not in _WORDING}
        # The open line of a multiple-choice question is a variable, whatever it is called.
        return fields | ({"other": True} if getattr(value, "other", None) is not None else {})
    if isinstance(value, Mapping):
        return {key: _structure(entry) for key, entry in value.items()}
    if isinstance(value, tuple | list):
        return [_structure(entry) for entry in value]
    return value


def _wording(value: Any) -> Any:
    if isinstance(value, BaseModel):
        fields: dict[str, Any] = {}
        for name in type(value).model_fields:
            entry = getattr(value, name)
            if name not in _WORDING:
                entry = _wording(entry)
            elif isinstance(entry, BaseModel):
                entry = entry.model_dump()
            if entry is not None:
                fields[name] = entry
        return fields or None
    if isinstance(value, Mapping):
        entries = {key: _wording(entry) for key, entry in value.items()}
        return {key: entry for key, entry in entries.items() if entry is not None} or None
    if isinstance(value, tuple | list):
        entries = [_wording(entry) for entry in value]
        return entries if any(entry is not None for entry in entries) else None
    return None


def _digest(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
