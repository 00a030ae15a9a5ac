from __future__ import annotations

import pytest

from pipeline.wording import numbers
from pipeline.wording.scales import sentences

ALPHA = {
    "coefficient": "cronbach_alpha", "estimate": 0.83, "ci_low": 0.75, "ci_high": 0.9, "n": 120, "items": 6,
    "undefined": None,
}  # fmt: skip
OTHERS = [
    {**ALPHA, "coefficient": "omega", "estimate": 0.84, "ci_low": None},
    {**ALPHA, "coefficient": "ordinal_omega", "estimate": 0.85, "ci_low": None},
]
ITEM = {"label_short": "Personal", "item_rest": 0.5, "alpha_if_deleted": 0.8}


def said(item=None, language="de", **changes):
    rows = sentences([ALPHA | changes, *OTHERS], [ITEM | (item or {})], language, title="Aufgaben")
    return " ".join(rows).replace(numbers.THIN_SPACE, " ")


def test_alpha_is_said_with_its_interval_and_n():
    assert said() == (
        "Die 6 Punkte von „Aufgaben“ passen gut zusammen; sie lassen sich zu einem Wert zusammenfassen (Cronbachs Alpha = "
        "0,83, 95-%-Intervall 0,75–0,90; n = 120). Ohne die Annahme gleich guter Punkte: Omega = 0,84; für Antworten in "
        "Stufen: 0,85 (n = 120)."
    )
    assert "hold together well" in said(language="en")


@pytest.mark.parametrize(
    ("alpha", "word"),
    [(-0.2, "nicht zusammen"), (0.55, "schlecht"), (0.65, "mäßig"), (0.7, "ausreichend"), (0.95, "sehr gut")],
)
def test_each_step_of_alpha_has_its_word(alpha, word):
    assert word in said(estimate=alpha)


@pytest.mark.parametrize(
    ("item", "changes", "expected"),
    [
        ({"item_rest": 0.2}, {}, "„Personal“ geht mit den übrigen nur lose einher (r = 0,20; n = 120)"),
        ({"item_rest": -0.2}, {}, "läuft den übrigen entgegen (r = −0,20; n = 120)"),
        ({"alpha_if_deleted": 0.86}, {}, "Ohne „Personal“ läge Alpha bei 0,86 (n = 120)"),
        ({}, {"n": 40}, "Bei weniger als 100 Kommunen"),
        ({}, {"ci_low": None, "n": 7}, "(Cronbachs Alpha = 0,83; n = 7)"),
        ({}, {"undefined": "withheld"}, "Weniger als fünf Kommunen haben alle 6 Punkte von „Aufgaben“ beantwortet"),
        (
            {},
            {"estimate": None, "undefined": "all_equal", "n": 12},
            "zusammenpassen, ist nicht bestimmt, weil alle Antworten gleich sind (n = 12).",
        ),
    ],
)
def test_every_case_has_its_sentence(item, changes, expected):
    assert expected in said(item, **changes)
    assert said(item, "en", **changes)


def test_two_items_are_said_to_be_two():
    row = {**ALPHA, "coefficient": "spearman_brown", "estimate": 0.69, "ci_low": None, "items": 2}
    (told,) = sentences([row], [ITEM | {"alpha_if_deleted": None}], "en", title="Tasks")
    assert "The 2 items of “Tasks”" in told
    assert "Spearman-Brown = 0.69" in told
