from __future__ import annotations

import pytest

from pipeline.report import pandoc
from pipeline.report.document import plain, walk
from pipeline.report.markdown import attribute, callout, escape, figure, join, paragraphs, printable, slug, table
from tests.report.surveys import HOSTILE


@pytest.fixture
def parse(tmp_path):
    (tmp_path / "metadata.json").write_text("{}", encoding="utf-8")
    return lambda markdown: pandoc.parse(markdown, tmp_path / "metadata.json")["blocks"]


@pytest.mark.parametrize("text", HOSTILE)
def test_escaped_text_arrives_letter_by_letter(parse, text):
    (block,) = parse(escape(text))
    assert block["t"] == "Para"
    assert plain(block["c"]) == " ".join(text.split())
    assert {node["t"] for node in walk([block])} <= {"Para", "Str", "Space"}


@pytest.mark.parametrize("text", HOSTILE)
def test_escaped_text_stays_in_its_cell(parse, text):
    (block,) = parse(table(["a", "b"], [[escape(text), "1"]], widths=(50, 50), align="lr"))
    cells = block["c"][4][0][3][0][1]
    assert [plain(cell[4]) for cell in cells] == [" ".join(text.split()), "1"]


def test_lines_of_an_answer_stay_lines(parse):
    (block,) = parse(paragraphs("eins\n\n# zwei"))
    assert [node["t"] for node in block["c"]] == ["Str", "LineBreak", "Str", "Space", "Str"]


@pytest.mark.parametrize("text", ["- Strich", "+ mehr", "/ Begriff: Text", "= Titel", "== zwei", "3. Punkt", "-"])
def test_a_text_that_looks_like_a_list_is_none_in_a_list_or_a_cell(parse, text):
    items = "- " + escape(text) + "\n- zwei"
    cells = table(["a", "b"], [[escape(text), "1"]], widths=(50, 50), align="lr")
    tree = {"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": [*parse(items), *parse(cells)]}
    typst = pandoc.write(tree, "typst", [])
    assert f"- #[]{text}" in typst  # a mark that begins neither a line nor a block
    assert f"[#[]{text}]" in typst
    html = pandoc.write(tree, "html", ["--metadata=title:x"])
    assert f"<li>{text}</li>" in html
    assert escape("-1 Grad; a - b") == "\\-1 Grad\\; a \\- b"


def test_control_characters_are_dropped():
    assert printable("a\x00b\x1b[31mc\td") == "ab[31mc\td"


def test_alt_text_survives_quotes_and_shortcodes(parse):
    (block,) = parse(figure("a b.svg", "Bild", "x_y", 'Er sagte "ja" \\ {{< x >}}'))
    image = next(node for node in walk([block]) if node["t"] == "Image")
    alt = dict(image["c"][0][2])["fig-alt"]
    assert alt.replace("\N{WORD JOINER}", "") == 'Er sagte "ja" \\ {{< x >}}'
    assert block["c"][0][0] == "fig-x-y"
    assert image["c"][2][0] == "a%20b.svg"


def test_table_has_label_caption_and_widths(parse):
    (block,) = parse(table(["a", "b"], [["1", "2"]], widths=(3, 1), align="lr", caption="Text", label="x_y"))
    assert block["c"][0][0] == "tbl-x-y"
    assert [round(column[1]["c"], 2) for column in block["c"][2]] == [0.75, 0.25]


def test_callout_keeps_its_title(parse):
    (block,) = parse(callout("important", 'Ein "Titel"', "Text"))
    assert dict(block["c"][0][2])["title"] == 'Ein "Titel"'


def test_slug_and_join():
    assert slug("Cohesion_Effect-means") == "cohesion-effect-means"
    assert join("a\n", None, "", "b") == "a\n\nb\n"
    assert attribute("a\n b") == "a b"
