from __future__ import annotations

import pytest

from pipeline.report import ReportError, execution, qmd

TEMPLATE = """---
title: Titel
---

```{python}
#| include: false
x = 2
```

Wert `{python} x + 1`.

{{< include _teil.qmd >}}

```{python}
#| output: asis
print("**fett**")
```
"""


@pytest.fixture
def template(tmp_path):
    (tmp_path / "_teil.qmd").write_text("Teil `{python} f'{x}*'`", encoding="utf-8")
    path = tmp_path / "wave.qmd"

    def write(text=TEMPLATE):
        path.write_text(text, encoding="utf-8")
        return path

    return write


def run(path, **environment):
    return execution.run(qmd.read(path), environment)


def test_cells_inline_code_and_includes(template):
    shown = run(template())
    assert "Wert 3." in shown
    assert "Teil 2\\*" in shown
    assert "**fett**" in shown
    assert "x = 2" not in shown


def test_front_matter_and_lines(template):
    source = qmd.read(template())
    assert source.front_matter == {"title": "Titel"}
    assert [(cell.line, cell.options) for cell in source.cells] == [(6, {"include": False}), (15, {"output": "asis"})]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "a\n\n```{python}\n#| include: false\ny = 1\nprint(1 / 0)\n```\n",
            "line 6: ZeroDivisionError: division by zero",
        ),
        ("a\n`{python} nope`\n", "line 2: NameError: name 'nope' is not defined"),
        ("```{python}\n#| include: false\nx = (\n```\n", "line 3: SyntaxError"),
        ("```{python}\nx = 1\n", "line 1: the code cell does not end"),
        ("{{< include nope.qmd >}}\n", "nope.qmd, included by wave.qmd, could not be read"),
        ("{{< include wave.qmd >}}\n", "includes itself"),
        ("---\ntitle: x\n", "line 1: the front matter does not end"),
        ("```{python}\n#| a: [\n```\n", "line 1: the options are not valid YAML"),
    ],
)
def test_mistakes_name_the_line(template, text, message):
    with pytest.raises(ReportError) as caught:
        run(template(text))
    assert message in str(caught.value)


def test_our_own_errors_are_shown_as_they_are(template):
    text = (
        "```{python}\n#| include: false\nfrom pipeline.report import ReportError\nraise ReportError('So nicht.')\n```\n"
    )
    with pytest.raises(ReportError, match=r"wave.qmd, line 4: So nicht\.$"):
        run(template(text))


def test_environment_and_folder_are_as_before(template, monkeypatch, tmp_path):
    monkeypatch.setenv("MUNISURVEY_WAVE", "vorher")
    monkeypatch.chdir(tmp_path.parent)
    path = template("```{python}\n#| output: asis\nimport os\nprint(os.environ['MUNISURVEY_WAVE'], os.getcwd())\n```\n")
    assert f"jetzt {tmp_path}" in run(path, MUNISURVEY_WAVE="jetzt")
    import os
    from pathlib import Path

    assert os.environ["MUNISURVEY_WAVE"] == "vorher"
    assert Path.cwd() == tmp_path.parent


def test_labelled_cells_become_floats(template):
    shown = run(
        template('```{python}\n#| output: asis\n#| label: tbl-x\n#| tbl-cap: "Text"\nprint("|a|\\n|-|\\n|1|")\n```\n')
    )
    assert "::: {#tbl-x}" in shown
    assert shown.index("|1|") < shown.index("Text")
