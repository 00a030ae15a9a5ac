"""A mark is seen: on the picture, in the key, in the alternative text and in the table of the numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline import figures
from pipeline.figures import Absent, Drawn, Key, Mark, Standing, Weight, alternative, draw
from pipeline.figures.description import note
from pipeline.figures.marks import heaviest
from tests import build
from tests.figures.conftest import WAVE, assert_fits, boxes
from tests.figures.test_layout import lengthened

KEYS = (Key(Weight.PLAIN, "sicher"), Key(Weight.LIGHT, "angepasst"), Key(Weight.STRONG, "angenommen"))
STANDING = Standing("partly", "Teilweise sicher: drei von fünf Zahlen", Weight.LIGHT)
ABSENT = Absent("2011", "Januar–April 2011", 225, "nicht veröffentlicht")


@pytest.fixture(scope="module")
def waves(tmp_path_factory, questionnaire):
    """Two waves of one questionnaire."""
    data = [
        build.wave_data(questionnaire, WAVE, build.random_answers(questionnaire, WAVE, n, n), wave=wave)
        for wave, n in (("early", 60), ("late", 40))
    ]
    return build.survey(tmp_path_factory.mktemp("waves"), questionnaire, *data)


CHARTS = {
    "stacked": lambda s, lang: figures.stacked_data(s, "late", "support", language=lang),
    "stacked by": lambda s, lang: figures.stacked_data(s, "late", "cohesion", by="size_group", language=lang),
    "diverging": lambda s, lang: figures.diverging_data(s, "late", "needs", language=lang),
    "means": lambda s, lang: figures.means_data(s, "late", "support", language=lang),
    "bars": lambda s, lang: figures.bars_data(s, "late", "coping", language=lang),
    "paired bars": lambda s, lang: figures.bars_data(s, ["early", "late"], "budget", language=lang),
    "absent": lambda s, lang: figures.bars_data(s, ["early", "late"], "networking", absent=[ABSENT], language=lang),
    "sample": lambda s, lang: figures.sample_data(s, ["early", "late"], "size_group", language=lang, internal=True),
    "counts": lambda s, lang: figures.sample_data(
        s, ["early", "late"], "state", unit="count", language=lang, internal=True
    ),
    "pie": lambda s, lang: figures.pie_data(s, "late", "engagement_change", language=lang),
    "pies of waves": lambda s, lang: figures.pies_data(
        s, [("early", "engagement"), ("late", "engagement")], digits=1, language=lang
    ),
    "pies of questions": lambda s, lang: figures.pies_data(
        s, [("late", "attitude"), ("late", "attitude_change")], language=lang
    ),
    "highlight": lambda s, lang: figures.highlight_data(
        s, "late", "cohesion_measures", by="size_group_4", digits=1, language=lang
    ),
}


def judge(drawn: Drawn) -> Mark:
    """Some of everything: by the number itself, so that every chart has all kinds."""
    kind = int((drawn.value or 0) * 1000) % 3
    return (
        Mark("printed", printed=drawn.value),
        Mark("calibrated", Weight.LIGHT, "angepasst", "gedruckt: 95,2"),
        Mark("assumed", Weight.STRONG, "angenommen"),
    )[kind]


def marked(data):
    data = data.marked(judge)
    return replace(data, context=replace(data.context, keys=KEYS, standing=STANDING))


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("chart", CHARTS)
def test_marked_figures_fit(waves, chart, language):
    assert_fits(draw(marked(CHARTS[chart](waves, language))))


@pytest.mark.parametrize("chart", CHARTS)
def test_long_texts_fit_beside_marks(waves, chart):
    assert_fits(draw(lengthened(marked(CHARTS[chart](waves, "de")))))


@pytest.mark.parametrize("chart", CHARTS)
def test_every_number_is_judged_once(waves, chart):
    seen = []
    CHARTS[chart](waves, "de").marked(lambda drawn: seen.append(drawn) or Mark())
    assert len(seen) == len({(d.wave, d.variable, d.statistic, d.codes, d.by, d.level) for d in seen})
    assert {d.wave for d in seen} <= {"early", "late"}


@pytest.mark.parametrize("chart", CHARTS)
def test_marks_change_neither_numbers_nor_an_unmarked_picture(waves, chart):
    data = CHARTS[chart](waves, "de")
    judged = data.marked(lambda _: Mark("printed"))
    extra = [column for column in judged.to_frame() if column not in data.to_frame()]
    assert judged.to_frame().drop(columns=extra).equals(data.to_frame())
    assert {column.split()[0].split("_")[0] for column in extra} == {"evidence", "printed"}
    assert len(draw(judged).artists) == len(draw(data).artists)


def test_marked_bars_are_hatched(waves):
    data = figures.stacked_data(waves, "late", "support")
    plain, light = (len(draw(d).artists) for d in (data, data.marked(lambda _: Mark("calibrated", Weight.LIGHT))))
    segments = sum(share > 0 for row in data.rows for share in row.shares)
    assert light >= plain + segments


def test_the_alternative_text_names_what_is_marked(waves):
    data = figures.bars_data(waves, ["early", "late"], "budget")
    late = data.series[1]
    data = data.marked(lambda d: Mark("assumed", Weight.STRONG, "angenommen") if d.wave == "late" else Mark("printed"))
    data = replace(data, context=replace(data.context, keys=KEYS, standing=STANDING))
    text = alternative(data)
    assert f"angenommen: {late} (alle)." in text
    assert "angepasst:" not in text
    assert "Teilweise sicher: drei von fünf Zahlen." in text
    assert "erfundene Antworten" not in text


def test_an_extreme_that_is_assumed_says_so(waves):
    data = figures.means_data(waves, "late", "support")
    best = max(row.point.mean for row in data.rows)
    data = data.marked(lambda d: Mark("assumed", Weight.STRONG, "angenommen") if d.value == best else Mark("printed"))
    assert ", angenommen); am niedrigsten" in alternative(data)


def test_key_and_standing_are_on_the_picture_and_in_the_note(waves):
    data = marked(CHARTS["pie"](waves, "de"))
    drawn = [text for text, _ in boxes(draw(data))]
    for text in [key.text for key in KEYS] + [STANDING.text]:
        assert text in drawn
        assert text in note(data)


def test_a_wave_without_data_has_its_place_and_no_number(waves):
    data = CHARTS["absent"](waves, "de")
    drawn = [text for text, _ in boxes(draw(data))]
    assert drawn.count("nicht veröffentlicht") == 5
    assert "225" in data.series[0]
    assert "225" in data.context.n
    assert f"{data.series[0]}: nicht veröffentlicht." in alternative(data)
    frame = data.to_frame()
    assert frame[frame["wave"] == "2011"][["n", "base", "share"]].isna().all().all()


def test_a_sample_counts_respondents(waves):
    data = CHARTS["counts"](waves, "de")
    assert [sum(row.bars[at].count for row in data.rows) <= n for at, n in enumerate((60, 40))] == [True, True]
    assert data.rows[0].codes == (1,)
    shares = CHARTS["sample"](waves, "de")
    assert [row.codes for row in shares.rows] == [(1, 2), (3, 4), (5,), (6,), (7, 8)]


def test_answers_worded_differently_have_both_wordings(questionnaire):
    from pipeline.figures.context import joint_labels

    scales = [questionnaire.scale(name) for name in ("engagement_low_5", "engagement_5")]
    assert joint_labels(scales, "de")[4] == "gering / eher niedrig"
    assert joint_labels(scales, "de")[1] == "sehr hoch"


def test_a_diverging_bar_lies_half_on_either_side_of_a_true_middle(waves):
    assert figures.diverging_data(waves, "late", "needs").sides == (0, 0, 0.5, 1, 1)
    assert figures.diverging_data(waves, "late", "support").sides == (0, 0, 0, 1, 1)


def test_the_heaviest_mark_speaks_for_a_row():
    marks = [Mark("printed"), Mark("assumed", Weight.STRONG), Mark("calibrated", Weight.LIGHT)]
    assert heaviest(marks).word == "assumed"
    assert heaviest([]).word == ""
