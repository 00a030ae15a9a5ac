"""What is proposed can be used as it is, is right where it is sure, and leaves open what nothing in the export says."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.export import Export
from pipeline.ingest.generic import CONVENTION
from pipeline.ingest.proposal import Certainty, propose
from pipeline.ingest.proposal_yaml import to_yaml
from pipeline.ingest.sniff import read_export
from pipeline.questionnaire.model import Mapping
from tests.ingest.tools import QUESTIONNAIRE, TOOLS, VARIABLES, cells_of, truths, wave_of

BARE = replace(QUESTIONNAIRE, mappings={})
SOSCI = TOOLS / "sosci" / "data_utf16_labels.csv"
TRUTH = {path: (mapping, responses) for path, mapping, responses in truths()}


def proposal_of(path):
    return propose(read_export(path, path.name), BARE, "2027")


def mapping_of(path):
    return Mapping.model_validate(yaml.safe_load(to_yaml(proposal_of(path), BARE, path.name)))


def with_mapping(mapping):
    return replace(QUESTIONNAIRE, mappings={"proposed": mapping})


@pytest.mark.parametrize(
    "name",
    [
        "qualtrics/split_text_recoded.csv",
        "qualtrics/list_text.csv",
        "kobo/xml_both.csv",
        "kobo/xml_list.csv",
        "kobo/labels_both.csv",
        "kobo/odk_central.csv",
    ],
)
def test_with_wordings_and_labels_the_proposal_reads_every_cell_as_it_was_meant(tmp_path, name):
    path = TOOLS / name
    proposal = proposal_of(path)
    assert not [coding for coding in proposal.codings if not coding.table]
    ignored = "ignored_columns: [Ich bin mit der Verarbeitung einverstanden.]" if "labels" in name else ""
    data = wave_of(tmp_path, path, "proposed", text=ignored, questionnaire=with_mapping(mapping_of(path)))
    assert cells_of(data) == {str(r["id"]): r["cells"] for r in TRUTH[path][1]}
    assert proposal.lacking == ()


@pytest.mark.parametrize("name", ["spss/panel.sav", "stata/panel_v15.dta"])
def test_labelled_files_need_only_their_dates_to_be_named(tmp_path, name):
    path = TOOLS / name
    mapping = mapping_of(path)
    assert mapping.about == {"id": "nr"}
    assert mapping.codes["tasks_schools"] == {"4": 1, "3": 2, "2": 3, "1": 4}
    assert mapping.codes["change_3"] == {"1": 3, "2": 2, "3": 1}
    completed = mapping.model_copy(
        update={
            "about": {**mapping.about, "token": "kennung", "startdate": "beginn", "submitdate": "ende"},
            "columns": {**mapping.columns, "f6": "persons"},
            "missing": {"99": "no_answer", "z": "no_answer"},
        }
    )
    data = wave_of(tmp_path, path, "proposed", questionnaire=with_mapping(completed))
    assert cells_of(data) == {str(r["id"]): r["cells"] for r in TRUTH[path][1]}


def test_columns_are_found_but_codes_are_never_guessed_from_numbers(tmp_path):
    proposal = proposal_of(SOSCI)
    right = QUESTIONNAIRE.mappings["sosci"].columns
    assert {c.heading: c.target for c in proposal.of("answer")} == right
    undecided = {coding.name for coding in proposal.codings if not coding.table}
    assert undecided == {"size_3", "yes_no", "importance_4", "change_3"}
    text = to_yaml(proposal, BARE, SOSCI.name)
    mapping = Mapping.model_validate(yaml.safe_load(text))
    assert set(mapping.codes) == {"checked"}
    assert set(mapping.columns) == {
        c for c, v in right.items() if v.split("_")[0] in ("office", "measures", "persons", "remarks")
    } - {"BA02"}
    # Decided by hand: the change scale runs upwards in this survey.
    decided = text.replace("  # size_3: ", "  size_3: ").replace('  # yes_no: {"1": 1, "2"', '  yes_no: {"1": 1, "2"')
    decided = decided.replace('  # importance_4: {"1": 1', '  importance_4: {"1": 1')
    decided = decided.replace('  # change_3: {"3": 1', '  change_3: {"3": 1')
    for column in ("BA01", "BA02", "AU01_01", "AU01_02", "AU01_03", "EN01"):
        decided = decided.replace(f"  # {column}: ", f"  {column}: ")
    mapping = Mapping.model_validate(yaml.safe_load(decided))
    assert mapping.codes == QUESTIONNAIRE.mappings["sosci"].codes | {"checked": {"2": 1, "1": 2}}
    data = wave_of(tmp_path, SOSCI, "proposed", questionnaire=with_mapping(mapping))
    assert cells_of(data) == {str(r["id"]): r["cells"] for r in TRUTH[SOSCI][1]}


@pytest.mark.parametrize("path", list(TRUTH), ids=lambda path: "-".join(path.parts[-2:]))
def test_what_is_sure_is_right_and_every_column_is_spoken_of(path):
    proposal = proposal_of(path)
    assert len(proposal.columns) == len(read_export(path, path.name).headings)
    known = TRUTH[path][0]
    right = QUESTIONNAIRE.mappings[known].columns if known else {}
    for column in proposal.of("answer"):
        assert right.get(column.heading, column.target) == column.target
        assert column.why
    named = {c.target for c in proposal.columns if c.part == "answer"} | set(proposal.lacking)
    listed = {v for v in VARIABLES if v.startswith("measures_")} if proposal.of("list") else set()
    assert named | listed == set(VARIABLES)
    mapping = mapping_of(path)
    for name, table in mapping.codes.items():
        if name in QUESTIONNAIRE.all_scales:
            assert set(table.values()) <= {option.code for option in QUESTIONNAIRE.scale(name).options}


@pytest.mark.parametrize(
    ("name", "needless"),
    [("kobo/xml_both.csv", True), ("kobo/labels_both.csv", True), ("generic/own_names.csv", False), (SOSCI, False)],
)
def test_a_mapping_is_not_asked_for_where_none_is_needed(name, needless):
    assert proposal_of(TOOLS / name).needless == needless


def test_a_mapping_that_fits_is_named():
    proposal = propose(read_export(SOSCI, SOSCI.name), QUESTIONNAIRE, "2027")
    assert proposal.fitting == ("sosci",)


def export_of(columns, labels=(), value_labels=None):
    frame = pl.DataFrame({f"c{i}": cells for i, cells in enumerate(columns.values())})
    return Export(
        "x", "csv", tuple(columns), frame, null_distinguished=False, convention=CONVENTION, labels=tuple(labels),
        value_labels=value_labels or {},
    )  # fmt: skip


@given(st.permutations(["1", "2", "3", "4"]))
def test_labels_decide_whatever_the_numbers_are(codes):
    labels = dict(zip(codes, ("sehr wichtig", "eher wichtig", "eher unwichtig", "unwichtig"), strict=True))
    export = export_of({"x": codes}, ["Wie wichtig sind diese Aufgaben? - Sprachkurse"], {0: labels})
    (coding,) = propose(export, BARE, "2027").codings
    assert coding.table == dict(zip(codes, (1, 2, 3, 4), strict=True))


@pytest.mark.parametrize(
    ("labels", "table"),
    [
        ({"1": "sehr wichtig", "4": "unwichtig"}, {"1": 1, "2": 2, "3": 3, "4": 4}),
        ({"4": "sehr wichtig", "1": "unwichtig"}, {"4": 1, "3": 2, "2": 3, "1": 4}),
        ({"0": "unwichtig", "3": "sehr wichtig"}, {"3": 1, "2": 2, "1": 3, "0": 4}),
        ({"1": "sehr wichtig", "7": "unwichtig"}, {}),
        ({"1": "sehr wichtig"}, {}),
        ({"1": "hoch", "4": "niedrig"}, {}),
    ],
)
def test_steps_between_labelled_ends(labels, table):
    export = export_of({"x": ["1", "2", "3"]}, ["Wie wichtig sind diese Aufgaben? - Sprachkurse"], {0: labels})
    (coding,) = propose(export, BARE, "2027").codings
    assert coding.table == table


def test_both_directions_are_shown_where_nothing_tells():
    export = export_of({"x": ["1", "2", "4"]}, ["Wie wichtig sind diese Aufgaben? - Sprachkurse"])
    (coding,) = propose(export, BARE, "2027").codings
    assert [meaning for _, meaning in coding.choices] == [
        "1 = sehr wichtig, 4 = unwichtig",
        "4 = sehr wichtig, 1 = unwichtig",
    ]


def test_two_columns_with_one_wording_are_both_unsure():
    export = export_of({"a": ["1"], "b": ["2"]}, ["Wie groß ist Ihre Kommune?"] * 2)
    proposal = propose(export, BARE, "2027")
    assert [column.certainty for column in proposal.columns] == [Certainty.UNSURE] * 2
    assert "but so is column 'b'" in proposal.columns[0].why


def test_a_number_question_that_holds_texts_is_unsure():
    export = export_of({"a": ["viele"]}, ["Wie viele Personen wurden aufgenommen?"])
    assert "holds no numbers" in propose(export, BARE, "2027").columns[0].why


def test_codes_of_which_nothing_is_known_are_asked_for():
    text = to_yaml(propose(export_of({"size": ["1", "-2"]}), BARE, "2027"), BARE, "x")
    assert '#   "-2": ?  # in the columns of size' in text
    assert Mapping.model_validate(yaml.safe_load(text)).missing == {}


def test_rows_that_two_batteries_share_are_told_apart_by_their_neighbours(questionnaire):
    wave = questionnaire.wave("2016-12")
    items = {q.id: q for q in wave.questions if q.items and q.id in ("support", "development")}
    shared = items["development"].items[0]
    rows = {f"D_{place:02}": item.label.de for place, item in enumerate(items["development"].items, start=1)}
    export = export_of({name: ["1"] for name in rows}, list(rows.values()))
    proposal = propose(export, replace(questionnaire, mappings={}), "2016-12")
    assert proposal.columns[0].target == f"development_{shared.id}"
    assert all(column.certainty is not Certainty.SURE for column in proposal.columns)


def test_headings_that_yaml_would_read_otherwise():
    columns = {"Wie groß ist Ihre Kommune?": ["Großstadt"], "no": ["x"], "1": ["x"], "a: b # c": ["x"]}
    text = to_yaml(propose(export_of(columns), BARE, "2027"), BARE, "x")
    assert yaml.safe_load(text)["columns"] == {"Wie groß ist Ihre Kommune?": "size"}
    assert '#   "no": ?' in text
