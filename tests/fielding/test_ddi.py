"""The DDI description: everything asked is in it once, it keeps our rules, and the official schema where that is at hand."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from hypothesis import given, settings
from lxml import etree

from pipeline.fielding import FieldingError, ddi_check
from pipeline.fielding.ddi import describe, write
from pipeline.fielding.ddi_check import problems, validate
from pipeline.fielding.ddi_xml import NAMESPACE
from pipeline.fielding.study import Counts, DataFile, Material, planned
from pipeline.project import ProjectError
from tests.conftest import ROOT
from tests.fielding.conftest import every_type, questionnaire_of, text
from tests.fielding.random_waves import questionnaires

SCHEMAS = ROOT.parent / "shared" / "ddi" / "schemas"
DDI = {"d": NAMESPACE}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
needs_schema = pytest.mark.skipif(
    not (SCHEMAS / "codebook.xsd").is_file(),
    reason="the schema of DDI-Codebook is not beside the repository (../shared/ddi/schemas)",
)


def parsed(content):
    return etree.fromstring(content)


def texts(element, path):
    return [found.text for found in element.iterfind(path, DDI)]


def var(document, name):
    return next(found for found in document.iterfind(".//d:var", DDI) if found.get("name") == name)


def in_field(questionnaire, **known):
    """The wave of 2027 after it was fielded, with a data file and counts."""
    file = DataFile(
        "data.de.sav", text("SPSS"), "de", 12, 3, "ab" * 32, {"tasks_a_very_long_item_of_this_one": "short"}
    )
    counts = {"size": Counts({1: 4, 2: 7, -9: 1}, 11, 1, mean=4.3636363, sd=0.5)}
    return dataclasses.replace(
        planned(questionnaire, "2027"), n=12, invited=20, responses={"complete": 12, "opened": 3}, tool="LimeSurvey",
        counting=text("Gezählt wird."), access=text("Wissenschaft."), files=(file,), counts=counts, synthetic=True,
        materials=(Material("codebook.de.pdf", text("Codebuch")),), assumed=frozenset({"land"}), notes=(text("Grob."),),
        day=dt.date(2027, 3, 1), **known,
    )  # fmt: skip


@pytest.mark.parametrize("wave", ["2011", "2016-01", "2016-12"])
def test_every_variable_of_a_wave_is_described_once(questionnaire, wave):
    (artefact,) = write(questionnaire, wave)
    assert artefact.name == f"ddi-{wave}.xml"
    document = parsed(artefact.content)
    names = [found.get("name") for found in document.iterfind(".//d:var", DDI)]
    assert names == [variable.name for variable in questionnaire.variables(wave)]
    assert write(questionnaire, wave)[0].content == artefact.content


@needs_schema
@pytest.mark.parametrize("wave", ["2011", "2016-01", "2016-12"])
def test_valid_against_the_official_schema(questionnaire, wave):
    assert "DDI-Codebook" in validate(write(questionnaire, wave)[0].content, SCHEMAS, wave)


@needs_schema
def test_valid_with_answers_and_without_for_every_type_of_question(asked):
    for study in (planned(asked, "2027"), in_field(asked)):
        assert validate(describe(study), SCHEMAS, "2027").startswith("valid against DDI-Codebook 2")


@given(questionnaires())
@settings(max_examples=25)
def test_no_wording_breaks_the_document(questionnaire):
    content = write(questionnaire, "2027")[0].content
    if (SCHEMAS / "codebook.xsd").is_file():
        validate(content, SCHEMAS, "2027")
    document = parsed(content)
    for question in questionnaire.wave("2027").questions:
        for language in ("de", "en"):
            found = [e.text for e in document.iter(f"{{{NAMESPACE}}}labl") if e.get(XML_LANG) == language]
            title = question.text[language].replace("\r", "")
            assert any(title in label.replace("\r", "") for label in found)


def test_a_battery_item_has_stem_item_codes_and_kinds_of_missing(asked):
    document = parsed(describe(planned(asked, "2027")))
    found = var(document, "tasks_time")
    assert texts(found, "d:qstn/d:preQTxt") == ["Aufgaben & Ziele?", "Aufgaben & Ziele? (en)"]
    assert texts(found, "d:qstn/d:qstnLit") == ["Zeile time", "Zeile time (en)"]
    assert texts(found, "d:catgry/d:catValu") == ["1", "2", "3", "4", "5", "-9", "-8", "-7", "-6", "-5", "-4"]
    missing = {
        e.findtext("d:catValu", namespaces=DDI): e.get("missType")
        for e in found.iterfind("d:catgry[@missing='Y']", DDI)
    }
    assert missing["-8"] == "dont_know"
    assert missing["-4"] == "not_reached"
    assert "Im Fragebogen Antwort 6." in texts(found, "d:catgry/d:txt")
    group = next(e for e in document.iterfind(".//d:varGrp", DDI) if e.get("name") == "tasks")
    assert group.get("type") == "grid"
    assert "V_tasks_time" in group.get("var").split()
    section = next(e for e in document.iterfind(".//d:varGrp", DDI) if e.get("ID") == "S_part_2")
    assert section.get("varGrp").split() == ["G_tasks", "G_practice", "G_boxes"]
    assert section.get("var") == "V_staff"


def test_filters_limits_and_units_are_told(asked):
    document = parsed(describe(planned(asked, "2027")))
    assert texts(var(document, "facility_name"), "d:universe")[0] == "Kommunen, für die gilt: facility = 1 („Ja“)."
    told = "Municipalities for which: staff: answered and size = 1 (“Stufe 1 (en)”) or 2 (“Stufe 2 (en)”)."
    assert texts(var(document, "seed_law"), "d:universe")[1] == told
    staff = var(document, "staff")
    assert dict(staff.find("d:valrng/d:range", DDI).attrib) == {"UNITS": "REAL", "min": "0", "max": "5000"}
    assert texts(staff, "d:qstn/d:ivuInstr")[0] == "Einheit: Stellen."
    assert texts(var(document, "land"), "d:qstn/d:ivuInstr") == ["Wählen Sie.", "Wählen Sie. (en)"]


def test_what_is_known_after_the_field_period(asked):
    document = parsed(describe(in_field(asked)))
    size = var(document, "size")
    stats = {(e.get("type"), e.get("otherType")): e.text for e in size.iterfind("d:sumStat", DDI)}
    assert stats == {
        ("vald", None): "11", ("invd", None): "1", ("other", "meanOfValues"): "4.36364", ("other", "stdevOfValues"): "0.5",
    }  # fmt: skip
    counts = {
        e.findtext("d:catValu", namespaces=DDI): e.findtext("d:catStat", namespaces=DDI)
        for e in size.iterfind("d:catgry", DDI)
    }
    assert counts["2"] == "7"
    assert counts["3"] is None  # withheld, and so not told
    response = texts(document, ".//d:respRate")[1]
    assert (
        response
        == "The answers of 12 municipalities are counted. Response rate: 60% (12 of 20). Questionnaires received: 12 submitted in full; 3 opened only."
    )
    assert "synthetisch" in texts(document, ".//d:abstract")[0]
    assert texts(document, ".//d:subTitl") == ["Synthetische Daten", "Synthetic data"]
    assert texts(document, ".//d:digitalFingerprintValue") == ["ab" * 32]
    assert size.get("files") == "F1"
    long = var(document, "tasks_a_very_long_item_of_this_one")
    assert [e.text for e in long.iterfind("d:notes[@type='name']", DDI)][1] == "Name in the Stata file: short"
    assert var(document, "land").find("d:notes[@type='assumed']", DDI) is not None
    assert size.find("d:notes[@type='assumed']", DDI) is None


def test_what_is_reconstructed_is_noted(questionnaire):
    document = parsed(write(questionnaire, "2016-01")[0].content)
    note = var(document, "state").find("d:notes[@type='reconstructed']", DDI)
    assert note.text.startswith("Rekonstruiert: Wortlaut der Frage, Antwortstufen.")
    assert "liegt nicht vor" in document.find("d:stdyDscr/d:notes[@type='reconstructed']", DDI).text
    assert var(document, "budget").find("d:notes[@type='wording']", DDI) is not None


def test_what_is_open_is_said(asked):
    wave = every_type().model_copy(update={"contact": text("[[Institution]]", "[[institution]]")})
    (artefact,) = write(questionnaire_of(wave), "2027")
    assert artefact.notes == ("Still open in the DDI description: [[Institution]].",)
    assert write(asked, "2027")[0].notes == ()


def broken(asked, change):
    document = parsed(describe(planned(asked, "2027")))
    change(document)
    return "\n".join(map(str, problems(document)))


def swap(document):
    size = var(document, "size")
    size.insert(0, size.find("d:catgry", DDI))


def lost_reference(document):
    document.find(".//d:varGrp[@type='grid']", DDI).set("var", "V_nothing")


def twice(document):
    var(document, "land").set("ID", "V_size")


def foreign(document):
    etree.SubElement(var(document, "size"), "{urn:other}thing").text = "x"


def no_name(document):
    del var(document, "size").attrib["name"]


def empty(document):
    var(document, "size").find("d:labl", DDI).text = " "


def same_code(document):
    var(document, "size").find("d:catgry/d:catValu", DDI).text = "2"


def two_german(document):
    var(document, "size").findall("d:labl", DDI)[1].set(XML_LANG, "de")


def no_title(document):
    title = document.find("d:stdyDscr/d:citation/d:titlStmt", DDI)
    title.remove(title.find("d:titl", DDI))


def two_formats(document):
    size = var(document, "size")
    size.insert(size.index(size.find("d:varFormat", DDI)), etree.fromstring(f'<varFormat xmlns="{NAMESPACE}"/>'))


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (swap, "the order"), (lost_reference, "var names 'V_nothing'"), (twice, "'V_size' stands there twice"),
        (foreign, "outside the namespace"), (no_name, "<var> without name"), (empty, "<labl> is empty"),
        (same_code, "the code 2 stands there 2 times"), (two_german, "<labl> 2 times in de"),
        (no_title, "<titlStmt> without <titl>"),
        (two_formats, "<varFormat> 2 times in <var>"),
    ],
)  # fmt: skip
def test_our_own_check_finds_what_the_schema_would_and_more(asked, change, found):
    assert broken(asked, lambda _: None) == ""
    assert found in broken(asked, change)


@needs_schema
def test_our_order_of_elements_is_the_schemas():
    """Every pair of neighbours that our table allows is one the official schema accepts in this order and no other."""
    schema = etree.parse(SCHEMAS / "codebook.xsd").getroot()
    xs = {"x": "http://www.w3.org/2001/XMLSchema"}
    for tag, children in ddi_check.CHILDREN.items():
        element = schema.find(f"x:element[@name='{tag}']", xs)
        kind = schema.find(f"x:complexType[@name='{element.get('type')}']", xs)
        order = [e.get("ref") or e.get("name") for e in kind.iterfind(".//x:sequence//x:element", xs)]
        known = [child for child in order if child in children]
        if known:  # texts with terms in them take theirs from their base type
            assert known == list(children), tag


def test_a_refusal_names_the_line_or_the_id(asked, monkeypatch):
    monkeypatch.setitem(ddi_check.CHILDREN, "catgry", ("catValu",))
    with pytest.raises(FieldingError, match="V_size: <labl> in <catgry>"):
        describe(planned(asked, "2027"))


@needs_schema
def test_the_schema_finds_what_is_wrong_with_its_line(asked):
    content = describe(planned(asked, "2027")).replace(b'type="grid"', b'type="pile"')
    with pytest.raises(FieldingError, match=r"line \d+: .*pile"):
        validate(content, SCHEMAS, "2027")


def test_a_folder_without_the_schema_is_a_wrong_use(tmp_path):
    with pytest.raises(ProjectError, match=r"docs/archive\.md"):
        validate(b"<a/>", tmp_path, "2027")
    (tmp_path / "codebook.xsd").write_text("<schema", encoding="utf-8")
    with pytest.raises(ProjectError, match="cannot be read as a schema"):
        validate(b"<a/>", tmp_path, "2027")
    other = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:other"/>'
    (tmp_path / "codebook.xsd").write_text(other, encoding="utf-8")
    with pytest.raises(ProjectError, match="is a schema of 'urn:other'"):
        validate(b"<a/>", tmp_path, "2027")
