from __future__ import annotations

import re

import pytest

from pipeline.wording import numbers
from pipeline.wording.comparison import COMPARISON, COMPUTED, MAGNITUDES, say
from pipeline.wording.sentences import association_sentence, item_sentence, model_sentence

FAMILY = {"p": 0.001, "p_adjusted": 0.004, "adjustment": "fdr_bh", "family_size": 15}
FACTS = {
    "label": "Sprachkurse", "assumed": False, "n": 202, "epsilon_squared": 0.184, "magnitude": "large",
    "undefined": None, **FAMILY, "disagreement": False, "withheld": (),
    "highest_label": "Großstädte", "highest_mean": 4.1, "highest_n": 37, "lowest_label": "Gemeinden",
    "lowest_mean": 2.4, "lowest_n": 30,
    "trend_n": 172, "trend_tau_b": 0.32, "trend_magnitude": "medium", "trend_order": ("Gemeinden", "Großstädte"),
    **{f"trend_{name}": value for name, value in FAMILY.items()},
    "welch_n": 202, "welch_eta_squared": 0.15, **{f"welch_{name}": value for name, value in FAMILY.items()},
}  # fmt: skip
PAIR = {
    "group1": "Gemeinden", "group2": "Großstädte", "n1": 30, "n2": 37, "p_adjusted": 0.00001, "rank_biserial": -0.71,
    "magnitude": "large", "family_size": 10,
}  # fmt: skip


def plain(text):
    return text.replace(numbers.THIN_SPACE, " ").replace("\N{NO-BREAK SPACE}", " ")


def german(**changes):
    return plain(item_sentence(FACTS | changes, [PAIR], "de", by=say("by_size", "de")))


def test_a_finding_has_its_effect_in_words_and_every_p_its_n_and_family():
    assert german() == (
        "Sprachkurse: Die Antworten gehen mit der Gemeindegröße einher (starker Zusammenhang, ε² = 0,18; n = 202; "
        "p = 0,004 nach Benjamini-Hochberg über 15 Aussagen). Am höchsten: Großstädte (4,10; n = 37), am niedrigsten: "
        "Gemeinden (2,40; n = 30). Im Paarvergleich: Großstädte antworten höher als Gemeinden (starker Zusammenhang, "
        "r = 0,71; n = 37 und 30; p < 0,001 nach Holm über 10 Paare). Die Werte steigen von Gemeinden bis Großstädte "
        "(mittlerer Zusammenhang, τ_b = 0,32; n = 172; p = 0,004 nach Benjamini-Hochberg über 15 Aussagen)."
    )


def test_the_same_in_english():
    text = plain(item_sentence(FACTS, [], "en", by=say("by_other", "en", title="Region")))
    assert text.startswith(
        "Sprachkurse: Answers go along with the division “Region” (strong association, ε² = 0.18; n = 202; p = 0.004 by "
        "Benjamini-Hochberg over 15 items). Highest: Großstädte (4.10; n = 37), lowest:"
    )


def test_what_is_not_established_says_that_it_may_be_chance_and_names_no_order():
    text = german(p_adjusted=0.3, trend_p_adjusted=0.4)
    assert (
        "ist nicht belegt; der rechnerisch starke Zusammenhang passt auch zu bloßem Zufall (ε² = 0,18; n = 202" in text
    )
    assert "Am höchsten" not in text
    assert "Paarvergleich" not in text
    assert "steigen" not in text


def test_a_falling_trend():
    assert "Die Werte fallen von Gemeinden bis Großstädte (mittlerer Zusammenhang, τ_b = −0,32" in german(
        trend_tau_b=-0.32
    )


def test_a_disagreement_is_told_with_its_own_numbers():
    text = german(disagreement=True, welch_p_adjusted=0.2)
    assert (
        "Mit Vorsicht zu lesen: Der Vergleich der Mittelwerte kommt zu einem anderen Schluss (η² = 0,15; n = 202"
        in text
    )


def test_what_is_withheld_or_assumed_is_said():
    text = german(withheld=("Landkreise", "Gemeinden", "Kleinstädte"), assumed=True)
    assert text.startswith("Sprachkurse *: ")
    assert text.endswith(
        "Nicht ausgewiesen und nicht einbezogen: Landkreise, Gemeinden und Kleinstädte (zum Schutz von Gruppen unter 5 "
        "Antworten)."
    )


def test_undefined_is_said_with_its_reason_and_n():
    assert german(undefined="one_group", n=12) == (
        "Sprachkurse: Ein Vergleich nach der Gemeindegröße ist nicht bestimmt, weil nur eine Gruppe genug Antworten hat "
        "(n = 12)."
    )


MODEL = {
    "added_n": 180, "added_pseudo_r2": 0.041, "added_undefined": None, "brant_p": 0.01, "brant_spread": 3.2,
    "brant_n": 180, **{f"added_{name}": value for name, value in FAMILY.items()},
}  # fmt: skip


def test_a_model_says_what_it_holds_equal_and_when_its_assumption_fails():
    text = plain(model_sentence(MODEL, "de", by=say("by_size", "de"), covariates=["Region", "Bundesland"]))
    assert (
        "Auch bei gleicher Ausprägung von Region und Bundesland gehen die Antworten mit der Gemeindegröße einher"
        in text
    )
    assert "(Zuwachs an Pseudo-R² = 0,041; n = 180; p = 0,004 nach Benjamini-Hochberg über 15 Aussagen)" in text
    assert "das trifft nicht zu (größtes Verhältnis der Chancenverhältnisse = 3,20; n = 180; p = 0,010)" in text
    undefined = model_sentence(MODEL | {"added_undefined": "separated"}, "en", by="size", covariates=["Region"])
    assert "not defined, because" in undefined


def test_an_association_of_categories_shows_v_with_and_without_bias():
    facts = {
        "label": "A", "other_label": "B", "kind": "categories", "withheld": False, "assumed": False, "n": 60,
        "estimate": 0.4, "ci_low": 0.1, "ci_high": 0.5, "v_corrected": 0.35, "v_min_expected": 0.7, "magnitude": "medium",
        "undefined": None, **FAMILY,
    }  # fmt: skip
    text = plain(association_sentence(facts, "de"))
    assert text == (
        "A und B: Die Antworten gehen miteinander einher (mittlerer Zusammenhang, V = 0,40 [0,10–0,50], ohne "
        "Verzerrung 0,35; n = 60; p = 0,004 nach Benjamini-Hochberg über 15 Paare). Der p-Wert ist grob: Viele Felder der "
        "Kreuztabelle sind schwach besetzt."
    )


@pytest.mark.parametrize("key", [*COMPARISON, *MAGNITUDES, *COMPUTED])
def test_no_phrase_speaks_of_causes(key):
    german_text, english = (COMPARISON | MAGNITUDES | COMPUTED)[key]
    assert not re.search(r"bewirk|Wirkung|Einfluss|führt zu|verursach|hängt .* ab|weil die", german_text)
    assert not re.search(r"\bcauses?\b|effect of|leads to|influence", english)
    assert sorted(re.findall(r"{\w+}", german_text)) == sorted(re.findall(r"{\w+}", english))
