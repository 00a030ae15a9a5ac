"""The two waves that are committed: written again byte for byte, and what they are made to be."""

from __future__ import annotations

import datetime as dt
import shutil

import numpy as np
import polars as pl
import pytest
import yaml

from pipeline import cli, warehouse
from pipeline.analysis import Survey
from pipeline.ingest import ingest_wave
from pipeline.project import Project
from pipeline.questionnaire import QuestionType
from pipeline.reproduction.compare import reproduce
from pipeline.reproduction.synthesise import NOT_REACHED, read_inputs
from tests.conftest import ROOT

WAVES = ("2016-01", "2016-12")


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run ``munisurvey`` in a project without any wave; gives exit code, output and messages."""
    for name in ("questionnaire", "data/reference"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)

    def command(*arguments):
        monkeypatch.setattr("sys.argv", ["munisurvey", *arguments])
        try:
            cli.main()
        except SystemExit as stopped:
            code = stopped.code or 0
        else:
            code = 0
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


@pytest.mark.slow
def test_deleted_waves_come_back_byte_for_byte(run, tmp_path):
    code, out, messages = run("synthesise", "--timings")
    assert code == 0
    for wave in WAVES:
        committed = {path.name: path.read_bytes() for path in (ROOT / "data" / "raw" / wave).iterdir()}
        written = {path.name: path.read_bytes() for path in (tmp_path / "data" / "raw" / wave).iterdir()}
        assert written == committed
        assert f"data/raw/{wave}/source.yaml" in out
        assert f"counts {wave}" in messages
    assert "abb13_vernetzung_landkreise: 95.2 is void (A04), 93.2 (P) instead" in out


def test_a_contradictory_row_is_named_with_what_it_contradicts_and_nothing_is_written(run, tmp_path):
    ledger = tmp_path / "data" / "reference" / "published_2017.csv"
    text = ledger.read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith("w1_haushalt_positiv,"))
    ledger.write_text(
        text + row.replace("w1_haushalt_positiv", "again").replace(",44,", ",71,").replace(",A29", ",") + "\n"
    )
    code, out, messages = run("synthesise")
    assert code == 1
    assert "These statements cannot hold together" in messages
    assert "w1_haushalt_positiv: share of budget (codes 1) is 44, n = 270 (ledger, line " in messages
    assert "again: share of budget (codes 1) is 71, n = 270 (ledger, line 276)" in messages
    assert messages.count("(ledger, line ") == 2
    assert out == ""
    assert not (tmp_path / "data" / "raw").exists()


def test_a_claim_that_contradicts_print_is_named_as_one(run, tmp_path):
    path = tmp_path / "data" / "reference" / "synthesis.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('    value: "59"\n', '    value: "99"\n', 1), encoding="utf-8")
    code, _, messages = run("synthesise")
    assert code == 1
    assert "claim_w1_medium_towns: count of size_class (codes 3, 4) is 99 (claim, reconstructed)" in messages


@pytest.fixture(scope="module")
def data(questionnaire):
    project = Project(ROOT)
    return {wave: ingest_wave(project, questionnaire, wave, now=dt.datetime(2026, 1, 1)) for wave in WAVES}


@pytest.fixture(scope="module")
def survey(data, questionnaire, tmp_path_factory):
    path = tmp_path_factory.mktemp("waves") / "survey.duckdb"
    warehouse.build(path, questionnaire, list(data.values()))
    with Survey(warehouse.connect(path), questionnaire) as opened:
        yield opened


def wide(wave_data):
    """One row per respondent, one column of codes per variable."""
    return wave_data.answers.pivot("variable", index="respondent", values="code")


@pytest.mark.slow
def test_every_printed_number_that_can_stand_is_met(survey, ledger, errata):
    missed = [row.id for row in reproduce(survey, ledger, errata) if row.missed]
    assert missed == []


def test_all_counted_responses_are_those_of_print(data):
    assert [wave.respondents["included"].sum() for wave in data.values()] == [270, 114]
    assert [wave.respondents.height for wave in data.values()] == [270, 114]


def test_december_is_part_of_january_with_the_same_size_and_state(data):
    early, late = (data[wave].respondents.select("unit", "size_class", "state") for wave in WAVES)
    both = late.join(early, on="unit", how="left", suffix="_early")
    assert both["unit"].n_unique() == 114
    assert both.select((pl.col("size_class") == pl.col("size_class_early")).all()).item()
    assert both.select((pl.col("state") == pl.col("state_early")).all()).item()


def test_who_breaks_off_misses_all_that_follows(data, questionnaire):
    for wave, expected in zip(WAVES, (6, 6), strict=True):
        names = [variable.name for variable in questionnaire.variables(wave)]
        reached = wide(data[wave]).select(names).to_numpy() != NOT_REACHED
        assert (np.diff(reached.astype(int), axis=1) <= 0).all()
        assert (~reached[:, -1]).sum() == expected


def test_the_list_of_assumed_variables_is_that_of_the_constraints(data):
    _, constraints, _ = read_inputs(Project(ROOT))
    for wave, wave_data in data.items():
        source = yaml.safe_load((ROOT / "data" / "raw" / wave / "source.yaml").read_text(encoding="utf-8"))
        assert frozenset(source["assumed"]) == wave_data.assumed
        assert not any(constraints.published(wave, name) for name in wave_data.assumed)
        assert source["provenance"] == "synthetic"


def test_batteries_are_reliable_and_the_same_unit_answers_alike(data, questionnaire):
    for wave in WAVES:
        table = wide(data[wave])
        for question in questionnaire.wave(wave).questions:
            if question.type is QuestionType.BATTERY:
                items = table.select(f"{question.id}_{item.id}" for item in question.items)
                answered = items.filter(pl.all_horizontal(pl.all() > 0)).to_numpy()
                correlations = np.corrcoef(answered.T)[np.triu_indices(items.width, 1)]
                assert 0.2 < correlations.mean() < 0.5, question.id
    both = [
        data[wave].respondents.select("respondent", "unit").join(wide(data[wave]), on="respondent").sort("unit")
        for wave in WAVES
    ]
    early = both[0].filter(pl.col("unit").is_in(both[1]["unit"].to_list()))
    for name, least in (("migrant_share", 0.6), ("engagement", 0.2), ("development_network_structures", 0.2)):
        answered = (early[name] > 0) & (both[1][name] > 0)
        assert np.corrcoef(early[name].filter(answered), both[1][name].filter(answered))[0, 1] > least, name


def test_small_enough_to_be_committed():
    assert sum(path.stat().st_size for wave in WAVES for path in (ROOT / "data" / "raw" / wave).iterdir()) < 200_000
