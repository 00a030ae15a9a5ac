from __future__ import annotations

import datetime as dt

import pytest


def statuses(wave):
    return dict(wave.read().respondents.select("source_id", "status").iter_rows())


def test_test_entries_are_known_by_token_or_by_response_id(wave, short):
    wave.put(short)
    wave.describe("test: {tokens: [TESTLAUF1], responses: [5, 18]}")
    found = statuses(wave)
    assert [found[row] for row in ("32", "5", "18", "6")] == ["test", "test", "test", "complete"]


@pytest.mark.parametrize(("rule", "left_out"), [("first", "37"), ("last", "36")])
def test_of_several_submitted_responses_with_one_token_one_counts(wave, short, rule, left_out):
    wave.put(short)
    wave.describe(f"duplicates: {rule}")
    assert [row for row, status in statuses(wave).items() if status == "duplicate"] == [left_out]


def test_first_means_first_submitted_and_not_first_in_the_file(wave, short):
    wave.put(short.replace("2026-11-13 19:20:54", "2026-11-18 19:20:54"))
    assert statuses(wave)["36"] == "duplicate"


def test_an_unfinished_response_or_a_test_makes_no_duplicate(wave, short):
    lines = short.split("\r\n")
    lines[36] = lines[36].replace('"2026-11-13 19:20:54";"4"', ';"4"')
    wave.put("\r\n".join(lines))
    found = statuses(wave)
    assert (found["36"], found["37"]) == ("partial", "complete")
    wave.put(short)
    wave.describe("test: {responses: [36]}")
    found = statuses(wave)
    assert (found["36"], found["37"]) == ("test", "complete")


def test_responses_without_a_token_are_no_duplicates_of_each_other(wave, short):
    wave.put(short.replace('"unbekannt99"', ""))
    found = statuses(wave)
    assert (found["38"], found["39"]) == ("complete", "complete")


def test_partial_responses_count_where_the_source_says_so(wave, short):
    wave.put(short)
    wave.describe("partial: counted")
    found = wave.read().respondents.filter(completed=False)
    assert dict(found.select("status", "included").unique().iter_rows()) == {"partial": True, "opened": False}


@pytest.mark.parametrize(("rule", "counted"), [("first", ["14"]), ("last", ["28"])])
def test_of_several_partial_responses_with_one_token_one_counts(wave, short, rule, counted):
    lines = short.split("\r\n")
    tokens = {row: line.split(";")[5] for row, line in enumerate(lines) if row in (14, 28)}
    lines[28] = lines[28].replace(tokens[28], tokens[14])
    wave.put("\r\n".join(lines))
    wave.describe(f"partial: counted\nduplicates: {rule}")
    found = wave.read().respondents.filter("included", status="partial")["source_id"].to_list()
    assert [row for row in found if row in ("14", "28")] == counted


def test_a_partial_response_of_somebody_who_came_back_does_not_count(wave, short):
    lines = short.split("\r\n")
    lines[36] = lines[36].replace('"2026-11-13 19:20:54";"4"', ';"4"')
    wave.put("\r\n".join(lines))
    wave.describe("partial: counted")
    included = dict(wave.read().respondents.select("source_id", "included").iter_rows())
    assert (included["36"], included["37"]) == (False, True)


def test_opened_and_partial(wave, short):
    wave.put(short)
    found = wave.read().respondents.filter(completed=False)
    assert dict(found.select("source_id", "status").iter_rows()) == {
        "7": "partial",
        "14": "partial",
        "18": "opened",
        "28": "partial",
        "30": "partial",
    }
    assert not found["included"].any()


def test_dates(wave, short):
    wave.put(short)
    first = wave.read().respondents.row(0, named=True)
    assert first["started_at"] == dt.datetime(2026, 11, 10, 14, 5)
    assert first["submitted_at"] == dt.datetime(2026, 11, 10, 14, 44, 59)


def test_size_class_and_state_are_codes_or_null(wave, short):
    wave.put(short)
    respondents = wave.read().respondents
    assert respondents["size_class"][:3].to_list() == [2, 4, 4]
    assert respondents["state"][:3].to_list() == [5, None, 5]
