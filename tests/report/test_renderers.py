"""Quarto and the embedded renderer make the same report: word for word, number for number, picture for picture."""

from __future__ import annotations

import pytest

from pipeline.report import ReportError, quarto, render_wave, renderer_identity
from tests.report.reading import Page, without_renderer

try:
    REASON = None if quarto.find(required=True) else ""
except ReportError as error:
    REASON = str(error).splitlines()[0]

pytestmark = [pytest.mark.slow, pytest.mark.skipif(REASON is not None, reason=f"no Quarto to compare with: {REASON}")]


@pytest.fixture(scope="module", params=["de", "en"])
def both(request, hostile):
    pages = {}
    for renderer in ("embedded", "quarto"):
        paths = render_wave(hostile, "test", (request.param,), renderer=renderer)
        assert paths[1].read_bytes().startswith(b"%PDF")
        page = Page(paths[0].read_text(encoding="utf-8"))
        pages[renderer] = page, without_renderer(page.words, renderer_identity(renderer, request.param))
    return pages["embedded"], pages["quarto"]


def test_words_and_numbers(both):
    (_, ours), (_, theirs) = both
    assert ours.split() == theirs.split()


def test_pictures_and_their_alt_texts(both):
    (ours, _), (theirs, _) = both
    assert len(ours.pictures) == 2
    assert ours.pictures == theirs.pictures


def test_numbering_and_references(both):
    (ours, _), (theirs, _) = both
    assert ours.headings == theirs.headings
    assert ours.links == theirs.links
    assert {link[1:] for link in theirs.links} <= theirs.targets


def test_a_failing_cell_names_its_line(hostile):
    template = hostile.reports / "wave.qmd"
    text = template.read_text(encoding="utf-8")
    line = len(text.splitlines()) + 4
    try:
        template.write_text(text + "\n```{python}\n#| include: false\nfehlt()\n```\n", encoding="utf-8")
        for renderer in ("embedded", "quarto"):
            with pytest.raises(ReportError, match=rf"wave.qmd, line ({line}|{line - 1}): NameError: name 'fehlt'"):
                render_wave(hostile, "test", ("de",), ("html",), renderer=renderer)
    finally:
        template.write_text(text, encoding="utf-8")
