"""The form converts without a word from pyxform, asks everything in both languages, and is always the same file."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile

import pytest
from hypothesis import given, settings
from lxml import etree
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from pipeline.fielding import FieldingError, xlsform
from pipeline.fielding.xlsform import write
from pipeline.fielding.xlsform_rows import OWN, build
from pipeline.fielding.xlsform_text import markdown, straight
from pipeline.questionnaire.model import Question
from tests.fielding.conftest import every_type, items, questionnaire_of, text, wave_of
from tests.fielding.random_waves import questionnaires

NAMES = {"x": "http://www.w3.org/2002/xforms", "h": "http://www.w3.org/1999/xhtml"}


class Form:
    """A converted form."""

    def __init__(self, content):
        warnings = []
        self.root = etree.fromstring(convert(content, warnings=warnings, file_type=".xlsx").xform.encode())
        self.warnings = warnings
        binds = self.root.findall(".//x:bind", NAMES)
        self.binds = {bind.get("nodeset").rpartition("/")[2]: bind for bind in binds}

    def texts(self, language):
        path = f".//x:translation[@lang='{language}']/x:text"
        found = self.root.findall(path, NAMES)
        return {node.get("id"): "".join(node.find("x:value", NAMES).itertext()) for node in found}

    def label(self, name, language="Deutsch (de)"):
        (found,) = (v for key, v in self.texts(language).items() if key.endswith(f"/{name}:label"))
        return found

    def choices(self, name):
        """Names and labels of a question's choices."""
        body = self.root.find(f".//*[@ref='{self.binds[name].get('nodeset')}']")
        source = re.search(r"instance\('(.+?)'\)", body.find("x:itemset", NAMES).get("nodeset"))[1]
        found = self.root.findall(f".//x:instance[@id='{source}']/x:root/x:item", NAMES)
        keys = [
            (node.findtext("x:name", namespaces=NAMES), node.findtext("x:itextId", namespaces=NAMES)) for node in found
        ]
        texts = self.texts("Deutsch (de)")
        return [(name, texts[key]) for name, key in keys]

    def appearance(self, name):
        return self.root.find(f".//*[@ref='{self.binds[name].get('nodeset')}']").get("appearance")


def sheet(content, name):
    rows = list(load_workbook(io.BytesIO(content))[name].iter_rows(values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


@pytest.fixture
def form(asked):
    return Form(write(asked, "2027")[0].content)


def test_the_wave_of_2016_converts_without_a_warning(questionnaire):
    form = Form(write(questionnaire, "2016-12")[0].content)
    assert form.warnings == []
    asked = {variable.name for variable in questionnaire.variables("2016-12") if variable.scale != "checked"}
    assert asked <= set(form.binds)
    assert form.choices("state")[0] == ("1", "Baden-Württemberg")
    assert len(form.choices("good_practice")) == 13


def test_answers_have_our_names_and_codes(form, asked):
    extra = {"size", "practice", "boxes", "tasks_heads", "seed_heads", "instanceID", *OWN}
    names = {variable.name for variable in asked.variables("2027") if variable.scale != "checked"}
    groups = {name for name in form.binds if name.endswith("_rows")}
    assert set(form.binds) - groups == names | extra
    assert [name for name, _ in form.choices("size")] == ["1", "2", "3", "4", "5", "6"]
    assert [name for name, _ in form.choices("facility")] == ["1", "2"]
    assert form.choices("practice") == [
        ("school", "Zeile school"),
        ("work", "Zeile work"),
        ("other", "Anderes, und zwar"),
    ]
    assert [name for name, _ in form.choices("tasks_other")] == [name for name, _ in form.choices("size")]


def test_filters_limits_and_what_must_be_answered(form):
    assert "/facility = '1'" in re.sub(r"\s+", " ", form.binds["facility_name"].get("relevant"))
    group = form.binds["seed_rows"].get("relevant")
    assert "/staff  != ''" in group
    assert group.count("/size ") == 2
    assert "selected(" in form.binds["practice_other"].get("relevant")
    assert form.binds["staff"].get("constraint") == ". >= 0 and . <= 5000"
    assert form.binds["staff"].get("type") == "decimal"
    assert form.binds["size"].get("required") == "true()"
    assert form.binds["consent"].get("required") == "true()"
    assert form.binds["land"].get("required") is None


def test_tables_pages_and_boxes(form):
    assert form.appearance("tasks_heads") == "label"
    assert form.appearance("tasks_time") == "list-nolabel"
    assert form.appearance("land") == "minimal"
    assert form.appearance("closing") == "multiline"
    assert form.appearance("facility_name") is None
    groups = form.root.findall(".//x:group", NAMES)
    assert {group.get("appearance") for group in groups} == {"field-list"}
    assert form.root.find("h:body", NAMES).get("class") == "pages"


def test_both_languages_everywhere(form):
    german, english = form.texts("Deutsch (de)"), form.texts("English (en)")
    assert set(german) == set(english)
    assert form.label("staff", "English (en)") == "Wie viele Stellen? (en)"
    assert form.label("opinion") == "Meinung?\nSie ist …"
    message = next(value for key, value in german.items() if key.endswith("staff:jr:constraintMsg"))
    assert message == "Bitte eine Zahl von 0 bis 5000 angeben."
    hint = next(value for key, value in german.items() if key.endswith("staff:hint"))
    assert hint == "Einheit: Stellen"


class Later:
    """A module ``datetime`` that is always in the year 2033."""

    datetime = type("datetime", (dt.datetime,), {"now": classmethod(lambda cls, tz=None: cls(2033, 1, 1, tzinfo=tz))})
    timezone = dt.timezone


def test_same_questionnaire_same_bytes_and_no_date(asked, monkeypatch):
    first = write(asked, "2027")[0].content
    monkeypatch.setattr("openpyxl.writer.excel.datetime", Later)
    assert write(questionnaire_of(every_type()), "2027")[0].content == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"W3CDTF" not in archive.read("docProps/core.xml")


def test_an_equals_sign_is_no_formula():
    wave = wave_of([Question(id="q", type="text", text=text("=1+1", "=2+2"), number=1)])
    content = write(questionnaire_of(wave), "2027")[0].content
    (row,) = (row for row in sheet(content, "survey") if row["name"] == "q")
    assert row["label::Deutsch (de)"] == "=1+1"
    assert Form(content).label("q") == "=1+1"


def test_the_version_follows_what_is_asked(asked):
    version = sheet(write(asked, "2027")[0].content, "settings")[0]["version"]
    wave = wave_of([Question(id="q", type="text", text=text("Frage?"), number=1)])
    assert sheet(write(questionnaire_of(wave), "2027")[0].content, "settings")[0]["version"] != version


@pytest.mark.parametrize(
    ("wording", "said"),
    [("Wert ${x}?", "reference to another question"), ("H<sub>2</sub>O", "markup"), ("[a](b)", "markup"),
     ("a\u0007b", "control character"), ("a" * 33000, "33000 characters")],
)  # fmt: skip
def test_what_form_engines_would_take_for_something_else_is_refused(wording, said):
    wave = wave_of([Question(id="q", type="battery", scale="two", text=text("Frage?"), items=items("a"))])
    item = wave.questions[0].items[0].model_copy(update={"label": text(wording, "fine")})
    asked = wave_of([wave.questions[0].model_copy(update={"items": (item,)})])
    with pytest.raises(FieldingError) as caught:
        write(questionnaire_of(asked), "2027")
    assert [problem.question for problem in caught.value.problems] == ["q_a"]
    assert said in caught.value.problems[0].found


def test_a_question_cannot_have_a_name_of_the_form_itself():
    wave = wave_of([Question(id="consent", type="yes_no", text=text("Ja?"), number=1)])
    with pytest.raises(FieldingError, match="the form's own"):
        write(questionnaire_of(wave), "2027")


def test_what_pyxform_says_reaches_the_user(asked, monkeypatch):
    def disturbed(questionnaire, wave_id):
        sheets = build(questionnaire, wave_id)
        sheets.survey[3]["type"] = "nothing"
        return sheets

    monkeypatch.setattr(xlsform, "build", disturbed)
    with pytest.raises(FieldingError, match=r"pyxform: .*nothing"):
        write(asked, "2027")


def test_wordings_read_as_they_are():
    assert markdown("Bürger*innen und _Kolleg_innen") == r"Bürger*innen und \_Kolleg\_innen"
    assert markdown("# Teil\n#2") == "\\# Teil\n\\#2"
    assert markdown(r"a \* b") == r"a \\* b"
    assert straight("„Wort“ und ‚das‘\u2028neu") == "\"Wort\" und 'das'\nneu"


@settings(max_examples=20)
@given(questionnaires())
def test_random_waves_convert_or_say_why(questionnaire):
    try:
        content = write(questionnaire, "2027")[0].content
    except FieldingError as error:
        refused = [
            str(problem) for problem in error.problems if "markup" not in problem.found and "own" not in problem.found
        ]
        if refused:
            raise AssertionError(refused) from error
        return
    form = Form(content)
    assert form.warnings == []
    for variable in questionnaire.variables("2027"):
        name = variable.question.id if variable.scale == "checked" else variable.name
        assert name in form.binds
        if variable.scale != "checked":
            wording = form.label(variable.name)
            assert " ".join(wording.split(" ")) == wording
