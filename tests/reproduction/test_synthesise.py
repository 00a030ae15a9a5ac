"""The whole synthesiser on a cut-down questionnaire: seven questions in both waves, two battery items."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from pipeline.project import ProjectError
from pipeline.questionnaire.model import Section
from pipeline.reproduction.calibrate import BLANK
from pipeline.reproduction.constraints import collect
from pipeline.reproduction.export import write
from pipeline.reproduction.population import find_units
from pipeline.reproduction.program import InfeasibleError
from pipeline.reproduction.settings import BreakOff, Claim, read_settings
from pipeline.reproduction.synthesise import NOT_REACHED, NOT_SHOWN, synthesise
from tests.reproduction.conftest import REFERENCE

EARLY, LATE = "2016-01", "2016-12"
ASKED = ("size_class", "state", "migrant_share", "development", "networking", "strategy", "strategy_name")
GROUND = {"origin": "assumption", "source": "a test"}
ROWS = ("kap1_n_w1", "kap1_n_w2", "w1_laender_anzahl", "q1_", "q2_", "q4_ueber30", "q11_", "q10_ja", "abb15_n_w2")


def cut(wave):
    sections = []
    for section in wave.sections:
        questions = tuple(
            question.model_copy(update={"items": question.items[:2]}) if question.items else question
            for question in section.questions
            if question.id in ASKED
        )
        if questions:
            sections.append(Section(id=section.id, title=section.title, questions=questions))
    fields = {name: getattr(wave, name) for name in type(wave).model_fields}
    return type(wave)(**fields | {"sections": tuple(sections)})


@pytest.fixture(scope="module")
def small(questionnaire):
    waves = {name: cut(questionnaire.waves[name]) for name in (EARLY, LATE)}
    return replace(questionnaire, waves=waves)


@pytest.fixture(scope="module")
def settings(questionnaire):
    full = read_settings(REFERENCE / "synthesis.yaml", questionnaire)
    stops = (
        BreakOff(wave=EARLY, before="networking", count=2, without_size=True, **GROUND),
        BreakOff(wave=EARLY, before="development", count=3, **GROUND),
        BreakOff(wave=LATE, before="networking", count=6, **GROUND),
    )
    claims = tuple(
        claim for claim in full.claims if claim.id.startswith("claim_w1_") and claim.variables == ("size_class",)
    )
    return full.model_copy(update={"claims": claims, "break_offs": stops})


@pytest.fixture(scope="module")
def gather(small, settings, ledger):
    rows = [row for row in ledger if row.id.startswith(ROWS)]
    return lambda *claims: collect(rows, (), (*settings.claims, *claims), small, settings.waves)


@pytest.fixture(scope="module")
def made(small, settings, gather):
    return synthesise(small, gather(), settings)


def test_sizes_states_and_samples_are_those_of_print_and_claims(made):
    early, late = (made.waves[wave].units for wave in (EARLY, LATE))
    assert (len(early), len(late)) == (270, 114)
    groups = {
        1: "large",
        2: "large",
        3: "medium",
        4: "medium",
        5: "small",
        6: "tiny",
        7: "kreis",
        8: "kreis",
        None: None,
    }
    found = Counter(groups[code] for code in early.size_class)
    assert found == {"large": 34, "medium": 59, "small": 84, "tiny": 30, "kreis": 59, None: 4}
    assert Counter(groups[code] for code in late.size_class) == {
        "large": 14, "medium": 23, "small": 38, "tiny": 12, "kreis": 27,
    }  # fmt: skip
    assert set(early.state) == set(range(1, 17))
    assert sum(state in (1, 9, 10) for state in late.state) == 74


def test_those_who_answer_again_are_the_same_municipalities(made):
    early, late = (made.waves[wave].units for wave in (EARLY, LATE))
    assert set(late.number) <= set(early.number)
    for place, number in enumerate(late.number):
        assert late.size_class[place] == early.size_class[number]
        assert late.state[place] == early.state[number]


def test_no_unit_is_where_there_can_be_none(made, small):
    units = made.waves[EARLY].units
    for rule in small.plausibility.values():
        if set(rule.questions) <= {"size_class", "state"}:
            for size, state in zip(units.size_class, units.state, strict=True):
                here = {"size_class": size, "state": state}
                meets = all(here[name] in codes for name, codes in rule.when.items())
                assert not (meets and any(here[name] in codes for name, codes in rule.never.items()))


def test_who_stops_reaches_nothing_that_comes_after(made, small):
    for wave, stops in ((EARLY, {2: 2, 3: 3}), (LATE, {2: 6})):
        synthetic = made.waves[wave]
        questions = small.wave(wave).questions
        assert Counter(len(questions) - place for place in synthetic.stopped if place < len(questions)).total() == sum(
            stops.values()
        )
        for variable in small.variables(wave):
            place = questions.index(variable.question)
            unreached = synthetic.answers[variable.name] == NOT_REACHED
            assert (unreached == (synthetic.stopped <= place)).all()
    unsized = [code is None for code in made.waves[EARLY].units.size_class]
    first = made.waves[EARLY].answers["networking"] == NOT_REACHED
    assert np.flatnonzero(first & unsized).size == 2


def test_a_filtered_question_is_not_shown_and_texts_are_not_invented(made):
    answers = made.waves[LATE].answers
    named = answers["strategy_name"][answers["strategy"] == 1]
    assert len(named) == 40
    assert set(named) <= {BLANK, NOT_REACHED}
    not_asked = answers["strategy_name"][answers["strategy"] == 2]
    assert set(not_asked) <= {NOT_SHOWN, NOT_REACHED}


def test_what_has_no_published_value_is_assumed(made):
    assert "networking" in made.waves[EARLY].assumed
    assert "networking" not in made.waves[LATE].assumed
    assert "size_class" not in made.waves[EARLY].assumed


def test_another_seed_changes_who_but_not_how_many(small, settings, gather, made):
    again = synthesise(small, gather(), settings, seed=settings.seed)
    other = synthesise(small, gather(), settings, seed=settings.seed + 1)
    for wave, synthetic in made.waves.items():
        for name, answers in synthetic.answers.items():
            assert (again.waves[wave].answers[name] == answers).all()
            assert Counter(other.waves[wave].answers[name].tolist()) == Counter(answers.tolist())
    assert (other.waves[LATE].answers["networking"] != made.waves[LATE].answers["networking"]).any()


def test_every_part_is_timed(made):
    assert list(made.seconds) == ["units", f"counts {EARLY}", f"answers {EARLY}", f"counts {LATE}", f"answers {LATE}"]


def test_so_many_codes_are_in_use_as_print_says_and_no_more(small, settings, ledger):
    fourteen = [replace(row, printed="14", value=14.0, high=14.0) for row in ledger if row.id == "w1_laender_anzahl"]
    rows = [row for row in ledger if row.id in ("kap1_n_w1", "kap1_n_w2")]
    constraints = collect([*rows, *fourteen], (), settings.claims, small, settings.waves)
    assert len(set(find_units(small, constraints, settings.frame, settings.waves)[EARLY].state)) == 14


def test_more_cannot_stop_than_there_are(small, settings, gather):
    stop = BreakOff(wave=EARLY, before="networking", count=5, without_size=True, **GROUND)
    with pytest.raises(ProjectError, match=r"Looked for 5 respondents of 2016-01 .* found 4"):
        synthesise(small, gather(), settings.model_copy(update={"break_offs": (stop,)}))


def test_contradictory_statements_on_who_answered_are_named(small, settings, gather):
    more = Claim(id="more", wave=LATE, variables=("size_class",), statistic="count", codes=(1, 2), value="20", **GROUND)
    with pytest.raises(InfeasibleError) as conflict:
        find_units(small, gather(more), settings.frame, settings.waves)
    assert conflict.value.reasons == ("kap1_n_w2", "q1_grossstaedte", "more")


def test_the_export_says_what_was_given_left_blank_not_shown_and_not_reached(made, small, settings):
    text = write(small, settings.model_copy(update={"mappings": {}}), made.waves[LATE], settings.seed)
    assert text.startswith('\ufeff"id";"submitdate";"lastpage";"startlanguage";"seed";"token";"startdate";"datestamp";')
    head, *lines = text.removeprefix("\ufeff").removesuffix("\r\n\r\n").split("\r\n")
    columns = [name.strip('"') for name in head.split(";")]
    assert columns[8:] == [
        "size_class", "state", "migrant_share", "strategy", "strategy_name", "networking",
        "development[local_leeway]", "development[policy_guidelines]",
    ]  # fmt: skip
    rows = [dict(zip(columns, line.split(";"), strict=True)) for line in lines]
    assert [row["id"] for row in rows] == [f'"{number}"' for number in range(1, 115)]
    assert sum(row["submitdate"] == "" for row in rows) == 6
    assert {row["strategy"] for row in rows} <= {'"Y"', '"N"', '""'}
    for row in rows:
        assert (row["networking"] == "") == (row["submitdate"] == "")
        if row["submitdate"]:
            assert row["startdate"] < row["submitdate"]
            assert '"2016-12-01' <= row["submitdate"] < '"2016-12-21'
            assert (row["strategy_name"] == "") == (row["strategy"] == '"N"')


def test_an_export_in_the_codes_of_a_mapping(made, small, settings):
    text = write(small, settings, made.waves[LATE], settings.seed)
    assert '"q01";"q02";"q04";"q10";"q10name";"q11[vernetzung]";"q22[spielraeume]"' in text
    assert '"NW"' in text


def test_a_unit_has_one_access_code_in_both_waves(made, small, settings):
    tokens = {}
    for wave in (EARLY, LATE):
        lines = write(small, settings, made.waves[wave], settings.seed).split("\r\n")[1:-2]
        tokens[wave] = [line.split(";")[5] for line in lines]
        assert len(set(tokens[wave])) == len(lines)
    assert set(tokens[LATE]) <= set(tokens[EARLY])
