from __future__ import annotations

import csv
import io
import json

import pytest


def test_compare_prints_means_and_a_sentence_per_item(run):
    code, out, _ = run("compare", "demo", "tasks", "--by", "size_group", "--internal")
    text = " ".join(out.split())
    assert code == 0
    assert text.count("Benjamini-Hochberg über 15 Aussagen") >= 15
    assert text.count("einhergehen") + text.count("einher (") == 15
    assert "Kruskal-Wallis-Test mit Epsilon-Quadrat" in text
    assert "Nicht zur Veröffentlichung" in text
    assert "Synthetische Daten" in text
    assert "nan" not in out.lower().split()


def test_compare_as_json_has_groups_pairs_methods_and_sentences(run):
    code, out, _ = run("compare", "demo", "tasks", "--format", "json", "--language", "en", "--internal")
    found = json.loads(out)
    assert code == 0
    assert len(found["items"]) == 15
    item = found["items"][0]
    assert [group["level"] for group in item["groups"]][-1] == "landkreise"
    assert len(item["pairs"]) == 10
    assert 0 <= item["epsilon_squared"] <= 1
    assert item["family"] == "fdr_bh over 15 items of tasks"
    assert item["sentence"].startswith(item["label"])
    assert {method["id"] for method in found["methods"]} >= {"kruskal_wallis", "dunn", "jonckheere_terpstra"}


def test_compare_as_csv_has_one_row_an_item(run):
    code, out, _ = run("compare", "demo", "tasks", "--by", "east_west", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert len(rows) == 15
    assert {"n", "epsilon_squared", "p", "p_adjusted", "family", "sentence"} <= set(rows[0])


def test_compare_holds_further_characteristics_equal(run):
    code, out, _ = run("compare", "demo", "tasks_security", "--with", "east_west", "--format", "json", "--internal")
    (item,) = json.loads(out)["items"]
    assert code == 0
    assert item["added_undefined"] is not None or 0 <= item["added_p"] <= 1
    assert "West und Ost" in item["sentence"]


def test_association_in_words_and_as_json(run):
    code, out, _ = run("association", "demo", "tasks", "strategy")
    assert code == 0
    assert "V = " in out
    assert "Chi-Quadrat-Test mit Cramérs V" in " ".join(out.split())
    code, out, _ = run("association", "demo", "tasks_security", "tasks", "--format", "json", "--language", "en")
    pairs = json.loads(out)["pairs"]
    assert len(pairs) == 14
    assert all(pair["n"] is not None for pair in pairs)
    assert all("rho" in pair and "tau_b" in pair and "gamma" in pair for pair in pairs)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["compare", "demo", "strategy"], "has no mean"),
        (["compare", "demo", "tasks", "--by", "all"], "Known classifications are"),
        (["association", "demo", "tasks", "priorities"], "is open"),
    ],
)
def test_wrong_use_is_explained(run, arguments, message):
    code, _, messages = run(*arguments)
    assert code == 2
    assert message in messages
