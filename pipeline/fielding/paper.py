"""A wave on paper: one PDF a language to be posted to a town hall, tagged (PDF/UA-1), set by Typst.

The first sheet is a letter with fields to be filled in, the questionnaire begins on the second and counts its own
pages. A question never breaks across pages; a battery that is longer than a page breaks between items, and its heads
are repeated.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.fielding.artefact import Artefact, FieldingError
from pipeline.fielding.paper_content import content, data_protection, deadline
from pipeline.fielding.texts import unanswerable
from pipeline.questionnaire import LANGUAGES
from pipeline.questionnaire.placeholders import placeholders
from pipeline.typesetting import compile_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.questionnaire import Language, Questionnaire
    from pipeline.questionnaire.model import Wave

TEMPLATE = Path(__file__).with_name("templates") / "paper.typ"


def write(questionnaire: Questionnaire, wave_id: str, *, codes: bool = True) -> tuple[Artefact, ...]:
    """``questionnaire-<wave>.<language>.pdf``, one a language.

    A reconstructed wave is printed as a document of what was asked, and says so: without letter, data protection and
    return address, as nobody is to answer it.

    Parameters
    ----------
    codes
        Whether codes and names of variables are printed for data entry.

    Raises
    ------
    KeyError
        If there is no such wave.
    FieldingError
        If a question of a wave that is to be answered is still open.
    """
    wave = questionnaire.wave(wave_id)
    reconstructed = wave.status == "reconstructed"
    found = [] if reconstructed else list(unanswerable(questionnaire, wave_id))
    if found:
        raise FieldingError(wave_id, "paper", found)
    notes = () if reconstructed else tuple(_notes(wave))
    return tuple(
        Artefact(
            f"questionnaire-{wave_id}.{language}.pdf", _pdf(questionnaire, wave, language, codes=codes), language, notes
        )
        for language in LANGUAGES
    )


def inputs(questionnaire: Questionnaire, wave_id: str, language: Language, *, codes: bool = True) -> dict[str, str]:
    """What the template is handed."""
    return {"paper": json.dumps(content(questionnaire, wave_id, language, codes=codes), ensure_ascii=False)}


def _pdf(questionnaire: Questionnaire, wave: Wave, language: Language, *, codes: bool) -> bytes:
    day = dt.datetime.combine(wave.field_period[0], dt.time(), tzinfo=dt.UTC)
    return compile_pdf(TEMPLATE, TEMPLATE.parent, day, inputs(questionnaire, wave.wave, language, codes=codes))


def _notes(wave: Wave) -> Iterator[str]:
    """What a person has to know of the printed questionnaire before it is posted."""
    texts = (wave.welcome, wave.contact, wave.consent, wave.end_text)
    until = deadline(wave, "de")
    said = [data_protection(wave, "de"), *(text.de for text in texts if text is not None), until]
    found = dict.fromkeys(name for text in said for name in placeholders(text))
    if found:
        names = " ".join(f"[[{name}]]" for name in found)
        yield (
            f"Still open on paper: {names}. They are printed as grey fields; write contact:, data_protection: and "
            "field_period: of the wave before it is posted."
        )
    if not placeholders(until):
        day = deadline(wave, "en")
        yield f"The printed questionnaire is to be back by {day}, the last day of the wave's field period."
    yield "Letterhead, address, reference number, date and signature of the letter are left to you."
