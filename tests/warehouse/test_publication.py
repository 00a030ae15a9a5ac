"""What leaves the house of the warehouse: the published views, and an attack on them that must fail."""

from __future__ import annotations

import tempfile
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import warehouse
from pipeline.questionnaire.disclosure import Disclosure
from pipeline.questionnaire.frame import Frame, FrameCell
from pipeline.questionnaire.load import Questionnaire
from pipeline.questionnaire.model import Classification, Scale, Wave
from pipeline.warehouse.audit import audit
from tests.build import wave_data

FILTERED = {"member": [1]}


def text(word):
    return {"de": word, "en": word}


def option(code, value=None, **more):
    return {"code": code, "value": value, "label": text(f"option {code}"), **more}


def levels(*codes):
    return [
        {"code": at, "id": f"level{at}", "label": text(f"level {at}"), "codes": list(group)}
        for at, group in enumerate(codes, start=1)
    ]


def questionnaire(**rules):
    """Five sizes in nested groups, three Länder, a rating, a yes/no question with a filtered one, a number, a text."""
    scales = {
        "rating": Scale(direction="descending", options=[option(code, 6 - code) for code in range(1, 6)]),
        "size": Scale(direction="none", options=[option(code) for code in range(1, 6)]),
        "land": Scale(direction="none", options=[option(code) for code in range(1, 4)]),
    }
    questions = [
        {"id": "size", "type": "single", "scale": "size", "role": "size_class", "text": text("size")},
        {"id": "land", "type": "single", "scale": "land", "role": "state", "text": text("land")},
        {"id": "rate", "type": "single", "scale": "rating", "text": text("rate")},
        {"id": "member", "type": "yes_no", "text": text("member")},
        {"id": "since", "type": "single", "scale": "rating", "text": text("since"), "shown_if": FILTERED},
        {"id": "staff", "type": "number", "text": text("staff")},
        {"id": "remark", "type": "text", "text": text("remark")},
    ]
    wave = Wave(
        wave="w", title=text("w"), field_period=("2026-01-01", "2026-02-01"), source="test",
        sections=[{"id": "s", "title": text("s"), "questions": questions}],
    )  # fmt: skip
    of = {"size_class": {"each": [(1,), (2,), (3,), (4,), (5,)], "some": [(1, 2), (3,), (4, 5)], "two": [(1, 2, 3), (4, 5)]},
          "state": {"lands": [(1,), (2,), (3,)]}}  # fmt: skip
    return Questionnaire(
        waves={"w": wave}, scales=scales, disclosure=Disclosure(**rules),
        classifications={
            name: Classification(title=text(name), of=role, levels=levels(*groups))
            for role, groupings in of.items() for name, groups in groupings.items()
        },
    )  # fmt: skip


class Built:
    """A warehouse of one wave: what it publishes, and how that stands an attack."""

    def __init__(self, answers, frame=None, n=None, **rules):
        self.questionnaire = questionnaire(**rules)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "survey.duckdb"
            data = wave_data(self.questionnaire, "w", answers, n=n)
            warehouse.build(path, self.questionnaire, [data], frame)
            with warehouse.connect(path) as connection:
                views = ("published_distribution", "published_likert_mean", "published_sample", "publication")
                self.tables = {name: connection.sql(f"FROM mart.{name}").pl() for name in views}
                self.labelled = connection.sql("FROM mart.distribution_labelled").pl()
                self.audit = audit(
                    connection, self.questionnaire, "test", width=self.questionnaire.disclosure.protection
                )

    def rows(self, table, **keys):
        return self.tables[table].filter(*(pl.col(name) == value for name, value in keys.items()))


def repeated(*pairs):
    return [value for value, times in pairs for _ in range(times)]


LARGE = {
    "size": repeated((1, 12), (2, 3), (3, 20), (4, 9), (5, 16)),
    "land": repeated((1, 30), (2, 2), (3, 28)),
    "rate": [1, 2, 2, 3, 3, 4] * 10,
    "member": [1] * 40 + [2] * 20,
    "since": [1, 2, 3, 4] * 10 + [-6] * 20,
    "staff": list(range(60)),
    "remark": ["a text"] * 3 + [None] * 57,
}


@pytest.fixture(scope="module")
def large():
    return Built(LARGE)


def test_small_groups_and_what_would_give_them_away_are_withheld(large):
    sample = large.rows("published_sample", grouping="each")["n"].to_list()
    assert sample[1] is None
    assert sample[0] is None  # the first group of "some" is both of them
    assert large.rows("published_sample", grouping="some")["n"].to_list() == [15, 20, 25]
    rate = large.rows("published_likert_mean", variable="rate", grouping="each")
    assert rate["n"].is_null().to_list()[:2] == [True, True]
    assert large.audit.recomputed == ()


def test_the_questions_that_make_the_groups_are_the_composition_and_never_crossed(large):
    own = large.rows("published_distribution", variable="size", grouping="all").filter(pl.col("code") > 0)
    assert own["n"].to_list() == large.rows("published_sample", grouping="each")["n"].to_list()
    crossed = large.rows("published_distribution", variable="size").filter(pl.col("grouping") != "all")
    assert crossed["n"].is_null().all()
    assert crossed["base"].is_null().all()


def test_texts_are_counted_over_all_and_kinds_of_missing_never_by_group(large):
    given = large.rows("published_distribution", variable="remark", code=1)
    assert given.filter(pl.col("grouping") == "all")["n"].to_list() == [3]
    assert given.filter(pl.col("grouping") != "all")["n"].is_null().all()
    missing = large.tables["published_distribution"].filter(pl.col("code") < 0)
    assert missing.filter(pl.col("grouping") == "all")["n"].is_null().sum() == 0
    assert missing.filter(pl.col("grouping") != "all")["n"].is_null().all()


def test_a_filtered_question_is_told_only_where_its_filter_is_told_in_full(large):
    """In "some", the second group answered the filter 20 to 0, the third 0 to 20 and 5: who was asked follows from it."""
    full = dict(large.rows("publication", variable="member", grouping="some").select("level", "full").iter_rows())
    told = dict(large.rows("publication", variable="since", grouping="some").select("level", "n").iter_rows())
    assert all(full[level] for level, n in told.items() if n)


def test_a_number_has_means_in_large_groups_and_no_median_in_any(large):
    staff = large.rows("published_likert_mean", variable="staff", grouping="some")
    assert staff["mean"].is_null().sum() == 0
    assert staff["median"].is_null().all()
    assert large.rows("published_likert_mean", variable="staff", grouping="all")["median"].to_list() == [29.5]
    classes = large.rows("published_likert_mean", variable="staff", grouping="each")
    assert classes["mean"].is_null().sum() >= 2


def test_the_views_for_people_show_what_is_published(large):
    assert large.labelled["n"].is_null().any()
    hidden = large.labelled.filter("suppressed")
    assert hidden["n"].is_null().all()


def test_groups_of_few_municipalities_are_withheld_even_if_none_took_part():
    alone = FrameCell((("lands", "level2"),), {"size_class": None, "state": frozenset([2])}, 1)
    found = Built(LARGE | {"land": repeated((1, 30), (3, 30))}, Frame("frame.csv", (alone,)))
    assert found.rows("published_sample", grouping="lands")["n"].to_list()[1] is None
    assert found.audit.recomputed == ()
    plain = Built(LARGE | {"land": repeated((1, 30), (3, 30))})
    assert plain.rows("published_sample", grouping="lands")["n"].to_list() == [30, 0, 30]


def test_overall_counts_may_be_suppressed_too():
    answers = LARGE | {"rate": repeated((1, 30), (2, 25), (3, 3), (4, 2))}
    shown, hidden = Built(answers), Built(answers, overall="suppressed")
    counts = {"variable": "rate", "grouping": "all"}
    assert shown.rows("published_distribution", **counts, code=4)["n"].to_list() == [2]
    assert hidden.rows("published_distribution", **counts, code=4)["n"].to_list() == [None]
    assert hidden.rows("published_distribution", **counts, code=-9)["n"].to_list() == [None]
    assert hidden.rows("published_likert_mean", **counts)["n"].to_list() == [60]
    assert hidden.audit.recomputed == ()


def test_the_threshold_is_the_projects():
    strict = Built(LARGE, minimum_answers=16)
    assert strict.rows("published_sample", grouping="some")["n"].to_list().count(None) >= 2
    loose = Built(LARGE, minimum_answers=2)
    assert loose.rows("published_sample", grouping="each")["n"].null_count() == 0


def test_the_audit_counts_what_it_attacked_and_knows_little_room_from_none():
    found = Built(LARGE)
    withheld = found.tables["published_distribution"].filter(
        pl.col("suppressed") & (pl.col("code") > 0) & ~pl.col("variable").is_in(["size", "land", "remark"])
    )
    assert found.audit.withheld > withheld.height
    assert found.audit.withheld > found.audit.sensitive > 0
    assert all(one.high > one.low for one in found.audit.narrow)


codes = st.none() | st.integers(1, 5)
people = st.lists(
    st.tuples(
        codes, st.none() | st.integers(1, 3), codes, st.sampled_from([None, 1, 2]), st.none() | st.integers(0, 9)
    ),
    max_size=40,
)


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(people, st.sampled_from(["published", "suppressed"]), st.sampled_from(["interval", "top2"]))
def test_nothing_withheld_of_any_wave_is_recomputed(rows, overall, prefer):
    names = ("size", "land", "rate", "member", "staff")
    answers = {name: [row[at] for row in rows] for at, name in enumerate(names)}
    answers["since"] = [-6 if member != 1 else rate for _, _, rate, member, _ in rows]
    found = Built(answers, n=len(rows), overall=overall, prefer=prefer)
    assert found.audit.recomputed == ()
    few = found.tables["published_sample"].filter((pl.col("n") > 0) & (pl.col("n") < 5))
    assert few.is_empty()
    groups = found.tables["published_likert_mean"].filter(pl.col("grouping") != "all")
    assert groups.filter((pl.col("n") > 0) & (pl.col("n") < 5) & pl.col("mean").is_not_null()).is_empty()
