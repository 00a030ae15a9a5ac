from __future__ import annotations

import datetime as dt

import pytest

from pipeline.analysis.margins import MarginsError, read_margins
from tests.conftest import ROOT

HEAD = "classification,level,population,source,reference_date\n"
SIZES = {"large_cities": 80, "medium_towns": 621, "small_towns": 2254, "small_municipalities": 7841, "landkreise": 294}


def file(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "margins.csv"
    path.write_text(text, encoding=encoding)
    return path


def rows(levels, name="size_group"):
    return "".join(f"{name},{level},{units},Office,2020-12-31\n" for level, units in levels.items())


def refused(path, questionnaire):
    with pytest.raises(MarginsError) as refusal:
        read_margins(path, questionnaire, file="margins.csv")
    return str(refusal.value)


def test_the_margins_of_this_project_add_up_to_the_official_total(questionnaire):
    path = ROOT / "data" / "reference" / "population_2020.csv"
    population = read_margins(path, questionnaire, file="population_2020.csv")
    sizes = population.margins["size_class"]
    municipalities = {level: units for level, units in sizes.items() if "landkreis" not in level}
    assert sum(municipalities.values()) == 10_796
    assert sizes["landkreis_over_150k+landkreis_under_150k"] == 294
    assert population.reference_dates == (dt.date(2020, 12, 31),)


def test_levels_come_in_questionnaire_order(questionnaire, tmp_path):
    backwards = dict(reversed(SIZES.items()))
    population = read_margins(file(tmp_path, HEAD + rows(backwards)), questionnaire, file="margins.csv")
    assert list(population.margins["size_group"]) == list(SIZES)
    assert population.margins["size_group"] == SIZES


def test_a_spreadsheet_may_have_put_a_mark_in_front(questionnaire, tmp_path):
    path = file(tmp_path, HEAD + rows(SIZES), encoding="utf-8-sig")
    assert read_margins(path, questionnaire, file="margins.csv").margins["size_group"] == SIZES


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("size_grop,landkreise,294,Office,2020-12-31", "column classification: found 'size_grop'; expected one of"),
        ("size_group,landkreis,294,Office,2020-12-31", "did you mean 'landkreise'?"),
        ("size_group,landkreise,7.841,Office,2020-12-31", "column population: found '7.841'; expected a whole number"),
        ("size_group,landkreise,-3,Office,2020-12-31", "column population: found '-3'"),
        ("size_group,landkreise,294,,2020-12-31", "column source: found nothing; expected where the number comes from"),
        ("size_group,landkreise,294,Office,31.12.2020", "column reference_date: found '31.12.2020'; expected a date"),
        ("size_group,landkreise,294", "column reference_date: found nothing"),
        ("size_group,large_cities,80,Office,2020-12-31", "'large_cities' of size_group stands in line 2 already"),
    ],
)
def test_a_mistake_is_named_with_line_and_column(line, message, questionnaire, tmp_path):
    four = {level: units for level, units in SIZES.items() if level != "landkreise"}
    found = refused(file(tmp_path, f"{HEAD}{rows(four)}{line}\n"), questionnaire)
    assert message in found
    assert "margins.csv, line 6" in found


def test_every_mistake_is_reported(questionnaire, tmp_path):
    found = refused(file(tmp_path, HEAD + "size,a,1.5,,\n" + rows({"nowhere": 3})), questionnaire)
    assert len(found.splitlines()) == 5


def test_a_level_left_out_is_named(questionnaire, tmp_path):
    found = refused(file(tmp_path, HEAD + rows({"large_cities": 80})), questionnaire)
    assert "classification size_group: no row for medium_towns, small_towns, small_municipalities, landkreise" in found
    assert "joined by '+'" in found


def test_margins_of_two_populations_are_refused(questionnaire, tmp_path):
    halves = rows({"west": 4000, "ost": 4000}, "east_west")
    found = refused(file(tmp_path, HEAD + rows(SIZES) + halves), questionnaire)
    assert "classification east_west: found 8000 units in all, but 11090 by size_group" in found


def test_a_population_of_nobody_is_refused(questionnaire, tmp_path):
    found = refused(file(tmp_path, HEAD + rows(dict.fromkeys(SIZES, 0))), questionnaire)
    assert "the population is 0 in every level" in found


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1: found nothing; expected the columns"),
        ("classification,level\n", "line 1: found classification, level; expected the columns"),
        (HEAD.replace(",", ";"), "the separator is a comma"),
        (HEAD, "there is no row below the headings"),
    ],
)
def test_a_file_that_is_none_is_said(text, message, questionnaire, tmp_path):
    assert message in refused(file(tmp_path, text), questionnaire)


def test_another_encoding_is_said(questionnaire, tmp_path):
    found = refused(file(tmp_path, HEAD + "size_group,landkreise,294,Behörde ü,2020-12-31\n", "latin-1"), questionnaire)
    assert "is not UTF-8" in found


def test_a_missing_file_is_said(questionnaire, tmp_path):
    assert "there is no such file" in refused(tmp_path / "nowhere.csv", questionnaire)
