"""The style that the pages for the people who run a survey share."""

from __future__ import annotations

from pipeline.webpage import style
from pipeline.webpage.typeface import font_faces


def test_the_typeface_is_small_and_embedded():
    assert len(font_faces()) < 120_000
    assert font_faces().count("data:font/woff;base64,") == 2


def test_a_page_has_the_shared_style_and_then_its_own():
    found = style(".own{color:red}")
    assert found.index("@font-face") < found.index("main{max-width") < found.index(".own{color:red}")
    assert "http" not in found
