"""Typst as it comes with its wheel: a source becomes a tagged PDF (PDF/UA-1), the same bytes on every machine.

The typefaces come from wheels too, and nothing else is looked at: neither the fonts of the machine nor the network.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

SANS, SERIF = "Source Sans Pro", "Source Serif Pro"

_INVISIBLE = {0x200D, 0xFE0E, 0xFE0F}
"""Joiners and variation selectors: they only change the look of the character before them."""


class TypesettingError(Exception):
    """Typst did not set a document as it is meant; the message says what it complains about."""


@cache
def font_folders() -> tuple[Path, ...]:
    """Where the font files are: Source Sans, Source Serif, and DejaVu as what fills the gaps."""
    import font_source_sans_pro
    import font_source_serif_pro
    from matplotlib import get_data_path

    wheels = (font_source_sans_pro, font_source_serif_pro)
    return (*(Path(wheel.__file__).parent / "files" for wheel in wheels), Path(get_data_path()) / "fonts" / "ttf")


def font_file(name: str) -> Path:
    """The file of that name among the fonts."""
    return next(path for folder in font_folders() if (path := folder / name).is_file())


@cache
def drawable() -> frozenset[int]:
    """The characters that some font of the PDF can draw."""
    from fontTools.ttLib import TTFont

    found: set[int] = set()
    for name in ("SourceSansPro-Regular.ttf", "SourceSerifPro-Regular.ttf", "DejaVuSans.ttf"):
        with TTFont(font_file(name), lazy=True) as font:
            found |= set(font.getBestCmap())
    return frozenset(found)


def readable(value: str) -> str:
    """``value`` with characters that no font of the PDF can draw replaced by their names.

    >>> readable("Haus 🏘️")
    'Haus [house buildings]'
    """
    if value.isascii():
        return value
    known = drawable()
    return "".join(_shown(character, known) for character in value if ord(character) not in _INVISIBLE)


def _shown(character: str, known: frozenset[int]) -> str:
    if ord(character) in known or character.isspace() or unicodedata.category(character) == "Cf":
        return character
    return f"[{unicodedata.name(character, f'U+{ord(character):04X}').lower()}]"


def compile_pdf(
    source: bytes | Path, root: Path, timestamp: dt.datetime, inputs: Mapping[str, str] | None = None
) -> bytes:
    """The PDF of a Typst source, given as text in ``root`` or as a file below it; nothing outside ``root`` is read.

    Parameters
    ----------
    timestamp
        The date the file carries.
    inputs
        Texts that the source finds in ``sys.inputs``; what is handed over in this way cannot be taken for markup.

    Raises
    ------
    TypesettingError
        If Typst refuses the source, a picture has no alt text, or a font is unknown.
    """
    import typst

    try:
        pdf, warnings = typst.compile_with_warnings(
            source,
            root=str(root),
            font_paths=[str(path) for path in font_folders()],
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
            timestamp=timestamp,
            sys_inputs=dict(inputs or {}),
        )
    except typst.TypstError as error:
        hints = "".join(f"\nHint: {hint}" for hint in error.hints)
        msg = f"Typst could not set the document: {error.diagnostic or error.message}{hints}"
        raise TypesettingError(msg) from error
    unknown = [warning.message for warning in warnings if "font" in warning.message]
    if unknown:
        msg = f"Typst could not set the document as designed: {'; '.join(unknown)}"
        raise TypesettingError(msg)
    return pdf
