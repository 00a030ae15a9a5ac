from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from pipeline.analysis import SurveyError
from tests import build, goldens


def codes(values):
    """Codes of a five-point scale whose first option is worth 5."""
    return [None if pd.isna(value) else int(6 - value) for value in values]


@pytest.fixture(scope="module")
def survey(tmp_path_factory, questionnaire):
    """The first factor of the reference values as the six ``needs`` of early 2016; ``development`` with two items."""
    plain = questionnaire.wave("2016-01").model_dump()
    for section in plain["sections"]:
        for question in section["questions"]:
            if question["id"] == "development":
                question["items"] = question["items"][:2]
    small = replace(questionnaire, waves={"2016-01": type(questionnaire.wave("2016-01")).model_validate(plain)})
    names = [v.name for v in small.variables("2016-01") if v.question.id == "needs"]
    two = [v.name for v in small.variables("2016-01") if v.question.id == "development"]
    frame = goldens.wave_1()
    full = {name: codes(frame[item]) for name, item in zip(names, goldens.FIRST_FACTOR, strict=True)}
    full |= {name: codes(frame[item]) for name, item in zip(two, ["item_01", "item_02"], strict=True)}
    waves = {
        "full": full,
        "few": {name: column[:4] for name, column in full.items()},
        "nobody": {},
        "one": {name: [2] for name in names},
        "equal": {name: [2] * 30 for name in names},
        "silent_item": dict.fromkeys(names[:5], full[names[0]]),
    }
    data = [build.wave_data(small, "2016-01", answers, wave=name) for name, answers in waves.items()]
    return build.survey(tmp_path_factory.mktemp("scales"), small, *data)


@pytest.fixture(scope="module")
def scale(survey):
    return survey.reliability("full", "needs", reverse=[survey.variables("full", "needs")[5].item.id])


def test_every_coefficient_is_that_of_the_reference_values(scale):
    frame = scale.frame().set_index("coefficient")
    assert frame["n"].tolist() == [211] * 4
    for coefficient, golden, key in (
        ("cronbach_alpha", "alpha/f1", "alpha"),
        ("omega", "omega_ml_observed_variance/f1", "omega_total"),
        ("ordinal_omega", "omega_green_yang_observed_variance/f1", "omega_ordinal"),
        ("ordinal_alpha", "ordinal_alpha/f1", "ordinal_alpha"),
    ):
        goldens.GOLDENS[golden].check(frame.loc[coefficient, "estimate"], key)
    goldens.GOLDENS["alpha_feldt/f1"].check(frame.loc["cronbach_alpha", "ci_low"], "ci_low")


def test_items_stand_in_printed_order_with_what_they_add(scale):
    frame = scale.item_frame("en")
    assert frame["reversed"].tolist() == [False] * 5 + [True]
    golden = goldens.GOLDENS["alpha/f1"]
    loading = goldens.GOLDENS["cfa_ml/f1"].result
    for item, row in zip(goldens.FIRST_FACTOR, frame.to_dict("records"), strict=True):
        golden.check(row["item_rest"], "item_rest", item)
        golden.check(row["alpha_if_deleted"], "alpha_if_deleted", item)
        whole = loading["loading"][item] ** 2 + loading["residual_variance"][item]
        assert row["loading"] == pytest.approx(loading["loading"][item] / np.sqrt(whole), rel=1e-6)
    assert frame["label_short"].iloc[0]


def test_a_scale_turned_the_wrong_way_holds_together_less(survey, scale):
    assert survey.reliability("full", "needs").alpha.alpha < scale.alpha.alpha - 0.2


def test_two_items_have_one_coefficient(survey):
    found = survey.reliability("full", "development")
    frame = found.frame()
    assert frame["coefficient"].tolist() == ["spearman_brown"]
    assert frame.loc[0, "estimate"] == found.spearman_brown.reliability
    assert found.alpha.alpha is None


def test_what_was_used_is_known_and_printed(scale):
    assert {"cronbach_alpha", "omega", "ordinal_omega", "polychoric"} <= {method.id for method in scale.methods}
    assert "0.80149" in str(scale)
    assert "Green, S. B., & Yang, Y. (2009)" in str(scale)


@pytest.mark.parametrize(
    ("question", "reverse", "message"),
    [
        ("networking", (), "'networking' of wave full is no scale"),
        ("reasons", (), "is no scale"),
        ("needs", ("nothing",), "has no item 'nothing' to be reversed. Known are:"),
        ("nees", (), "Did you mean 'needs'"),
    ],
)
def test_what_is_no_scale_is_explained(survey, question, reverse, message):
    with pytest.raises(SurveyError, match=message):
        survey.reliability("full", question, reverse=reverse)


def test_under_five_complete_answers_nothing_is_published(survey):
    public, internal = (survey.reliability("few", "needs", internal=choice) for choice in (False, True))
    assert 0 < internal.n < 5
    for frame in (public.frame(), public.item_frame()):
        assert frame["n"].isna().all()
        assert (frame["undefined"] == "withheld").all()
        assert frame.select_dtypes("float").isna().all(axis=None)
    assert internal.frame()["n"].eq(internal.n).all()


@pytest.mark.parametrize("wave", ["nobody", "one", "equal", "silent_item"])
@pytest.mark.parametrize("question", ["needs", "development"])
def test_no_shape_of_answers_breaks_it(survey, wave, question):
    found = survey.reliability(wave, question, internal=True)
    frame, items = found.frame(), found.item_frame()
    assert frame["estimate"].isna().all()
    assert frame["undefined"].notna().all()
    assert len(items) == len(survey.variables(wave, question))
    assert items["item_rest"].isna().all()
    assert "nan" not in str(found).lower()
