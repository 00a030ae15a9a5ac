from __future__ import annotations

import json

import pytest

from pipeline.report import ReportError, document, page, pandoc, pdf
from pipeline.report.document import caption_text, plain, walk

TEXT = """
# Eins {#sec-eins}

## Zwei {#sec-zwei}

Siehe @fig-bild, @tbl-zahl, @sec-zwei und [-@fig-bild].

![Ein *Bild*](bild.svg){#fig-bild fig-alt="Alt"}

| a | b |
|---|---|
| 1 | 2 |

: Zahlen {#tbl-zahl}

## Ohne {.unnumbered}

# Drei {#sec-drei}

::: {.content-visible when-format="html"}
nur Seite
:::

::: {.content-visible when-profile="en"}
only English
:::

::: {.content-hidden unless-format="typst"}
nur Druck
:::

::: {.callout-important title="Achtung"}
Text
:::
"""


@pytest.fixture
def prepared(tmp_path):
    (tmp_path / "metadata.json").write_text(json.dumps({"lang": "de"}), encoding="utf-8")

    def prepare(text=TEXT, language="de", output="html"):
        return document.prepare(pandoc.parse(text, tmp_path / "metadata.json"), language=language, output=output)

    return prepare


def words(numbered):
    return plain([node for node in walk(numbered.document["blocks"]) if node["t"] in ("Str", "Space")])


def test_labels_are_counted_as_quarto_does(prepared):
    assert prepared().labels == {
        "sec-eins": "1", "sec-zwei": "1.1", "fig-bild": "1", "tbl-zahl": "1", "sec-drei": "2",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("de", ["Abbildung\N{NO-BREAK SPACE}1", "Tabelle\N{NO-BREAK SPACE}1", "Kapitel\N{NO-BREAK SPACE}1.1", "1"]),
        ("en", ["Figure\N{NO-BREAK SPACE}1", "Table\N{NO-BREAK SPACE}1", "Section\N{NO-BREAK SPACE}1.1", "1"]),
    ],
)
def test_references_read_as_in_quarto(prepared, language, names):
    links = [node for node in walk(prepared(language=language).document["blocks"]) if node["t"] == "Link"]
    assert [plain(link["c"][1]) for link in links] == names
    assert [link["c"][2][0] for link in links] == ["#fig-bild", "#tbl-zahl", "#sec-zwei", "#fig-bild"]


def test_parts_for_another_output_or_language_are_left_out(prepared):
    page_words, print_words, english = (
        words(prepared()),
        words(prepared(output="typst")),
        words(prepared(language="en")),
    )
    assert "nurSeite" in page_words.replace(" ", "")
    assert "Druck" not in page_words
    assert "Druck" in print_words
    assert "Seite" not in print_words
    assert "English" in english
    assert "English" not in page_words


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Siehe @fig-nie.", "refers to @fig-nie"),
        ("# A {#sec-a}\n\n# B {#sec-a}", "'sec-a'"),
        ("::: {#fig-x}\nText\n\nUnterschrift\n:::", "shows neither"),
    ],
)
def test_broken_labels_are_refused(prepared, text, message):
    with pytest.raises(ReportError, match=message):
        prepared(text)


def test_divisions_are_floats_too(prepared):
    text = '::: {#fig-x fig-alt="Alt"}\n![](a.svg)\n\nBild\n:::\n\n::: {#tbl-y}\n| a |\n|---|\n| 1 |\n\nZahl\n:::'
    numbered = prepared(text)
    figure, table = numbered.document["blocks"]
    assert (figure["t"], table["t"]) == ("Figure", "Table")
    assert plain(caption_text(figure)) == "Bild"
    assert plain(caption_text(table)) == "Zahl"
    assert numbered.labels == {"fig-x": "1", "tbl-y": "1"}


def test_page_names_figures_and_gives_alt(prepared, tmp_path):
    (tmp_path / "bild.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>', encoding="utf-8")
    (tmp_path / "page.html").write_text("<main>$body$</main>", encoding="utf-8")
    (tmp_path / "report.css").write_text("", encoding="utf-8")
    html = page.write(prepared(), tmp_path, {"number-sections": True}, "")
    assert "Abbildung\N{NO-BREAK SPACE}1: Ein <em>Bild</em>" in html
    assert 'role="img" aria-label="Alt"' in html
    assert "Tabelle\N{NO-BREAK SPACE}1: Zahlen" in html
    assert '<div class="callout callout-important" role="note">' in html


def test_typst_has_one_figure_a_table_and_alt_texts(prepared, tmp_path):
    (tmp_path / "page.typ").write_text("$body$", encoding="utf-8")
    source = pdf.write(prepared(output="typst"), tmp_path)
    assert source.count("#figure(") == 2
    assert '#image("bild.svg", alt: "Alt"' in source
    assert 'supplement: "Tabelle")\n<tbl-zahl>' in source
    assert "[Ein #emph[Bild]])" in source
    assert '#callout(kind: "important"' in source
