from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.statistics import survey_design, weighted
from pipeline.statistics.rao_scott import rao_scott
from pipeline.statistics.result import Undefined
from pipeline.statistics.survey_design import Design
from tests import goldens

POPULATION = goldens.META["population"]
CODES = [1, 2, 3, 4, 5]


def design(name, frame):
    """The design of an R call: ``des_w``, ``des_s`` or ``des_p`` of make_reference.R."""
    if name == "des_w":
        return Design.weighted(frame["weight"])
    weights = frame["weight"] if name == "des_s" else None
    return Design.stratified(frame["size_group"], POPULATION, weights)


def grouped(frame, by):
    """Position of each row's group, and all levels."""
    return frame[by].cat.codes.to_numpy(), list(frame[by].cat.categories)


# R: svymean(~item_01, des_w, na.rm = TRUE), df = degf(des_w), confint(..., df = df)
@pytest.mark.parametrize("golden", goldens.entries("weighted_mean"))
def test_weighted_mean_equals_r(golden):
    _, name, item, _ = golden.id.split("/")
    frame = goldens.wave_1()
    result = weighted.means(design(name, frame), frame[item])
    assert result.n == golden.n, golden.quote
    golden.check(result.df, "df")
    found = result.of("all")
    for key, value in (
        ("mean", found.estimate),
        ("se", found.se),
        ("ci_low", found.ci_low),
        ("ci_high", found.ci_high),
    ):
        golden.check(value, key)


# R: svyby(~item_01, ~size_group, des_w, svymean, na.rm = TRUE)
@pytest.mark.parametrize("golden", goldens.entries("weighted_mean_by"))
def test_weighted_group_means_equal_r(golden):
    _, name, item, by = golden.id.split("/")
    frame = goldens.wave_1()
    result = weighted.means(design(name, frame), frame[item], *grouped(frame, by))
    assert result.n == golden.n, golden.quote
    for level in golden.result:
        golden.check(result.of(level).estimate, level, "mean")
        golden.check(result.of(level).se, level, "se")


# R: svyby(~item_01, ~size_group, svydesign(ids = ~1, strata = ~size_group, fpc = ~N_h,
#                                           data = subset(d, !is.na(item_01))), svymean)
@pytest.mark.parametrize("golden", goldens.entries("mean_fpc_answered"))
def test_design_built_on_the_answers_equals_r(golden):
    _, item, by = golden.id.split("/")
    frame = goldens.wave_1().dropna(subset=[item])
    result = weighted.means(design("des_p", frame), frame[item], *grouped(frame, by))
    assert result.n == golden.n, golden.quote
    for level in golden.result:
        golden.check(result.of(level).estimate, level, "mean")
        golden.check(result.of(level).se, level, "se")


# R: svymean(~factor(item_01, levels = 1:5), des_w, na.rm = TRUE)
@pytest.mark.parametrize("golden", goldens.entries("weighted_shares"))
def test_weighted_shares_equal_r(golden):
    _, name, item = golden.id.split("/")
    frame = goldens.wave_1()
    result = weighted.shares(design(name, frame), frame[item], CODES)
    assert result.n == golden.n, golden.quote
    for code in CODES:
        golden.check(result.of("all", code).estimate, "share", str(code))
        golden.check(result.of("all", code).se, "se", str(code))


# R: svyciprop(~I(item_01 >= 4), subset(des_w, !is.na(item_01)), method = "logit")
@pytest.mark.parametrize("golden", goldens.entries("weighted_top2"))
def test_weighted_top2_equals_r(golden):
    _, name, item = golden.id.split("/")
    frame = goldens.wave_1()
    result = weighted.top2(design(name, frame), frame[item], CODES)
    assert result.n == golden.n, golden.quote
    found = result.of("all")
    for key, value in (
        ("top2", found.estimate),
        ("se", found.se),
        ("ci_low", found.ci_low),
        ("ci_high", found.ci_high),
    ):
        golden.check(value, key)


# R: svychisq(~item_01 + size_group, des_w, statistic = "F"); ..., statistic = "Chisq"); and F with the design built on
# subset(d, !is.na(item_01)). survey 4.1 scales X-squared by all rows of the design, not by the answers.
@pytest.mark.parametrize("golden", goldens.entries("rao_scott"))
def test_rao_scott_equals_r(golden):
    form, name, item, by = golden.id.split("/")
    frame = goldens.wave_1()
    surveyed = design(name, frame)
    rows, columns = frame[item].fillna(-1).to_numpy(dtype=int), frame[by].cat.codes.to_numpy()
    if form.endswith("answered"):
        surveyed, rows, columns = surveyed.kept(rows > 0), rows[rows > 0], columns[rows > 0]
    result = rao_scott(surveyed, rows, columns)
    assert result.n == golden.n, golden.quote
    if form == "svychisq_Chisq":
        golden.check(result.chi2 * len(frame) / result.n, "statistic")
        golden.check(result.chi2_p, "p")
        golden.check(result.df, "df")
    else:
        for key, value in (("statistic", result.statistic), ("p", result.p), ("ndf", result.ndf), ("ddf", result.ddf)):
            golden.check(value, key)


# R: svyby(~item_01, ~state, des_w, svymean, na.rm = TRUE) gives HB, with its one answer, a standard error of 0.
@pytest.mark.parametrize("golden", goldens.entries("edge/weighted_group_n1"))
def test_a_group_of_one_has_a_mean_and_no_error(golden):
    frame = goldens.wave_1()
    result = weighted.means(design("des_w", frame), frame["item_01"], *grouped(frame, "state"))
    assert result.n == golden.n
    for level in golden.result:
        golden.check(result.of(level).estimate, level, "mean")
        if level != "HB":
            golden.check(result.of(level).se, level, "se")
    golden.check(0, "HB", "se")
    assert result.of("HB").se is None
    assert result.of("HB").undefined is Undefined.TOO_FEW_ANSWERS


def test_an_empty_group_is_not_defined_and_keeps_its_row():
    frame = goldens.wave_1()
    result = weighted.means(design("des_w", frame), frame["item_12"], *grouped(frame, "size_group"))
    found = result.of("gemeinde")
    assert (found.n, found.estimate, found.se, found.undefined) == (0, None, None, Undefined.NO_ANSWERS)
    assert len(result.rows()) == 5


def test_an_unused_code_has_the_share_zero():
    frame = goldens.wave_1()
    found = weighted.shares(design("des_w", frame), frame["item_11"], CODES).of("all", 1)
    assert (found.estimate, found.se, found.ci_low, found.undefined) == (0, 0, None, Undefined.ALL_EQUAL)


def test_equal_weights_change_nothing():
    frame = goldens.wave_1()
    answers = frame["item_05"]
    found = weighted.means(Design.weighted(np.full(len(frame), 3.0)), answers).of("all")
    n, rows = answers.count(), len(frame)
    assert found.estimate == pytest.approx(answers.mean())
    # a domain of the design: n - 1 of the plain formula becomes (rows - 1) / rows * n
    assert found.se == pytest.approx(answers.std() / np.sqrt(n) * np.sqrt((n - 1) / n * rows / (rows - 1)))
    assert found.n_eff == pytest.approx(n)


def test_a_census_of_a_stratum_has_no_sampling_error():
    frame = goldens.wave_1()
    rows = frame["size_group"].value_counts().to_dict()
    found = weighted.means(Design.stratified(frame["size_group"], rows), frame["item_01"]).of("all")
    assert found.se == 0


def test_more_rows_than_units_is_said():
    few = dict.fromkeys(POPULATION, 3)
    frame = goldens.wave_1()
    found = weighted.means(Design.stratified(frame["size_group"], few), frame["item_01"]).of("all")
    assert (found.se, found.undefined) == (None, Undefined.MORE_THAN_POPULATION)


def test_a_stratum_of_one_row_is_said():
    surveyed = Design.stratified(["a", "b", "b", "b"], {"a": 9, "b": 9})
    result = weighted.means(surveyed, [1, 2, 3, 4], [0, 1, 1, 0], ["with", "without"])
    assert result.of("with").undefined is Undefined.LONELY_STRATUM
    assert result.of("without").se is not None


def test_a_stratum_nobody_answered_from_stays_in_the_population():
    surveyed = Design.stratified(["a", "a", "b"], {"a": 10, "b": 5, "nobody": 100})
    assert surveyed.rows.tolist() == [2, 1, 0]
    assert surveyed.df == 1


@pytest.mark.parametrize("weights", [[1, -1], [1, float("nan")], [1, float("inf")]])
def test_impossible_weights_are_refused(weights):
    with pytest.raises(ValueError, match="finite and not negative"):
        Design.weighted(weights)


def test_unknown_strata_are_named():
    with pytest.raises(ValueError, match="without a population: c; known are a, b"):
        Design.stratified(["a", "c"], {"a": 1, "b": 2})


def test_unknown_codes_are_named():
    with pytest.raises(ValueError, match=r"none of the codes .*: \[6.0\]"):
        weighted.shares(Design.weighted([1, 1]), [6, 1], CODES)


def test_a_result_prints_as_a_table_with_its_reference():
    frame = goldens.wave_1()
    result = weighted.means(design("des_w", frame), frame["item_12"], *grouped(frame, "size_group"))
    table = result.frame().set_index("group")
    assert table.loc["gemeinde", "undefined"] == "no_answers"
    assert table["undefined"].notna().sum() == 1
    assert "Särndal" in str(result)


def test_leading_axes_are_items_and_groups():
    frame = goldens.wave_1()
    surveyed, (group, levels) = design("des_s", frame), grouped(frame, "size_group")
    tallies = [
        survey_design.tally(surveyed, frame[item].fillna(0).to_numpy(dtype=int) - 1, 5, group, len(levels))
        for item in ("item_01", "item_02")
    ]
    both = survey_design.Tally(
        *(np.stack([getattr(one, name) for one in tallies]) for name in ("n", "used", "w", "w2")),
        surveyed.rows, surveyed.population,
    )  # fmt: skip
    estimate, error = survey_design.linearised(CODES, both)
    alone = weighted.means(surveyed, frame["item_02"], group, levels)
    assert estimate.shape == error.shape == (2, 5)
    np.testing.assert_allclose(error[1], [alone.of(level).se for level in levels], rtol=1e-12)


# What svy does differently, so that nobody replaces our numbers by its without noticing.
@pytest.fixture(scope="module")
def svy():
    import polars as pl
    import svy

    frame = goldens.wave_1()
    rows = pl.DataFrame(
        {
            "item": frame["item_01"].to_list(),
            "unused": frame["item_11"].to_list(),
            "group": frame["size_group"].astype(str).to_list(),
            "weight": frame["weight"].to_list(),
            "N_h": frame["size_group"].astype(str).map(POPULATION).to_list(),
        },
        schema_overrides={"item": pl.Float64, "unused": pl.Float64},
    )
    return svy, rows.with_columns(pl.col("item", "unused").fill_nan(None))


def test_svy_agrees_on_the_error_and_counts_other_degrees_of_freedom(svy):
    library, rows = svy
    sample = library.Sample(rows, library.Design(wgt="weight"))
    theirs = sample.estimation.mean("item", drop_nulls=True).to_polars()
    frame = goldens.wave_1()
    ours = weighted.means(design("des_w", frame), frame["item_01"])
    assert theirs["se"][0] == pytest.approx(ours.of("all").se, rel=1e-10)
    assert theirs["df"][0] == ours.n - 1 == 262
    assert ours.df == 269


def test_svy_leaves_out_a_level_nobody_chose(svy):
    library, rows = svy
    sample = library.Sample(rows.with_columns(rows["unused"].cast(int)), library.Design(wgt="weight"))
    theirs = sample.estimation.prop("unused", drop_nulls=True).to_polars()
    assert theirs.height == 4
    ours = weighted.shares(Design.weighted(rows["weight"]), goldens.wave_1()["item_11"], CODES)
    assert len(ours.estimates) == 5


def test_svys_rank_test_ignores_the_finite_population(svy):
    library, rows = svy
    chosen = rows.filter(rows["group"].is_in(["grossstadt", "mittelstadt"]))
    p = [
        library.Sample(chosen, library.Design(stratum="group", wgt="weight", pop_size=size))
        .categorical.ranktest("item", group="group", drop_nulls=True)
        .stats.p_value
        for size in (None, "N_h")
    ]
    assert p[0] == p[1]


answers = st.lists(st.sampled_from([1.0, 2.0, 3.0, 4.0, 5.0, float("nan")]), max_size=40)


@settings(max_examples=60)
@given(st.data())
def test_no_shape_breaks_it(data):
    given_answers = np.array(data.draw(answers))
    size = len(given_answers)
    weights = data.draw(st.lists(st.sampled_from([0.0, 0.5, 1.0, 7.0]), min_size=size, max_size=size))
    groups = np.array(data.draw(st.lists(st.integers(-1, 2), min_size=size, max_size=size)), dtype=int)
    strata = data.draw(st.lists(st.sampled_from("ab"), min_size=size, max_size=size))
    levels = ["one", "two", "three"]
    designs = [Design.weighted(weights), Design.stratified(strata, {"a": 20, "b": 50, "c": 3}, weights)]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for surveyed in designs:
            means = weighted.means(surveyed, given_answers, groups, levels)
            shares = weighted.shares(surveyed, given_answers, CODES, groups, levels)
            top2 = weighted.top2(surveyed, given_answers, CODES, groups, levels)
            test = rao_scott(surveyed, np.nan_to_num(given_answers, nan=-1).astype(int), groups)
            str(means), str(shares), str(top2), str(test)
    assert [entry.group for entry in means.estimates] == levels
    assert len(shares.estimates) == 15
    assert means.n == int((~np.isnan(given_answers) & (groups >= 0)).sum())
    for entry in (*means.estimates, *shares.estimates, *top2.estimates):
        values = (entry.estimate, entry.se, entry.ci_low, entry.ci_high)
        assert all(value is None or np.isfinite(value) for value in values)
        assert (None in values) == (entry.undefined is not None)
    assert (test.p is None) == (test.undefined is not None)
    assert test.p is None or test.cramers_v is not None


@pytest.mark.parametrize(
    ("given_answers", "weights", "reason"),
    [
        ([], [], Undefined.NO_ANSWERS),
        ([float("nan")] * 3, [1, 1, 1], Undefined.NO_ANSWERS),
        ([1, 2, 3], [0, 0, 0], Undefined.NO_WEIGHT),
        ([4], [2], Undefined.TOO_FEW_ANSWERS),
        ([4, 5, 5], [2, 1, 0], Undefined.TOO_FEW_ANSWERS),
    ],
)
def test_what_is_not_defined_says_why(given_answers, weights, reason):
    found = weighted.means(Design.weighted(weights), given_answers).of("all")
    assert found.undefined is reason
    assert found.ci_low is None


def test_all_equal_has_no_spread():
    found = weighted.means(Design.weighted(np.arange(1, 13) / 7), np.full(12, 3.0)).of("all")
    assert (found.estimate, found.se, found.ci_low, found.ci_high) == (3, 0, 3, 3)


@given(st.floats(0.01, 1000))
def test_the_scale_of_the_weights_does_not_matter(factor):
    frame = goldens.wave_1()
    one = weighted.means(Design.weighted(frame["weight"]), frame["item_04"]).of("all")
    other = weighted.means(Design.weighted(frame["weight"] * factor), frame["item_04"]).of("all")
    assert (other.estimate, other.se) == (pytest.approx(one.estimate), pytest.approx(one.se))
