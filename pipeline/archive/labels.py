"""What a data file says of itself as a whole: its title and the notes that travel with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.wording import phrase
from pipeline.wording.archive import ARCHIVE
from pipeline.wording.ddi import DDI

if TYPE_CHECKING:
    from pipeline.archive.data import Data
    from pipeline.fielding.study import Study
    from pipeline.questionnaire import Language


@dataclass(frozen=True)
class FileLabel:
    """A title short enough for every format, and notes in paragraphs."""

    title: str
    notes: tuple[str, ...]


def file_label(data: Data, study: Study, language: Language) -> FileLabel:
    """The label of one file: internal and synthetic data say so first."""
    variant = phrase(ARCHIVE, "scientific", language)
    title = phrase(ARCHIVE, "label", language, wave=data.wave, variant=variant)
    if data.internal:
        mark = phrase(ARCHIVE, "internal_mark", language)
        title = phrase(ARCHIVE, "label_internal", language, mark=mark, wave=data.wave)
    if study.synthetic:
        title = phrase(ARCHIVE, "label_synthetic", language, label=title)
    notes = [study.asked.title[language], study.access[language]]
    if study.synthetic:
        notes.append(phrase(DDI, "synthetic", language))
    return FileLabel(title, tuple(notes))
