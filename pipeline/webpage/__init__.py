"""What the pages for the people who run a survey have in common: one typeface and one style, carried inside the page.

Such a page is one file with German and English in it, and needs no network, no script and no other file.
"""

from __future__ import annotations

from importlib.resources import files

__all__ = ["style"]


def style(own: str = "") -> str:
    """The whole style sheet of a page: typeface, the rules all pages share, and then its ``own``."""
    from pipeline.webpage.typeface import font_faces

    shared = files("pipeline.webpage").joinpath("page.css").read_text(encoding="utf-8")
    return f"{font_faces()}\n{shared}\n{own}"
