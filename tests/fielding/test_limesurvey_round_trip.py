"""From the structure to answers to the export and back: the same values, for every type of question."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.fielding.limesurvey import write
from tests.fielding.answering import columns, export, ingested, read_back, respondent, some_chance, stripped
from tests.fielding.conftest import every_type, questionnaire_of
from tests.fielding.limesurvey_importer import lss, tab_separated
from tests.fielding.random_waves import questionnaires


def round_trip(folder, questionnaire, respondents):
    artefacts = {artefact.name: artefact.content for artefact in write(questionnaire, "2027")}
    survey = tab_separated(artefacts["limesurvey-2027.txt"])
    assert [q.code for q in survey.questions] == [q.code for q in lss(artefacts["limesurvey-2027.lss"]).questions]
    heads = list(columns(survey))
    names = [variable.name for variable in questionnaire.variables("2027")]
    rows = [(made, [made.cells[name] for name in names]) for made in respondents]
    content = export(heads, rows, questionnaire.wave("2027"))
    data = ingested(folder, questionnaire, artefacts["mapping.yaml"], content)
    return read_back(data, questionnaire.variables("2027"))


def test_every_type_comes_back_as_it_was_meant(asked, tmp_path):
    chance, wave = some_chance(5), asked.wave("2027")
    respondents = [
        respondent(asked, wave, chance, pages=pages) for pages in (None, None, None, 1, 2) for _ in range(12)
    ]
    found = round_trip(tmp_path, asked, respondents)
    for number, made in enumerate(respondents, start=1):
        assert found[str(number)] == made.meant
    for name in respondents[0].meant:
        assert len({made.meant[name] for made in respondents}) > 1, name


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(questionnaires(), st.integers(0, 99))
def test_random_waves_come_back_as_they_were_meant(tmp_path_factory, questionnaire, seed):
    chance, wave = some_chance(seed), questionnaire.wave("2027")
    respondents = [respondent(questionnaire, wave, chance, empty=0.3) for _ in range(4)]
    found = round_trip(tmp_path_factory.mktemp("project"), questionnaire, respondents)
    for number, made in enumerate(respondents, start=1):
        assert found[str(number)] == made.meant


@pytest.mark.parametrize("language", ["de", "en"])
def test_full_headings_and_labels_come_back_too(tmp_path, language):
    asked = questionnaire_of(every_type("<Ziele>"))
    artefacts = {artefact.name: artefact.content for artefact in write(asked, "2027")}
    survey = tab_separated(artefacts["limesurvey-2027.txt"])
    words = {"de": ("Ja", "Nein", "Sonstiges"), "en": ("Yes", "No", "Other")}[language]
    heads, labels = [], []
    for question in survey.questions:
        text = stripped(question.texts[language])
        own = {answer.code: stripped(answer.texts[language]) for answer in question.answers}
        own |= {"Y": words[0], "N": words[1]} if question.type in "MY" else {}
        own |= {"": words[1]} if question.type == "M" else {}
        rows = [f"{text} [{stripped(row.texts[language])}]" for row in question.subquestions] or [text]
        heads += rows
        labels += [own] * len(rows)
        if question.other == "Y":
            heads.append(f"{text} [{words[2]}]")
            labels.append({})
    chance, wave = some_chance(3), asked.wave("2027")
    respondents = [respondent(asked, wave, chance, empty=0) for _ in range(20)]
    respondents = [made for made in respondents if min(c for c in made.meant.values() if not isinstance(c, str)) >= 0]
    assert len(respondents) > 2
    names = [variable.name for variable in asked.variables("2027")]
    rows = [
        (made, [own.get(made.cells[name], made.cells[name]) for name, own in zip(names, labels, strict=True)])
        for made in respondents
    ]
    data = ingested(tmp_path, asked, artefacts["mapping.yaml"], export(heads, rows, wave))
    found = read_back(data, asked.variables("2027"))
    for number, made in enumerate(respondents, start=1):
        assert found[str(number)] == made.meant
