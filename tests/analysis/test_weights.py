from __future__ import annotations

import json
import shutil

import numpy as np
import pytest

from pipeline import cli
from pipeline.analysis import SurveyError
from pipeline.analysis.margins import MarginsError
from pipeline.project import Project
from pipeline.statistics.result import Undefined
from tests.build import survey, wave_data
from tests.conftest import ROOT

POPULATION = ROOT / "data" / "reference" / "population_2020.csv"
SIZES = [2] * 10 + [4] * 20 + [5] * 15 + [6] * 5 + [7] * 6 + [8] * 4
CODES = [1, 2, 3, 4, 5]


@pytest.fixture(scope="module")
def built(questionnaire, tmp_path_factory):
    """Sixty municipalities whose answers depend on their size, and one without a size."""
    generator = np.random.default_rng(3)
    given = {
        "size_class": [*SIZES, None],
        "coping": [int(np.clip(round(generator.normal(size / 2, 1)), 1, 5)) for size in SIZES] + [3],
        "strategy": [1, 2] * 30 + [1],
    }
    wave = wave_data(questionnaire, "2016-12", given, wave="w")
    nobody = wave_data(questionnaire, "2016-12", {"coping": [1, 2]}, wave="unplaced")
    with survey(tmp_path_factory.mktemp("weights"), questionnaire, wave, nobody) as opened:
        yield opened


def test_weights_meet_the_margins_of_2020(built):
    found = built.weights("w", POPULATION, largest=None)
    assert (found.n, found.left_out) == (60, 1)
    assert found.respondents == tuple(range(1, 62))
    assert found.weights.sum() == pytest.approx(11_090)
    assert found.weights[-1] == 0
    for row in found.rows():
        assert row["after"] == pytest.approx(row["target"])
    assert found.n_eff < found.n
    assert found.collapsed[0][1][:3] == ("city_over_500k", "city_100k_500k", "town_50k_100k")


def test_the_two_classes_of_landkreise_are_one_cell(built):
    landkreise = built.weights("w", POPULATION).rows()[-1]
    assert (landkreise["level"], landkreise["n"]) == ("landkreis_over_150k+landkreis_under_150k", 10)


def test_bounds_hold_and_cost_the_margin(built):
    found = built.weights("w", POPULATION, largest=3)
    placed = found.weights[found.weights > 0]
    assert placed.max() <= 3 * placed.mean() * (1 + 1e-9)
    assert found.trimmed > 0
    assert any(row["after"] != pytest.approx(row["target"]) for row in found.rows())


def test_the_default_margins_are_the_projects(built, tmp_path, monkeypatch):
    monkeypatch.setattr(built, "project", Project(tmp_path))
    with pytest.raises(SurveyError, match=r"no data/reference/population_2020.csv"):
        built.weights("w")
    (tmp_path / "data" / "reference").mkdir(parents=True)
    shutil.copy(POPULATION, tmp_path / "data" / "reference")
    assert built.weights("w").margins_file == "data/reference/population_2020.csv"


def test_without_a_project_margins_must_be_named(built):
    with pytest.raises(SurveyError, match="--margins FILE"):
        built.weights("w")


def test_a_bound_below_the_mean_is_refused(built):
    with pytest.raises(SurveyError, match=r"above 1 \(usual: 3 to 5\); found 0.5"):
        built.weights("w", POPULATION, largest=0.5)


def test_a_missing_margins_file_is_named(built, tmp_path):
    with pytest.raises(MarginsError, match=r"nowhere.csv: there is no such file"):
        built.weights("w", tmp_path / "nowhere.csv")


def test_weighted_means_stand_beside_the_unweighted(built):
    frame = built.weighted_means("w", "coping", margins=POPULATION, internal=True).iloc[0]
    plain = built.means("w", "coping").iloc[0]
    found = built.weights("w", POPULATION)
    answers = built.answers("w", ["coping"])["coping"]
    assert frame["mean"] == plain["mean"]
    assert frame["weighted_mean"] == pytest.approx(np.average(answers, weights=found.weights))
    assert frame["difference"] == pytest.approx(frame["weighted_mean"] - frame["mean"])
    assert (frame["n"], frame["weighted_n"]) == (61, 60)
    assert frame["weighted_n_eff"] == pytest.approx(found.n_eff)
    assert frame["weighted_se"] > 0


def test_within_one_class_equal_weights_change_nothing(built):
    frame = built.weighted_means("w", "coping", "size_class", margins=POPULATION).set_index("level")
    assert frame["difference"].dropna().eq(0).all()
    assert frame.loc[4, "weighted_n"] == 20
    assert frame.loc[1, "undefined"] == "no_answers"
    assert len(frame) == 8


def test_what_means_withholds_is_withheld(built):
    published = built.weighted_means("w", "coping", "size_class", margins=POPULATION).set_index("level")
    internal = built.weighted_means("w", "coping", "size_class", margins=POPULATION, internal=True).set_index("level")
    assert published.loc[8, "suppressed"]
    assert published.loc[8].filter(like="weighted_").isna().all()
    assert internal.loc[8, "weighted_n"] == 4


def test_a_weighted_mean_that_would_tell_withheld_means_apart_is_withheld(built):
    """Weighted and unweighted, it is two equations for the two classes whose means are withheld."""
    means = built.means("w", "coping", "size_class")
    assert means["mean"].isna().sum() > means["n"].eq(0).sum()
    row = built.weighted_means("w", "coping", margins=POPULATION).iloc[0]
    assert row.filter(like="weighted_").isna().all()
    assert row["n"] == 61
    assert not np.isnan(row["mean"])


def test_sizes_that_are_withheld_are_weighted_as_one_with_their_neighbours(tmp_path, questionnaire):
    given = {"size_class": [1] * 3 + [2] * 12 + [3] * 9 + [5] * 20 + [7] * 8, "coping": [1, 2, 3, 4] * 13}
    with survey(tmp_path, questionnaire, wave_data(questionnaire, "2016-12", given, wave="w")) as opened:
        sizes = opened.sample("w", "size_class").set_index("level")["n"]
        assert sizes.isna()[[1, 2]].all()
        found = opened.weights("w", POPULATION)
        cells = ["+".join(cell.levels) for margin in found.margins for cell in margin.cells]
        assert cells[0] == "city_over_500k+city_100k_500k"
        assert found.joined == (("size_class", "city_over_500k+city_100k_500k"),)
        assert next(row["n"] for row in found.rows()) == 15


def test_weights_by_size_say_nothing_of_the_laender(built):
    """In a Land of five, weights by size would show who is how large."""
    assert built.weighted_means("w", "coping", "state", margins=POPULATION)["weighted_mean"].isna().all()


def test_the_finite_population_makes_large_shares_of_it_more_certain(built):
    alone = built.weighted_means("w", "coping", "size_class", margins=POPULATION).set_index("level")
    finite = built.weighted_means("w", "coping", "size_class", margins=POPULATION, finite=True).set_index("level")
    assert finite.loc[2, "weighted_se"] != alone.loc[2, "weighted_se"]
    assert finite["weighted_mean"].equals(alone["weighted_mean"])


def test_a_wave_that_cannot_be_weighted_says_why(built):
    found = built.weights("unplaced", POPULATION)
    assert (found.undefined, found.n, found.n_eff) == (Undefined.NO_ANSWERS, 0, None)
    frame = built.weighted_means("unplaced", "coping", margins=POPULATION, internal=True).iloc[0]
    assert frame["mean"] == 4.5
    assert np.isnan(frame["weighted_mean"])


@pytest.fixture
def run(demo_project, monkeypatch, capsys):
    """Run ``munisurvey weights demo``; gives exit code, output and messages."""

    def command(*arguments, margins=POPULATION):
        monkeypatch.chdir(demo_project.root)
        monkeypatch.setattr("sys.argv", ["munisurvey", "weights", "demo", *arguments, "--margins", str(margins)])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        captured = capsys.readouterr()
        return stopped.value.code or 0, captured.out, captured.err

    return command


def test_the_command_prints_margins_before_and_after(run):
    code, out, _ = run("--language", "en")
    assert code == 0
    assert "32 municipalities surveyed have a weight; Kish's effective n is 14.4" in out
    assert "Weighted as one because their sizes in the sample are not published" in out
    assert "Sensitivity check" in out
    assert "Synthetic data." in out


def test_the_command_prints_means_in_german(run):
    code, out, _ = run("tasks", "--largest", "0")
    assert code == 0
    assert "Grundversorgung" in out
    assert "Gegenprobe" in out
    assert "Gewichte begrenzt" not in out


def test_the_command_says_why_a_number_is_missing(run):
    code, out, _ = run("tasks", "--by", "size_group", "--language", "en")
    assert code == 0
    assert "– is not defined, because there are too few answers." in out
    assert "Groups under 5 answers are not shown." in out


def test_the_command_prints_json_with_what_the_weights_cost(run):
    code, out, _ = run("--format", "json", "--language", "en")
    rows = json.loads(out)
    assert code == 0
    assert {row["n_weighted"] for row in rows} == {32}
    assert sum(row["after"] for row in rows) == pytest.approx(1)
    code, out, _ = run("tasks", "--by", "size_group", "--format", "json")
    assert len(json.loads(out)) == 15 * 5


def test_bad_margins_are_bad_data_with_line_and_column(run, tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("classification,level,population,source,reference_date\nsize_class,village,3,me,2020-01-01\n")
    code, _, messages = run(margins=path)
    assert code == 1
    assert "mine.csv, line 2, column level: found 'village'" in messages
