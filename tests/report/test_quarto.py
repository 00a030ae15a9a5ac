from __future__ import annotations

import os

import pytest

from pipeline.report import ReportError, quarto

if os.name == "nt":
    pytest.skip("the stand-ins for Quarto are shell scripts", allow_module_level=True)


@pytest.fixture
def stand_in(tmp_path, monkeypatch):
    monkeypatch.delenv("QUARTO_PATH", raising=False)
    monkeypatch.setenv("PATH", "/nowhere")

    def write(body):
        path = tmp_path / "bin" / "quarto"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        path.chmod(0o755)
        return path

    return write


def test_found_by_program_folder_and_path(stand_in, monkeypatch):
    path = stand_in("echo 1.7.34")
    for place in (path, path.parent, path.parent.parent):
        monkeypatch.setenv("QUARTO_PATH", str(place))
        assert quarto.find(required=False) == quarto.Quarto(path, "1.7.34")
    monkeypatch.delenv("QUARTO_PATH")
    monkeypatch.setenv("PATH", str(path.parent))
    assert quarto.find(required=True).version == "1.7.34"


@pytest.mark.usefixtures("stand_in")
def test_absent():
    assert quarto.find(required=False) is None
    with pytest.raises(ReportError, match="make quarto"):
        quarto.find(required=True)


@pytest.mark.parametrize(
    ("body", "message"), [("echo 1.3.450", "too old"), ("exit 3", "does not run"), ("echo hm", "hm")]
)
def test_unfit(stand_in, monkeypatch, body, message):
    monkeypatch.setenv("QUARTO_PATH", str(stand_in(body)))
    with pytest.raises(ReportError, match=message):
        quarto.find(required=False)


def test_a_wrong_quarto_path_is_said(monkeypatch, tmp_path):
    monkeypatch.setenv("QUARTO_PATH", str(tmp_path))
    with pytest.raises(ReportError, match="QUARTO_PATH is"):
        quarto.find(required=False)


def test_the_line_of_a_failed_cell(tmp_path):
    path = tmp_path / "wave.qmd"
    path.write_text("Text\n\n```{python}\n#| include: false\nx = 1\nf(x)\n```\n", encoding="utf-8")
    said = "Executing 'wave.quarto_ipynb'\n----\nx = 1\nf(x)\n----\n\nNameError: name 'f' is not defined\n"
    assert quarto.explain(said, path) == f"{tmp_path.name}/wave.qmd, line 4: NameError: name 'f' is not defined"
    assert "ERROR: bad YAML" in quarto.explain("ERROR: bad YAML", path)
