from __future__ import annotations

import pytest

from pipeline.report import ReportError, qmd, subset
from tests.conftest import ROOT


@pytest.mark.parametrize("template", sorted((ROOT / "reports").glob("[!_]*.qmd")), ids=lambda path: path.name)
def test_templates_keep_to_the_subset(template):
    assert subset.mistakes(qmd.read(template)) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("---\nbibliography: x.bib\n---\n", "'bibliography' in the front matter"),
        ("```{python}\n#| fig-width: 3\n#| include: false\nx\n```\n", "line 1: cell option 'fig-width'"),
        ("```{python}\nprint(1)\n```\n", "'output: asis'"),
        ("a\n\n{{< video x >}}\n", "line 3: the only shortcode is include"),
        ("Text {{< include x >}}\n", "on a line of its own"),
        ("```r\n1\n```\n", "the only code blocks are cells"),
        ("`{r} 1`\n", "inline code is written"),
        ("::: {.panel-tabset}\n:::\n", "'.panel-tabset' means something to Quarto alone"),
        ('::: {.content-visible when-meta="x"}\n:::\n', "unknown condition 'when-meta'"),
    ],
)
def test_what_one_renderer_alone_understands_is_refused(tmp_path, text, message):
    path = tmp_path / "x.qmd"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReportError) as caught:
        subset.check(qmd.read(path))
    assert message in str(caught.value)


def test_the_documentation_names_every_option():
    text = (ROOT / "docs" / "quarto-subset.md").read_text(encoding="utf-8")
    for name in (*subset.CELL_OPTIONS, *subset.FRONT_MATTER, *subset.DIVISIONS, *subset.CONDITIONS):
        assert f"`{name}`" in text or f"`{name}:" in text or f"`.{name}`" in text, name
