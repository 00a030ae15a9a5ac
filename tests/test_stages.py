"""The whole line on the demo wave: what a change makes new, and what an interruption leaves behind."""

from __future__ import annotations

import hashlib
import json
import shutil

import pytest

from pipeline.project import Project
from pipeline.stages import DataError, Line
from tests.small_project import small_project

pytestmark = pytest.mark.slow


class Recorder:
    """Notes which steps were done; can interrupt the line when a step begins or has just ended."""

    def __init__(self, interrupt=None):
        self.done = []
        self.details = {}
        self.interrupt = interrupt

    def started(self, step):
        if self.interrupt == ("started", step):
            raise KeyboardInterrupt

    def finished(self, step, _seconds, detail):
        self.done.append(step)
        self.details[step] = detail
        if self.interrupt == ("finished", step):
            raise KeyboardInterrupt

    def fresh(self, step):
        pass


def run(project, interrupt=None):
    recorder = Recorder(interrupt)
    written = Line(project, recorder).report(renderer="embedded")
    return recorder, written


def content(project):
    """Hash of everything written for readers."""
    files = sorted(path for path in project.output.rglob("*") if path.is_file())
    return {str(path.relative_to(project.root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A project whose line has run once; tests work on copies of it."""
    project = small_project(tmp_path_factory.mktemp("finished"))
    recorder, written = run(project)
    assert recorder.done[:2] == ["ingest", "validate"]
    assert {path.name for path in written} >= {
        "demo.de.html",
        "demo.de.pdf",
        "demo.en.html",
        "demo.en.pdf",
        "validation.html",
    }
    return project


@pytest.fixture
def copy(finished, tmp_path):
    shutil.copytree(finished.root, tmp_path / "project")
    return Project(tmp_path / "project")


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_nothing_changed_nothing_done(copy):
    before = content(copy)
    recorder, written = run(copy)
    assert recorder.done == []
    assert all(path.exists() for path in written)
    assert content(copy) == before


def test_a_label_changes_the_pictures_that_show_it_and_the_report(copy):
    before = content(copy)
    edit(
        copy.questionnaire / "waves" / "2016-12.yaml",
        "Dezentrale Unterbringung in Wohneinheiten",
        "Dezentrale Unterbringung",
    )
    run(copy)
    changed = {name for name, digest in content(copy).items() if before.get(name) != digest}
    assert any("tasks-stacked.svg" in name and "/de/" in name for name in changed)
    assert not any("tasks-stacked.svg" in name and "/en/" in name for name in changed)
    assert not any("cohesion_measures-stacked" in name for name in changed)
    assert any(name.endswith("demo.de.html") for name in changed)


def test_an_answer_changes_only_the_pictures_that_show_it(copy):
    before = content(copy)
    export = next((copy.raw / "demo").glob("*.csv"))
    text = export.read_text(encoding="utf-8-sig")
    row = next(line for line in text.splitlines() if line.startswith('"1";'))
    cells = row.split(";")
    header = text.splitlines()[0].split(";")
    at = header.index('"q20[lotsen]"')
    assert cells[at] == '"3"'
    cells[at] = '"1"'
    export.write_text("\ufeff" + text.replace(row, ";".join(cells)), encoding="utf-8", newline="")
    recorder, _ = run(copy)
    assert {"ingest", "validate"} <= set(recorder.done)
    changed = {name for name, digest in content(copy).items() if before.get(name) != digest}
    assert any("cohesion_measures-stacked.svg" in name for name in changed)
    assert not any("tasks-" in name or "attitude-" in name for name in changed)


def test_a_template_changes_only_the_report(copy):
    template = copy.reports / "wave.qmd"
    template.write_text(template.read_text(encoding="utf-8") + "\n\n<!-- another remark -->\n", encoding="utf-8")
    recorder, _ = run(copy)
    assert recorder.done == ["report demo de", "report demo en"]


@pytest.mark.parametrize(
    "moment",
    [("finished", "ingest"), ("started", "figures demo"), ("finished", "figures demo"), ("started", "report demo en")],
    ids=" ".join,
)
def test_interrupted_and_run_again_gives_the_same(finished, tmp_path, moment):
    root = tmp_path / "project"
    keep = shutil.ignore_patterns("survey.duckdb", "_output") if moment[1] == "ingest" else None
    shutil.copytree(finished.root, root, ignore=keep)
    project = Project(root)
    state = project.processed / "state.json"
    steps = json.loads(state.read_text(encoding="utf-8"))
    order = ["ingest", "validate", "validation page", "figures demo", "report demo de", "report demo en"]
    for step in order[order.index(moment[1]) :]:
        if step != "validate":  # Great Expectations once is enough; its record stays
            steps.pop(step)
    state.write_text(json.dumps(steps), encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        run(project, moment)
    run(project)
    assert content(project) == content(finished)


def test_a_broken_rule_stops_the_line_and_names_row_and_value(copy):
    edit(copy.raw / "demo" / "source.yaml", "2026-11-20]", "2026-11-10]")
    before = {name: digest for name, digest in content(copy).items() if "demo." in name}
    with pytest.raises(DataError) as stopped:
        run(copy)
    messages = [finding.message for result in stopped.value.results for finding in result.errors]
    assert any("November 2026" in message and "response" in message for message in messages)
    assert {name: digest for name, digest in content(copy).items() if "demo." in name} == before


def test_what_is_shown_of_a_wave_depends_on_earlier_waves_only(tmp_path):
    project = small_project(tmp_path)
    again = project.raw / "again"
    shutil.copytree(project.raw / "demo", again)
    edit(again / "source.yaml", "field_period: [2026-11-02, 2026-11-20]", "field_period: [2027-11-02, 2027-11-20]")

    def shown():
        line = Line(project)
        return {wave: line.made_from(wave) for wave in line.waves}

    before = shown()
    edit(again / "source.yaml", "tool: LimeSurvey", "tool: Another")
    later = shown()
    assert (later["demo"], later["again"] == before["again"]) == (before["demo"], False)
    edit(project.raw / "demo" / "source.yaml", "tool: LimeSurvey", "tool: Another")
    earlier = shown()
    assert earlier["demo"] != later["demo"]
    assert earlier["again"] != later["again"]
