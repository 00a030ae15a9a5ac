"""The questionnaires of 2011 and early 2016: what is printed stands as printed, what is not says so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from pipeline.questionnaire import comparability
from pipeline.questionnaire.model import Reconstructed

if TYPE_CHECKING:
    from pipeline.questionnaire import Questionnaire
    from tests.questionnaire.small import Small

PRINT = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "questionnaire" / "anfang-2016.yaml").read_text(encoding="utf-8")
)
EARLY = "waves/early.yaml"
TASKS = "text: {de: Aufgaben, en: Tasks}"


def capital(text: str) -> str:
    return text[0].upper() + text[1:]


def test_questions_of_early_2016_in_order(questionnaire: Questionnaire) -> None:
    assert {question.id: len(question.items) for question in questionnaire.wave("2016-01").questions} == {
        "size_class": 0,
        "state": 0,
        "budget": 0,
        "migrant_share": 0,
        "immigration": 0,
        "reception_facility": 0,
        "tasks": 5,
        "resources": 12,
        "needs": 6,
        "integration_importance": 0,
        "reasons": 5,
        "strategy_elements": 7,
        "advantages": 10,
        "networking": 0,
        "engagement": 0,
        "engagement_groups": 12,
        "engagement_promotion": 7,
        "development": 5,
        "good_practice": 0,
    }
    assert len(questionnaire.variables("2016-01")) == 79


@pytest.mark.parametrize("name", PRINT)
def test_german_of_early_2016_is_as_printed(questionnaire: Questionnaire, name: str) -> None:
    question, printed = questionnaire.wave("2016-01").question(name), PRINT[name]
    assert question.text.is_bracketed == ("text" not in printed)
    if "text" in printed:
        assert question.text.de == printed["text"]
    assert [item.label.de for item in question.items] == [capital(row) for row in printed.get("rows", [])]
    if "options" in printed:
        options = questionnaire.scale(question.scale).options
        assert [option.label.de for option in options if not option.reconstructed] == printed["options"]
        assert [option.value for option in options] == [5, 4, 3, 2, 1]


def test_what_is_reconstructed(questionnaire: Questionnaire) -> None:
    flags = {q.id: " ".join(q.reconstructed) for q in questionnaire.wave("2016-01").questions}
    assert flags == {
        "size_class": "text scale",
        "state": "text scale",
        "budget": "scale",
        "migrant_share": "text scale",
        "immigration": "scale",
        "reception_facility": "text scale",
        "tasks": "text scale items labels order",
        "resources": "text scale labels order",
        "needs": "text scale items labels order",
        "integration_importance": "text scale",
        "reasons": "text scale items labels order",
        "strategy_elements": "labels order",
        "advantages": "order",
        "networking": "text scale",
        "engagement": "scale",
        "engagement_groups": "labels order",
        "engagement_promotion": "order",
        "development": "text scale items labels order",
        "good_practice": "text",
    }
    invented = {o.label.de for s in questionnaire.scales.values() for o in s.options if o.reconstructed}
    assert invented == {
        "[eher nicht zutreffend]",
        "[nicht zutreffend]",
        "[mittlere Bedeutung]",
        "[geringe Bedeutung]",
        "[keine Bedeutung]",
    }


def test_the_wave_of_2011_is_one_question_without_groups(questionnaire: Questionnaire) -> None:
    wave = questionnaire.wave("2011")
    assert [question.id for question in wave.questions] == ["networking"]
    assert [question.role for question in wave.questions] == [None]
    assert (wave.status, wave.invited) == ("reconstructed", None)


def test_the_same_item_has_the_same_id_in_both_waves(questionnaire: Questionnaire) -> None:
    early, late = questionnaire.wave("2016-01"), questionnaire.wave("2016-12")
    shared = {}
    for name in ("tasks", "resources", "needs", "development"):
        ids = [{item.id for item in wave.question(name).items} for wave in (early, late)]
        shared[name] = (len(ids[0] & ids[1]), sorted(ids[0] - ids[1]))
    assert shared == {
        "tasks": (5, []),
        "resources": (11, ["strong_engagement"]),
        "needs": (6, []),
        "development": (3, ["federal_initiatives", "policy_concepts"]),
    }


def owned_up(small: Small) -> Small:
    """The early wave as a reconstructed one, which it then has to say in every place."""
    small.change(
        EARLY,
        "source: invented",
        "source: invented\nstatus: reconstructed\nnote: {de: Nach dem Bericht., en: After the report.}",
    )
    return small.change(
        EARLY,
        TASKS,
        "text: {de: '[Aufgaben]', en: '[Tasks]'}\n        reconstructed: [text, order]\n        source: invented",
    )


def test_a_reconstructed_question(small: Small) -> None:
    wave = owned_up(small).load().wave("early")
    assert wave.status == "reconstructed"
    assert wave.note.en == "After the report."
    assert wave.question("tasks").reconstructed == (Reconstructed.TEXT, Reconstructed.ORDER)


SLIPS = {
    "brackets without flag": (EARLY, "[text, order]", "[order]", "square brackets around the text"),
    "flag without brackets": (
        EARLY,
        "{de: '[Aufgaben]', en: '[Tasks]'}",
        "{de: Aufgaben, en: Tasks}",
        "square brackets",
    ),
    "brackets in one language": (EARLY, "en: '[Tasks]'", "en: Tasks", "one language stands in square brackets"),
    "unknown part": (EARLY, "[text, order]", "[text, oder]", "oder"),
    "no source": (EARLY, "[text, order]\n        source: invented", "[text, order]", "needs a source"),
    "complete wave": (EARLY, "status: reconstructed\n", "", "the wave is not complete"),
    "no note": (EARLY, "note: {de: Nach dem Bericht., en: After the report.}\n", "", "needs a note for readers"),
    "items of none": (
        EARLY,
        "{id: spirit, type: yes_no,",
        "{id: spirit, type: yes_no, source: invented, reconstructed: [items],",
        "said of items",
    ),
    "label without brackets": (
        "scales.yaml",
        "value: 2, label: {de: teils, en: partly}}",
        "value: 2, label: {de: teils, en: partly}, reconstructed: true}",
        "square brackets around label",
    ),
    "label without flag": (
        "scales.yaml",
        "{de: teils, en: partly}",
        "{de: '[teils]', en: '[partly]'}",
        "square brackets around label",
    ),
    "scale with such a label": (
        "scales.yaml",
        "value: 2, label: {de: teils, en: partly}}",
        "value: 2, label: {de: '[teils]', en: '[partly]'}, reconstructed: true}",
        "which has reconstructed labels",
    ),
}


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS.keys())
def test_what_is_reconstructed_has_to_say_so(small: Small, slip: tuple[str, str, str, str]) -> None:
    file, old, new, found = slip
    assert owned_up(small).mistakes() == []
    mistakes = small.change(file, old, new).mistakes()
    assert any(found in mistake.found for mistake in mistakes), mistakes
    assert all(mistake.hint for mistake in mistakes)


# question, item, waves, whether they may be compared, a piece of the German reason
JUDGED = [
    ("tasks", None, "2016-01 2016-12", False, "allenfalls die Rangfolgen"),
    ("tasks", "language_courses", "2016-01 2016-12", False, "allenfalls die Rangfolgen"),
    ("resources", "active_initiatives", "2016-12 2016-01", False, "wie weit eine Ressource vorhanden ist"),
    ("resources", "strong_engagement", "2016-01 2016-12", False, "nicht derselbe Punkt"),
    ("resources", "volunteering_opportunities", "2016-01 2016-12", False, "nicht derselbe Punkt"),
    ("needs", None, "2016-01 2016-12", False, "wie wichtig eine Unterstützung ist"),
    ("networking", None, "2011 2016-01", True, "Anlass"),
    ("networking", None, "2011 2016-12", True, "„sehr gering“ und Ende 2016 „gering“"),
    ("networking", None, "2016-12 2016-01", True, "unterste Stufe"),
    ("engagement", None, "2016-01 2016-12", True, "Drei Stufen heißen anders"),
    ("budget", None, "2016-01 2016-12", True, "Anfang 2016 dem von 2015"),
    ("size_class", None, "2016-01 2016-12", True, "nach der Größe lässt sich"),
    ("state", None, "2016-01 2016-12", True, "nach dem Bundesland"),
    ("migrant_share", None, "2016-01 2016-12", True, "denselben Klassen"),
    ("immigration", None, "2016-01 2016-12", True, "dieselbe Frage"),
    ("reception_facility", None, "2016-01 2016-12", True, "nach derselben Tatsache"),
    ("development", "cross_departmental_networks", "2016-01 2016-12", True, "Wichtigkeit"),
    ("development", "network_structures", "2016-01 2016-12", True, "„Stärkung“"),
    ("development", "linking_policies", "2016-01 2016-12", True, "Wichtigkeit"),
    ("development", "policy_concepts", "2016-01 2016-12", False, "Leitlinien sagen"),
    ("development", "policy_guidelines", "2016-01 2016-12", False, "Leitlinien sagen"),
    ("development", "federal_initiatives", "2016-01 2016-12", False, "nur Anfang 2016"),
    ("development", "local_leeway", "2016-01 2016-12", False, "ist nicht bekannt: 2016-01"),
    ("good_practice", None, "2016-01 2016-12", False, "verschiedene Formen"),
    ("attitude", None, "2016-01 2016-12", False, "ist nicht bekannt: 2016-01"),
    ("advantages", None, "2016-12 2016-01", False, "wurde nicht gefragt: 2016-12"),
]


@pytest.mark.parametrize("judged", JUDGED, ids=lambda judged: f"{judged[0]} {judged[1] or ''}".strip())
def test_what_may_be_compared(
    questionnaire: Questionnaire, judged: tuple[str, str | None, str, bool, str | None]
) -> None:
    question, item, waves, comparable, reason = judged
    first, second = waves.split()
    verdict = comparability(questionnaire, question, first, second, item)
    assert verdict.comparable == comparable
    assert (verdict.reason is None) == (reason is None)
    if reason is not None:
        assert reason in verdict.reason.de
