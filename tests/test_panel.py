"""A panel from end to end: two exports with different access codes, a list for each, a merger in between."""

from __future__ import annotations

import datetime as dt
import re
import shutil

import pytest

from pipeline import warehouse
from pipeline.analysis import Survey
from pipeline.ingest import ingest_wave
from pipeline.ingest.invited import read_invited
from pipeline.monitor import Limits, monitor
from pipeline.project import Project
from pipeline.questionnaire.mergers import FILE
from tests.conftest import ROOT

NOW = dt.datetime(2027, 12, 1, 9)
EXAMPLE = ROOT / "docs" / "examples" / "invited-demo.csv"
EARLIER, LATER = dt.date(2026, 1, 1), dt.date(2027, 1, 1)


@pytest.fixture(scope="module")
def panel(tmp_path_factory, questionnaire):
    """The demo wave twice: the second time every municipality has another access code, and one another key."""
    folder = tmp_path_factory.mktemp("panel")
    project = Project(folder / "project")
    listed = read_invited(EXAMPLE, EXAMPLE.name, questionnaire.classifications)
    codes = {one.token: f"again{at:03}" for at, one in enumerate(listed.entries)}
    export = next((ROOT / "data" / "raw" / "demo").glob("*.csv")).read_text(encoding="utf-8-sig")
    submitted = "".join(re.findall(r'^"\d+";"2026.*$', export, re.MULTILINE))
    merged = next(one for one in listed.entries if f'"{one.token}"' in submitted and one.ags.endswith("001"))
    contacts = EXAMPLE.read_text(encoding="utf-8")
    for wave, day in (("first", EARLIER), ("second", LATER)):
        place = project.raw / wave
        place.mkdir(parents=True)
        source = (ROOT / "data" / "raw" / "demo" / "source.yaml").read_text(encoding="utf-8")
        named = f"\ncontacts: {{path: ../{wave}.csv, reference_date: {day}}}\n"
        if wave == "second":
            source = source.replace("field_period: [2026-11-02, 2026-11-20]", "field_period: [2027-11-02, 2027-11-20]")
            for old, new in codes.items():
                export, contacts = export.replace(old, new), contacts.replace(old, new)
            contacts = contacts.replace(merged.ags, f"{merged.ags[:5]}900")
        (place / "source.yaml").write_text(source + named, encoding="utf-8")
        (place / "results.csv").write_text("\ufeff" + export, encoding="utf-8", newline="")
        (folder / f"{wave}.csv").write_text(contacts, encoding="utf-8")
    project.reference.mkdir(parents=True)
    row = f"{merged.ags},{merged.ags[:5]}900,2026-07-01,invented,invented\n"
    (project.reference / FILE).write_text(f"old_ags,new_ags,date,name,source\n{row}", encoding="utf-8")
    data = [ingest_wave(project, questionnaire, wave, now=NOW) for wave in ("first", "second")]
    warehouse.build(project.warehouse, questionnaire, data)
    survey = Survey(warehouse.connect(project.warehouse), questionnaire, project)
    yield survey, folder
    survey.close()


def test_every_municipality_finds_itself_again(panel):
    survey, _ = panel
    linkage = survey.linkage("first", "second")
    assert (linkage.merged, linkage.unclear) == (1, 0)
    row = survey.change("coping", ("first", "second"), internal=True).frame().iloc[0]
    assert row["pairs"] == row["n_first"] - 1 == row["n_second"] - 1, "one response has no access code"
    assert row["paired_difference"] == 0
    assert row["only_first"] == row["only_second"] == 1


def test_without_the_merger_one_pair_is_missing(panel, questionnaire, tmp_path):
    survey, folder = panel
    shutil.copytree(folder, tmp_path / "copy")
    project = Project(tmp_path / "copy" / "project")
    (project.reference / FILE).unlink()
    data = [ingest_wave(project, questionnaire, wave, now=NOW) for wave in ("first", "second")]
    path = tmp_path / "survey.duckdb"
    warehouse.build(path, questionnaire, data)

    def pairs(one):
        return one.change("coping", ("first", "second"), internal=True).frame().iloc[0]["pairs"]

    with Survey(warehouse.connect(path), questionnaire) as apart:
        assert pairs(apart) == pairs(survey) - 1


def test_the_monitor_knows_municipalities_whatever_their_code(panel, questionnaire):
    survey, folder = panel
    found = monitor(
        survey.project, questionnaire, "second", folder / "second.csv", limits=Limits(), now=NOW
    ).fieldwork  # fmt: skip
    assert found.linked
    assert (found.listed, found.unlisted) == (61, 0)
    assert found.outcomes.submitted == 31


def test_nothing_but_pseudonyms_is_stored(panel):
    survey, folder = panel
    content = (survey.project.warehouse).read_bytes()
    for line in (folder / "second.csv").read_text(encoding="utf-8").splitlines()[1:]:
        token, ags, name = line.split(",")[:3]
        for secret in (token, name, *([ags] if len(ags) == 8 else [])):
            assert secret.encode() not in content
