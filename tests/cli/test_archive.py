from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline import cli
from pipeline.archive import package
from pipeline.archive.parts import PARTS
from pipeline.questionnaire import LANGUAGES
from pipeline.stages import Line
from tests.fielding.test_ddi import SCHEMAS, needs_schema


@pytest.fixture
def run(twice, monkeypatch, capsys):
    """The command on a project whose reports are not rendered, without the parts that Typst sets."""

    def report(self, waves, *, internal):
        self.ingest()
        output = replace(self.project, internal=internal).output
        output.mkdir(parents=True, exist_ok=True)
        for wave in waves:
            for language in LANGUAGES:
                (output / f"{wave}.{language}.pdf").write_bytes(b"%PDF internal" if internal else b"%PDF report")

    monkeypatch.setattr(Line, "report", report)
    set_by_typst = ("questionnaire", "codebook", "method")
    monkeypatch.setattr(package, "PARTS", tuple(part for part in PARTS if part.key not in set_by_typst))

    def command(*arguments):
        monkeypatch.chdir(twice.root)
        monkeypatch.setattr("sys.argv", ["munisurvey", "archive", *arguments])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        captured = capsys.readouterr()
        return stopped.value.code or 0, captured.out, captured.err

    return command


def test_a_package_for_researchers_and_one_for_the_house(run, twice):
    code, out, _ = run("demo")
    assert code == 0
    folder = twice.output / "archive" / "demo"
    assert "reports/_output/archive/demo/demo.de.sav" in out
    assert (folder / "demo-report.de.pdf").read_bytes() == b"%PDF report"
    code, out, _ = run("demo", "--internal")
    assert code == 0
    inside = twice.output / "internal" / "archive" / "demo"
    assert {path.name.startswith("demo-internal") for path in inside.iterdir()} == {True}
    assert (inside / "demo-internal-report.de.pdf").read_bytes() == b"%PDF internal"


def test_left_out_by_request(run, twice):
    code, _, _ = run("demo", "--leave-out", "budget", "--leave-out", "tasks", "--out", "less")
    assert code == 0
    head = (twice.root / "less" / "demo.csv").read_text(encoding="utf-8").splitlines()[0]
    assert "budget" not in head
    assert "tasks_" not in head
    assert "needs_social_housing" in head


@needs_schema
def test_checked_against_the_official_schema(run):
    code, out, _ = run("demo", "--schema", str(SCHEMAS), "--out", "checked")
    assert code == 0
    assert "DDI description: valid against DDI-Codebook" in out


def test_nothing_is_written_where_it_is_asked_for_wrongly(run, twice, tmp_path):
    for arguments, told in (
        (("nowhere",), "There is no wave 'nowhere'"),
        (("demo", "--leave-out", "budgets"), "Did you mean 'budget'"),
        (("demo", "--internal", "--leave-out", "budget"), "An internal package has everything"),
        (("demo", "--schema", str(tmp_path)), "there is no such file"),
    ):
        code, out, messages = run(*arguments, "--out", "never")
        assert (code, out) == (2, "")
        assert told in messages
    assert not (twice.root / "never").exists()
