"""What a catalogue entry or a method report says of one wave, before and after there are answers to it.

Before the field period only the questionnaire is known (:func:`planned`). Afterwards whoever has the answers adds numbers,
files and provenance; counts are those that may be published.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003  (field types of a public dataclass)
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.fielding.data_file import columns

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.fielding.data_file import Column
    from pipeline.questionnaire import Language, Questionnaire
    from pipeline.questionnaire.model import Wave
    from pipeline.questionnaire.scale import Text


@dataclass(frozen=True)
class DataFile:
    """One file with data: its name, language (None for all), what it is in words, size and checksum.

    ``renamed`` maps names of columns to those the format allows.
    """

    name: str
    format: Text
    language: Language | None
    cases: int
    columns: int
    sha256: str
    renamed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Material:
    """A document beside the data."""

    name: str
    title: Text


@dataclass(frozen=True)
class Counts:
    """Answers to one column, as far as they are published.

    ``by_code`` has the codes of the column, ``valid`` and ``invalid`` count answers and missing answers, ``mean`` and
    ``sd`` are those of what the answers are worth; None is not published or not defined.
    """

    by_code: Mapping[int, int]
    valid: int | None
    invalid: int | None
    mean: float | None = None
    sd: float | None = None


@dataclass(frozen=True, kw_only=True)
class Study:
    """One wave as a study. ``wave`` is its own name, ``instrument`` the questionnaire it answers.

    ``day`` is the date of the description: that of the export, else the last of the field period. ``n`` is None as long
    as there are no answers. ``access`` says who may use the files, ``counting`` by which rule responses count.
    """

    questionnaire: Questionnaire
    instrument: str
    wave: str
    field_period: tuple[dt.date, dt.date]
    day: dt.date
    columns: tuple[Column, ...]
    invited: int | None = None
    n: int | None = None
    responses: Mapping[str, int] = field(default_factory=dict)
    synthetic: bool = False
    tool: str | None = None
    counting: Text | None = None
    access: Text | None = None
    files: tuple[DataFile, ...] = ()
    materials: tuple[Material, ...] = ()
    counts: Mapping[str, Counts] = field(default_factory=dict)
    assumed: frozenset[str] = frozenset()
    notes: tuple[Text, ...] = ()

    @property
    def asked(self) -> Wave:
        """The questionnaire."""
        return self.questionnaire.wave(self.instrument)


def planned(questionnaire: Questionnaire, wave_id: str) -> Study:
    """A wave of which only the questionnaire is known.

    Raises
    ------
    KeyError
        If there is no such wave.
    """
    wave = questionnaire.wave(wave_id)
    return Study(
        questionnaire=questionnaire, instrument=wave_id, wave=wave_id, field_period=wave.field_period,
        day=wave.field_period[1], columns=columns(questionnaire, wave_id), invited=wave.invited,
    )  # fmt: skip
