from __future__ import annotations

import base64

import pytest

from pipeline.report import ReportError, inline

GLYPHS = '<defs><path id="SR-1" d="M0 0L9.87654 1"/></defs><g><use xlink:href="#SR-1"/></g>'


def svg(body=GLYPHS):
    return (
        '<?xml version="1.0"?><!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg" width="9pt" viewBox="0 0 9 9">'
        f"<title>t</title><metadata>m</metadata>{body}</svg>"
    )


def image(source, alt="Ein &quot;Alt&quot;"):
    data = base64.b64encode(source.encode()).decode()
    return f'<img src="data:image/svg+xml;base64,{data}" alt="{alt}">'


def test_a_picture_becomes_part_of_the_page(tmp_path):
    html = inline.pictures(image(svg()), tmp_path)
    assert html == (
        '<svg role="img" aria-label="Ein &quot;Alt&quot;" viewBox="0 0 9 9">'
        '<defs><path id="SR-1" d="M0 0L9.87654 1"/></defs><g><use href="#SR-1"/></g></svg>'
    )


def test_numbers_of_picture_and_description_stay_as_they_are(tmp_path):
    letters = GLYPHS.replace("/></defs>", ' transform="scale(0.015625)"/></defs>')
    html = inline.pictures(image(svg(letters), alt="über 500.000 Einwohner"), tmp_path)
    assert 'aria-label="über 500.000 Einwohner"' in html
    assert "scale(0.015625)" in html


def test_letters_are_kept_once(tmp_path):
    html = inline.pictures(image(svg()) + image(svg()), tmp_path)
    assert html.count('id="SR-1"') == 1
    assert html.count('href="#SR-1"') == 2


@pytest.mark.parametrize("body", ['<g id="axes"/>', GLYPHS.replace("M0 0", "M5 5")])
def test_a_picture_that_would_collide_stays_apart(tmp_path, body):
    html = inline.pictures(image(svg()) + image(svg(body)), tmp_path)
    assert html.count("<svg ") == 1
    assert html.count("<img ") == 1


def test_files_beside_the_page_are_read(tmp_path):
    (tmp_path / "a b.svg").write_text(svg(), encoding="utf-8")
    (tmp_path / "c.png").write_bytes(b"png")
    html = inline.pictures('<img src="a%20b.svg" alt="x"><img src="c.png" alt="y">', tmp_path)
    assert 'aria-label="x"' in html
    assert 'src="data:image/png;base64,' in html
    with pytest.raises(ReportError, match=r"fehlt\.svg could not be read"):
        inline.pictures('<img src="fehlt.svg">', tmp_path)
