"""The description after the field period: published numbers only, and those of the codes that the data have."""

from __future__ import annotations

import dataclasses

import pytest

from pipeline.analysis import Survey
from pipeline.archive import ArchiveError, data
from pipeline.archive.description import study_of, write
from pipeline.fielding import ddi_check
from pipeline.fielding.data_file import columns
from pipeline.fielding.ddi import describe
from pipeline.project import Project
from pipeline.questionnaire import load
from pipeline.stages import Line
from tests.archive.conftest import EVERY_KIND
from tests.build import random_answers, survey, wave_data
from tests.conftest import copy_of_project
from tests.fielding.conftest import every_type, questionnaire_of
from tests.fielding.test_ddi import SCHEMAS, needs_schema, parsed, texts, var


@pytest.fixture
def thrice(tmp_path):
    """Every response of :data:`EVERY_KIND` three times, so that enough answered for anything to be published."""
    questionnaire = questionnaire_of(every_type())
    answers = {name: column * 3 for name, column in EVERY_KIND.items()}
    with survey(tmp_path, questionnaire, wave_data(questionnaire, "2027", answers)) as opened:
        yield opened


def test_counts_are_those_of_the_data(thrice):
    study = study_of(thrice, "test", columns(thrice.questionnaire, "2027"))
    frame = data.scientific(thrice, "test").frame
    for name in ("size", "facility", "tasks_time", "practice_school", "facility_name", "land", "practice_other"):
        counts, cells = study.counts[name], frame[name].to_list()
        expected = {code: cells.count(code) for code in set(cells)}
        assert {code: n for code, n in counts.by_code.items() if n} == expected, name
        assert (counts.valid, counts.invalid) == (sum(c > 0 for c in cells), sum(c < 0 for c in cells))
    given = [value for value in frame["staff"] if value >= 0]
    assert study.counts["staff"].valid == len(given)
    assert study.counts["staff"].mean == pytest.approx(sum(given) / len(given))
    assert study.counts["size"].mean == pytest.approx((4 + 3 + 0) / 3)  # codes 1, 2 and 5, worth 4, 3 and 0


def test_internal_numbers_are_never_described(every_kind):
    inside = Survey(None, every_kind.questionnaire, internal=True)
    with pytest.raises(ArchiveError, match="opened for internal"):
        study_of(inside, "test", ())


def test_what_is_not_published_is_not_told(every_kind, questionnaire, tmp_path):
    few = study_of(every_kind, "test", columns(every_kind.questionnaire, "2027")).counts["size"]
    assert (few.valid, few.mean) == (None, None)  # three answered
    assert not [code for code in few.by_code if code > 0]
    strict = questionnaire.disclosure.model_copy(update={"overall": "suppressed"})
    hiding = dataclasses.replace(questionnaire, disclosure=strict)
    answers = random_answers(hiding, "2016-12", 30, missing=0.1)
    with survey(tmp_path, hiding, wave_data(hiding, "2016-12", answers)) as opened:
        counts = study_of(opened, "test", columns(hiding, "2016-12")).counts
    shown = [n for one in counts.values() for n in one.by_code.values()]
    assert shown
    assert not [n for n in shown if 0 < n < 5]


@pytest.mark.parametrize("variant", ["internal", "scientific"])
@needs_schema
def test_valid_with_the_columns_of_either_variant(every_kind, answered, variant):
    for opened in (every_kind, answered):
        made = getattr(data, variant)(opened, "test")
        content = describe(study_of(opened, "test", made.columns))
        assert ddi_check.validate(content, SCHEMAS, "test")
        names = [one.get("name") for one in parsed(content).iterfind(".//{*}var")]
        assert names == [column.name for column in made.columns]


def test_of_a_coarse_column_the_published_composition(answered):
    made = data.scientific(answered, "test")
    (name,) = [
        column.name
        for column in made.columns
        if column.name.startswith("size_group") or column.name in ("region", "east_west")
    ]
    study = study_of(answered, "test", made.columns)
    published = answered.sample("test", name).set_index("level")["n"].dropna()
    assert study.counts[name].by_code == published.astype(int).to_dict()
    assert "Vergröbert aus der Frage" in texts(var(parsed(describe(study)), name), "{*}txt")[0]


def test_before_and_after_there_are_answers(tmp_path):
    project = Project(copy_of_project(tmp_path))
    questionnaire = load(project.questionnaire)
    (before,) = write(questionnaire, "2016-12", project=project)
    (project.raw / "demo").rename(project.raw / "2016-12")
    Line(project).ingest()
    (after,) = write(questionnaire, "2016-12", project=project)
    assert b"catStat" not in before.content
    assert b"catStat" in after.content
    assert "32 von 61" in texts(parsed(after.content), ".//{*}respRate")[0]
    (other,) = write(questionnaire, "2016-01", project=project)
    assert b"catStat" not in other.content
