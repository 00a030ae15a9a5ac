"""The numbers of a figure are those of the survey; every level of the questionnaire has its place."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.analysis import NotComparableError
from pipeline.figures import (
    alternative,
    bars_data,
    draw_pie,
    highlight_data,
    means_data,
    multiple_data,
    multiples_data,
    pie_data,
    stacked_data,
)
from pipeline.figures.context import Status
from pipeline.figures.description import note
from tests import build
from tests.figures.conftest import WAVE, boxes


def test_stacked_shows_distribution_and_mean(survey):
    data = stacked_data(survey, "test", "tasks")
    means = survey.means("test", "tasks")
    assert [row.mean for row in data.rows] == means["mean"].tolist()
    assert [row.n for row in data.rows] == means["n"].tolist()
    assert [sum(row.shares) for row in data.rows] == pytest.approx([1] * 15)
    assert data.options == ("stark gewonnen", "gewonnen", "gleich geblieben", "verloren", "stark verloren")


def test_stacked_by_mean_is_sorted_and_says_so(survey):
    data = stacked_data(survey, "test", "support", order="mean")
    means = [row.mean for row in data.rows]
    assert means == sorted(means, reverse=True)
    assert "Geordnet nach dem Mittel" in data.context.explanation


@pytest.mark.parametrize("function", [stacked_data, means_data])
def test_an_unknown_order_is_an_error(survey, function):
    with pytest.raises(ValueError, match="questionnaire, mean"):
        function(survey, "test", "support", order="value")


def test_stacked_by_group_starts_with_all(survey):
    data = stacked_data(survey, "test", "engagement", by="size_group", language="en")
    assert [row.label for row in data.rows][:2] == ["All municipalities surveyed", "Large cities"]
    assert data.context.n == f"n\u202f=\u202f{data.rows[0].n}"


def test_single_questions_of_one_scale_share_a_chart(make):
    data = stacked_data(make(n=40), "test", "engagement", "engagement")
    assert len(data.rows) == 2
    with pytest.raises(ValueError, match="one scale"):
        stacked_data(make(n=40), "test", "engagement", "cohesion")


@pytest.mark.parametrize("function", [stacked_data, means_data])
def test_a_battery_by_group_is_refused(survey, function):
    with pytest.raises(ValueError, match="small multiples"):
        function(survey, "test", "tasks", by="size_group")


def test_means_are_sorted_or_in_questionnaire_order(survey):
    table = survey.means("test", "development")
    printed = means_data(survey, "test", "development", order="questionnaire")
    assert [row.point.mean for row in printed.rows] == table["mean"].tolist()
    ordered = means_data(survey, "test", "development")
    assert [row.point.mean for row in ordered.rows] == sorted(table["mean"], reverse=True)
    assert (ordered.low, ordered.high) == (1, 5)


def test_multiples_hold_every_item_and_group(survey):
    data = multiples_data(survey, "test", "tasks")
    table = survey.means("test", "tasks", "size_group")
    published = [None if pd.isna(mean) else mean for mean in table["mean"]]
    assert [point.mean for panel in data.panels for point in panel.points] == published
    assert [panel.overall.mean for panel in data.panels] == survey.means("test", "tasks")["mean"].tolist()
    assert [group.label for group in data.groups] == survey.levels("size_group")["short"].tolist()


def test_highlight_marks_the_highest_of_each_row(survey):
    for row in highlight_data(survey, "test", "tasks").rows:
        shares = [cell.share for cell in row.cells if cell.share is not None]
        best = max(shares) if len(set(shares)) > 1 else None
        assert [cell.highest for cell in row.cells] == [
            cell.share is not None and cell.share == best for cell in row.cells
        ]


def test_equal_values_are_not_highlighted(make, questionnaire):
    answers = {variable.name: [1] * 40 for variable in questionnaire.variables(WAVE) if variable.kind == "choice"}
    answers["size_class"] = [1, 3, 5, 7] * 10
    cells = [cell for row in highlight_data(make(answers), "test", "tasks").rows for cell in row.cells]
    assert not any(cell.highest for cell in cells)


def test_bars_leave_don_t_know_out_and_say_so(survey):
    data = bars_data(survey, "test", "migrant_share")
    assert len(data.rows) == 7
    assert any("Anteil nicht bekannt" in note for note in data.context.notes)
    assert sum(row.bars[0].share for row in data.rows) == pytest.approx(1)


def test_bars_of_two_waves_stand_side_by_side(tmp_path, questionnaire):
    waves = [
        build.wave_data(questionnaire, WAVE, build.random_answers(questionnaire, WAVE, 40, seed), wave=f"w{seed}")
        for seed in (1, 2)
    ]
    survey = build.survey(tmp_path, questionnaire, *waves)
    data = bars_data(survey, ["w1", "w2"], "budget")
    assert [len(row.bars) for row in data.rows] == [2] * 4
    shares = survey.distribution("w2", "budget").query("not missing")["share"].tolist()
    assert [row.bars[1].share for row in data.rows] == shares
    assert data.to_frame()["wave"].tolist() == ["w1"] * 4 + ["w2"] * 4


def test_waves_that_are_not_comparable_are_not_drawn(survey, monkeypatch):
    def refuse(*_, **__):
        raise NotComparableError("no")

    monkeypatch.setattr(survey, "across", refuse)
    with pytest.raises(NotComparableError):
        bars_data(survey, ["test", "test"], "budget")


def test_multiple_choice_has_a_base_of_its_own_for_every_box(survey):
    data = multiple_data(survey, "test", "good_practice")
    assert len(data.rows) == 12
    assert all(row.bars[0].share == pytest.approx(row.bars[0].count / row.bars[0].base) for row in data.rows)
    shares = [row.bars[0].share for row in multiple_data(survey, "test", "good_practice", order="share").rows]
    assert shares == sorted(shares, reverse=True)


def test_pie(survey):
    data = pie_data(survey, "test", "strategy", language="en")
    assert [one.label for one in data.slices] == ["Yes", "No"]
    assert sum(one.count for one in data.slices) == data.base


def test_synthetic_answers_say_so_and_real_ones_do_not(survey, make):
    assert "erfundene Antworten" in pie_data(survey, "test", "strategy").context.evidence
    real = pie_data(make(n=30, provenance="real"), "test", "strategy")
    assert real.context.evidence is None
    assert set(real.to_frame()["provenance"]) == {"real"}


def test_groups_below_the_limit_are_withheld(make, questionnaire):
    answers = build.random_answers(questionnaire, WAVE, 40, missing=0)
    answers["size_class"] = [1] * 4 + [5] * 36
    survey = make(answers)
    groups = multiples_data(survey, "test", "tasks").panels[0].points
    assert (groups[0].status, groups[0].mean) == (Status.WITHHELD, None)
    for data in (
        multiples_data(survey, "test", "tasks"),
        highlight_data(survey, "test", "tasks"),
        stacked_data(survey, "test", "cohesion", by="size_group"),
    ):
        assert any("Gruppen und Antworten mit weniger als 5 Kommunen" in note for note in data.context.notes)


def test_a_group_may_keep_its_n_and_lose_its_numbers(make, questionnaire):
    answers = build.random_answers(questionnaire, WAVE, 60, missing=0)
    answers["size_class"] = [1] * 20 + [5] * 40
    survey = make(answers)
    table = survey.means("test", "tasks", "size_group")
    cells = {row.variable: row.cells for row in highlight_data(survey, "test", "tasks").rows}
    seen = set()
    for row in table.itertuples():
        cell = cells[row.variable][int(row.level) - 1]
        hidden = pd.isna(row.n) or (row.n > 0 and pd.isna(row.top2))
        assert (cell.status is Status.WITHHELD) == hidden
        seen.add(cell.status)
    assert seen == {Status.WITHHELD, Status.SHOWN, Status.EMPTY}


def test_internal_numbers_say_so_on_the_figure(make, monkeypatch):
    survey = make(n=30)
    assert pie_data(survey, "test", "strategy").context.internal is None
    monkeypatch.setattr(survey, "internal", True)
    data = pie_data(survey, "test", "strategy")
    mark = "Intern – nicht zur Veröffentlichung"
    assert data.context.internal == mark
    assert set(data.to_frame()["publication"]) == {mark}
    assert mark in alternative(data)
    assert mark in note(data)
    assert boxes(draw_pie(data))[0][0] == mark


def test_a_bar_shows_what_is_published_of_it(survey):
    data = stacked_data(survey, "test", "cohesion", by="size_group")
    frame = survey.distribution("test", "cohesion", "size_group").query("not missing")
    parts = [row for row in data.rows if row.level]
    assert [share is None for row in parts for share in row.shares] == frame["share"].isna().tolist()
    for row in parts:
        assert (row.status is Status.SHOWN) is any(share is not None for share in row.shares)


def test_frames_carry_wave_and_provenance(survey):
    for data in (stacked_data(survey, "test", "tasks"), multiples_data(survey, "test", "tasks")):
        frame = data.to_frame()
        assert set(frame["wave"]) == {"test"}
        assert set(frame["provenance"]) == {"synthetic"}
