from __future__ import annotations

from pipeline.report import inline

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9.125 9.125"><defs>'
    '<path id="SR-{glyph}" d="M0 0L{glyph} 1z" transform="scale(0.015625)"/></defs>'
    '<use xlink:href="#SR-{glyph}" x="1.125"/></svg>'
)


def page(tmp_path, *glyphs):
    for number, glyph in enumerate(glyphs):
        (tmp_path / f"{number}.svg").write_text(SVG.format(glyph=glyph), encoding="utf-8")
    return "".join(f'<img src="{number}.svg" alt="über 500.000 Einwohner, 1.234"/>' for number in range(len(glyphs)))


def test_numbers_of_picture_and_description_stay_as_they_are(tmp_path):
    html = inline.pictures(page(tmp_path, 1), tmp_path)
    assert 'aria-label="über 500.000 Einwohner, 1.234"' in html
    assert "scale(0.015625)" in html
    assert 'viewBox="0 0 9.125 9.125"' in html


def test_an_outline_stands_in_the_page_once(tmp_path):
    html = inline.pictures(page(tmp_path, 1, 1, 2), tmp_path)
    assert html.count('id="SR-1"') == html.count('id="SR-2"') == 1
    assert html.count('href="#SR-1"') == 2


def test_another_outline_of_the_same_name_is_not_taken_for_it(tmp_path):
    html = page(tmp_path, 1, 1)
    other = SVG.format(glyph=1).replace("L1 1", "L7 7")
    (tmp_path / "1.svg").write_text(other, encoding="utf-8")
    inlined = inline.pictures(html, tmp_path)
    assert inlined.count("<svg") == 1
    assert "data:image/svg+xml;base64," in inlined
