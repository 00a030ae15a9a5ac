from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from pipeline.analysis import NotComparableError, Survey, SurveyError
from pipeline.questionnaire.load import Questionnaire
from tests import build


@pytest.fixture(scope="module")
def survey(tmp_path_factory, questionnaire):
    answers = build.random_answers(questionnaire, "2016-12", 60)
    answers["size_class"] = [None] + [5] * 40 + [6] * 3 + [3] * 16
    answers["tasks_security"] = [1] * 30 + [2] * 30
    earlier = build.wave_data(questionnaire, "2016-12", build.random_answers(questionnaire, "2016-12", 20, 2), wave="a")
    return build.survey(
        tmp_path_factory.mktemp("survey"), questionnaire, earlier,
        build.wave_data(questionnaire, "2016-12", answers, wave="b"),
    )  # fmt: skip


def test_means_come_in_questionnaire_order_with_every_level(survey):
    frame = survey.means("b", "tasks", by="size_group")
    assert frame["variable"].drop_duplicates().tolist()[:2] == [
        "tasks_shared_accommodation",
        "tasks_decentralised_housing",
    ]
    assert len(frame) == 15 * 5
    assert frame["level_label"].drop_duplicates().tolist()[0] == "Großstädte"
    assert frame.attrs["provenance"] == "synthetic"


def test_small_groups_are_withheld_unless_internal(survey):
    public = survey.means("b", "tasks_security", by="size_group").set_index("level")
    internal = survey.means("b", "tasks_security", by="size_group", internal=True).set_index("level")
    assert internal.loc[4, "n"] == 3
    assert internal.loc[4, "mean"] == 4.0
    assert pd.isna(public.loc[4, "n"])
    assert public.loc[4, ["mean", "top2", "median"]].isna().all()
    assert pd.isna(public.loc[3, "n"])  # small towns and municipalities together are published, too
    assert public.loc[2, "n"] == 16
    assert public.loc[5, "n"] == 0  # empty: there is nothing to hide
    shares = survey.distribution("b", "tasks_security", by="size_group").set_index(["level", "code"])
    assert shares.loc[4, "share"].isna().all()
    assert shares.loc[(4, [1, 2]), "n"].isna().all()
    assert shares.loc[(4, 3), "n"] == 0  # an answer that nobody gave anywhere


def test_kinds_of_missing_are_told_for_all_but_not_by_group(survey):
    everyone, groups = (survey.distribution("b", "tasks_security", by=by) for by in ("all", "size_group"))
    assert everyone.loc[everyone["missing"], "n"].sum() == 0
    assert groups.loc[groups["missing"], "n"].isna().all()
    internal = survey.distribution("b", "tasks_security", by="size_group", internal=True)
    assert internal.loc[internal["missing"], "n"].notna().all()


def test_an_internal_survey_gives_internal_numbers_to_every_question(survey):
    inside = Survey(survey._connection, survey.questionnaire, internal=True)  # noqa: SLF001  (the same file)
    for ask in (
        lambda s: s.means("b", "tasks", by="size_class"),
        lambda s: s.distribution("b", "tasks", by="size_class"),
        lambda s: s.sample("b", "size_class"),
    ):
        assert ask(survey)["n"].isna().any()
        assert not ask(survey).attrs["internal"]
        assert ask(inside)["n"].notna().all()
        assert ask(inside).attrs["internal"]


def test_the_question_of_size_is_not_crossed_with_the_land(survey):
    """A size in a Land is often one municipality; the composition is all that is told of the two questions."""
    crossed = survey.distribution("b", "size_class", by="state")
    assert crossed["n"].isna().all()
    assert crossed["base"].isna().all()
    own = survey.distribution("b", "size_class").set_index("code")["n"]
    assert own[[5, 6]].isna().all()
    assert own[3] == 16


def test_what_is_assumed_is_marked_row_by_row(tmp_path, questionnaire):
    answers = build.random_answers(questionnaire, "2016-01", 12)
    data = build.wave_data(questionnaire, "2016-01", answers)
    guessed = replace(data, assumed=frozenset({"engagement_promotion_open_clubs", "reasons_cost_of_failure"}))
    with build.survey(tmp_path, questionnaire, guessed) as survey:
        assert survey.assumed("test") == guessed.assumed
        means = survey.means("test", "engagement_promotion", by="size_group")
        marked = means.groupby("variable")["assumed"].agg(["all", "any"])
        assert marked.index[marked["any"]].tolist() == marked.index[marked["all"]].tolist()
        assert marked.index[marked["any"]].tolist() == ["engagement_promotion_open_clubs"]
        shares = survey.distribution("test", "reasons")
        assert shares[shares["assumed"]]["variable"].unique().tolist() == ["reasons_cost_of_failure"]
        assert not survey.distribution("test", "networking")["assumed"].any()
        with pytest.raises(SurveyError, match="no wave '2016-01'"):
            survey.assumed("2016-01")


def test_a_wave_of_one_question_has_no_groups_and_disturbs_none(tmp_path, questionnaire):
    only = build.wave_data(questionnaire, "2011", {"networking": [1, 2, 2, 3, 4, None]}, wave="2011")
    later = build.wave_data(questionnaire, "2016-12", build.random_answers(questionnaire, "2016-12", 9), wave="2016-12")
    with build.survey(tmp_path, questionnaire, only, later) as survey:
        assert survey.waves == ["2011", "2016-12"]
        assert survey.means("2011", "networking")[["n", "mean"]].to_numpy().tolist() == [[5, 3.6]]
        assert survey.means("2011", "networking", by="size_group")["n"].eq(0).all()
        assert survey.sample("2011", "state")["n"].eq(0).all()
        assert survey.answers("2011", ["networking"])["size_group"].isna().all()
        assert survey.sample("2016-12", "size_group", internal=True)["n"].sum() > 0


def test_a_question_is_found_by_its_printed_number(survey):
    assert survey.question("b", "7").id == "tasks"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda s: s.means("c", "tasks"), r"no wave 'c'.*Known are: a, b"),
        (lambda s: s.means("b", "task"), r"Did you mean 'tasks'"),
        (lambda s: s.means("b", "tasks", by="size"), r"cannot be broken down by 'size'"),
        (lambda s: s.means("b", "state"), r"has no mean"),
    ],
)
def test_what_is_not_there_is_named_with_what_is(survey, call, message):
    with pytest.raises(SurveyError, match=message):
        call(survey)


def test_across_puts_waves_side_by_side(survey):
    frame = survey.across("tasks", ["a", "b"])
    first, second = (frame[frame["wave"] == wave].set_index("variable") for wave in ("a", "b"))
    assert (first["difference"].dropna() == 0).all()
    expected = second["mean"] - first["mean"]
    pd.testing.assert_series_equal(second["difference"], expected, check_names=False)


def test_across_categories_gives_share_points(survey):
    frame = survey.across("strategy", ["a", "b"])
    second = frame[(frame["wave"] == "b") & ~frame["missing"]]
    assert second["difference"].sum() == pytest.approx(0)


def test_across_is_refused_with_the_reason_of_the_crosswalk(tmp_path, questionnaire):
    wave = questionnaire.wave("2016-12")
    later = wave.model_copy(update={"wave": "2027"})
    entry = {
        "between": ("2016-12", "2027"), "question": "tasks", "comparable": False,
        "reason": {"de": "Andere Frage.", "en": "Another question."},
    }  # fmt: skip
    from pipeline.questionnaire.crosswalk import Comparability

    both = Questionnaire(
        waves={"2016-12": wave, "2027": later}, scales=questionnaire.scales,
        classifications=questionnaire.classifications, crosswalk=(Comparability(**entry),),
    )  # fmt: skip
    answers = build.random_answers(both, "2027", 10)
    survey = build.survey(
        tmp_path,
        both,
        build.wave_data(both, "2016-12", answers, wave="x"),
        build.wave_data(both, "2027", answers, wave="y"),
    )
    with pytest.raises(NotComparableError, match="Another question"):
        survey.across("tasks", ["x", "y"], language="en")
    assert len(survey.across("needs", ["x", "y"])) == 18


def test_open_answers_only_where_the_wave_publishes_them(tmp_path, questionnaire, survey):
    assert survey.open_answers("b", "priorities")[:2] == ["Text 0", "Text 1"]
    data = build.wave_data(questionnaire, "2016-12", {"priorities": ["secret"]})
    withheld = data.__class__(**{**data.__dict__, "open_answers_policy": "withheld"})
    assert build.survey(tmp_path, questionnaire, withheld).open_answers("test", "priorities") == []


def test_sample_and_nonresponse_count_every_respondent(survey):
    sample = survey.sample("b", "size_group", internal=True).set_index("level")["n"]
    assert sample.to_dict() == {1: 0, 2: 16, 3: 40, 4: 3, 5: 0}
    published = survey.sample("b", "size_group").set_index("level")["n"]
    assert published.dropna().to_dict() == {1: 0, 2: 16, 5: 0}
    missing = survey.nonresponse("b").set_index("variable")
    assert missing.loc["size_class", ["answered", "no_answer"]].tolist() == [59, 1]
    assert (missing["answered"] + missing["no_answer"] + missing["dont_know"] == 60).all()


def test_a_wave_without_answers_has_no_numbers_and_does_not_break(tmp_path, questionnaire):
    survey = build.survey(tmp_path, questionnaire, build.wave_data(questionnaire, "2016-12", {}, n=0))
    assert survey.means("test", "tasks")["mean"].isna().all()
    assert survey.distribution("test", "strategy", by="state")["n"].eq(0).all()
    assert survey.wave("test").n == 0
    assert survey.sample("test", "state")["share"].isna().all()


def test_the_rule_for_duplicates_is_the_one_of_the_source_file(demo_project):
    from pipeline.analysis import Survey

    with Survey.open(demo_project.root) as survey:
        assert survey.wave("demo").duplicates == "first"
        assert survey.wave("demo").responses["duplicate"] == 1
