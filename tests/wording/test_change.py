from __future__ import annotations

import pytest

from pipeline.wording import numbers
from pipeline.wording.change import CHANGE, amount, sentences, signed

WAVES = ("2016", "2026")
ROW = {
    "label_short": "Sprachkurse", "measure": "mean", "n_first": 101, "n_second": 95, "mean_first": 3.5,
    "mean_second": 3.9, "difference": 0.4, "ci_low": 0.2, "ci_high": 0.6, "direction": "rise", "bound": 0.3,
    "pairs": 60, "rank_biserial": 0.45, "signed_rank_p": 0.004, "signed_rank_p_adjusted": 0.012, "mcnemar_p": 0.2,
    "mcnemar_p_adjusted": None, "top_first": 0.5, "top_second": 0.65, "top_difference": 0.15, "stayers": 60, "leavers": 41,
    "stayers_difference": -0.3, "stayers_rank_biserial": -0.25, "stayers_p": 0.3, "stayers_p_adjusted": 0.6,
    "undefined_everyone": None, "undefined_paired": None, "undefined_stayers": None,
}  # fmt: skip


def said(language="de", **changes):
    return " ".join(sentences(ROW | changes, WAVES, language)).replace(numbers.THIN_SPACE, " ")


def test_a_rise_is_said_with_both_n_and_the_test_of_the_pairs():
    assert said() == (
        "„Sprachkurse“: in 2026 um 0,40 Skalenpunkte höher als in 2016 (3,90, n = 95, gegen 3,50, n = 101; 95-%-Intervall "
        "0,20–0,60). Bei den 60 Kommunen, die beide Male geantwortet haben, überwiegen die Anstiege (r = 0,45; p = 0,004, "
        "korrigiert p = 0,012)."
    )
    assert said("en").startswith("“Sprachkurse”: 0.40 scale points higher in 2026 than in 2016 (3.90, n = 95, against")


def test_a_share_is_said_in_percentage_points_with_mcnemar():
    found = said(
        measure="share", mean_first=0.5, mean_second=0.35, difference=-0.15, ci_low=-0.25, ci_high=-0.05,
        direction="fall", bound=0.1,
    )  # fmt: skip
    assert "um 15 Prozentpunkte niedriger als in 2016 (35 %, n = 95, gegen 50 %, n = 101" in found
    assert "keine Richtung klar zu erkennen (50 % gegen 65 %; p = 0,200)" in found


def test_a_share_that_is_withheld_is_said_by_its_change():
    found = said(measure="share", top_first=None, top_second=None, mcnemar_p=0.01)
    assert "überwiegen die Anstiege (+15 Prozentpunkte; p = 0,010)" in found


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"direction": "rise_small"}, "kleiner als 0,30 Skalenpunkte und damit kaum von Belang"),
        ({"direction": "same", "ci_low": -0.1}, "eine Veränderung von 0,30 Skalenpunkten oder mehr ist auszuschließen"),
        ({"direction": "open", "ci_low": -0.1}, "Ob sich 2016 und 2026 unterscheiden, bleibt offen"),
        ({"rank_biserial": -0.5}, "überwiegen die Rückgänge (r = −0,50;"),
        ({"signed_rank_p_adjusted": 0.07}, "ist keine Richtung klar zu erkennen"),
        ({"undefined_paired": "no_pairs", "signed_rank_p": None}, "Keine Kommune hat beide Male geantwortet"),
        ({"undefined_paired": "no_change", "signed_rank_p": None}, "Von den 60 Kommunen, die beide Male geantwortet"),
        ({"undefined_paired": "withheld", "signed_rank_p": None}, "verriete Antworten von weniger als fünf"),
        (
            {"stayers_p": 0.001, "stayers_p_adjusted": 0.01},
            "Die 60 Kommunen, die wieder geantwortet haben, lagen schon beim ersten Mal um 0,30 Skalenpunkte unter den 41",
        ),
        (
            {"direction": None, "ci_low": None, "ci_high": None, "undefined_everyone": "too_few_answers", "n_first": 6},
            "„Sprachkurse“: Veränderung nicht bestimmt, weil es zu wenige Antworten sind (n = 6–95).",
        ),
        ({"undefined_everyone": "withheld"}, "Weniger als fünf Kommunen haben in einer der Wellen geantwortet"),
    ],
)
def test_every_case_has_its_sentence(changes, expected):
    assert expected in said(**changes)
    assert said("en", **changes)


def test_nothing_is_said_to_be_a_cause():
    told = " ".join(text for pair in CHANGE.values() for text in pair).lower()
    for word in ("wegen", "bewirkt", "verursacht", "führt zu", "because of", "causes", "leads to", "effect of"):
        assert word not in told


def test_a_change_has_its_sign_and_a_zero_has_none():
    assert [signed(value, ROW, "de") for value in (0.4, -0.4, 0.001, None)] == ["+0,40", "−0,40", "0,00", "–"]
    assert amount(-0.05, ROW | {"measure": "share"}, "en") == "5 percentage points"


def test_how_municipalities_were_paired_is_said_where_it_is_not_plain():
    from pipeline.wording.change import linked

    assert linked("de", different=False, merged=0, unclear=0) == []
    (apart,) = linked("en", different=True, merged=0, unclear=0)
    assert "pairs can therefore not be formed" in apart
    (merged,) = linked("en", different=False, merged=2, unclear=1)
    assert "2" not in merged, "numbers are internal"
    (inside,) = linked("en", different=False, merged=2, unclear=1, internal=True)
    assert "2 municipalities that can form a pair" in inside
