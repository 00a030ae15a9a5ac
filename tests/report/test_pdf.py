from __future__ import annotations

import datetime as dt

import pytest

from pipeline.report import ReportError, pdf

DAY = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
HEAD = '#set document(title: "T")\n#set text(font: "Source Sans Pro", lang: "de")\n= A\n'
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 {}"><rect width="9" height="9"/></svg>'


def figure(name):
    caption = "figure.caption(position: bottom, [\nText\n])"
    return f'#figure([\n#image("{name}.svg", alt: "x")\n], caption: {caption}, \nkind: "k")\n'


@pytest.fixture
def pictures(tmp_path):
    (tmp_path / "hoch.svg").write_text(PICTURE.format(80), encoding="utf-8")
    (tmp_path / "flach.svg").write_text(PICTURE.format(30), encoding="utf-8")
    return tmp_path


def test_tall_pictures_float_and_those_after_them_keep_the_order(pictures):
    source = figure("flach") + figure("hoch") + figure("flach") + "\n== B\n" + figure("flach")
    mended = pdf.mend(source, pictures)
    assert [part.startswith("placement") for part in mended.split("#figure(")[1:]] == [False, True, True, False]


def test_captions_start_without_a_blank(pictures):
    assert "[Text]" in pdf.mend(figure("flach"), pictures)


def test_a_date_is_no_list(tmp_path):
    assert pdf.mend("  [A], [2. bis 20. November],\n3. Mai", tmp_path) == "  [A], [2\\. bis 20. November],\n3\\. Mai"


def test_signs_without_a_glyph_are_named():
    assert pdf.readable("Haus 🏘️, 😀 und Ł") == "Haus [house buildings], 😀 und Ł"


def test_same_bytes_twice(tmp_path):
    made = {pdf.compile_pdf(HEAD.encode(), tmp_path, DAY) for _ in range(2)}
    assert len(made) == 1
    assert made.pop().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('#image("hoch.svg")', "alt"),
        ('#text(font: "Nirgends")[x]', "unknown font family"),
        ("#nope", "unknown variable"),
    ],
)
def test_what_would_not_be_accessible_or_as_designed_is_refused(pictures, body, message):
    with pytest.raises(ReportError, match=message):
        pdf.compile_pdf((HEAD + body).encode(), pictures, DAY)
