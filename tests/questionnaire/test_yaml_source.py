from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline.questionnaire.yaml_source import Mistake, QuestionnaireError, read_yaml

if TYPE_CHECKING:
    from pathlib import Path


def refused(tmp_path: Path, content: bytes) -> Mistake:
    path = tmp_path / "file.yaml"
    path.write_bytes(content)
    with pytest.raises(QuestionnaireError) as caught:
        read_yaml(path, "questionnaire/file.yaml")
    (mistake,) = caught.value.mistakes
    assert mistake.file == "questionnaire/file.yaml"
    return mistake


@pytest.mark.parametrize(
    ("content", "line", "found", "hint"),
    [
        (b"a: 1\n\tb: 2\n", 2, "not valid YAML", "never tabs"),
        (b"a:\n  b: 1\n c: 2\n", 3, "not valid YAML", "indentation"),
        (b"a: 1\nb: {de: x\nc: 1\n", 3, "not valid YAML", "quotes"),
        (b"text: Frage: Antwort\n", 1, "not valid YAML", "needs quotes"),
        (b"a: 1\nb: 2\na: 3\n", 3, "duplicate key 'a'", "first on line 1"),
        (b"a: 1\nb: {c: 1, c: 2}\n", 2, "duplicate key 'c'", "keep one"),
        (b"a: 1\nb: Gr\xf6\xdfe\n", 2, "not UTF-8", "save the file as UTF-8"),
        (b"a: 1\nb: x\x07y\n", 2, "does not allow", "control character"),
        (b"a: 1\nday: 2016-02-30\n", 2, "'2016-02-30' looks like a date", "2016-12-01"),
        (b"a: &again\n  b: *again\n", 1, "nested without end", "write the entry out"),
        (b"a: 1\n---\nb: 2\n", 2, "not valid YAML", "check"),
    ],
)
def test_what_cannot_be_read_is_named_with_line_and_hint(
    tmp_path: Path, content: bytes, line: int, found: str, hint: str
) -> None:
    mistake = refused(tmp_path, content)
    assert mistake.line == line
    assert found in mistake.found
    assert hint in mistake.hint


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(QuestionnaireError, match="the file does not exist"):
        read_yaml(tmp_path / "none.yaml", "none.yaml")
    with pytest.raises(QuestionnaireError, match="cannot be read"):
        read_yaml(tmp_path, "folder")


def test_answers_and_codes_stay_as_written(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_text("de: Ja\nen: Yes\nmandatory: true\ncodes: {Y: 1, N: 2, 1: 1, 007: 3, No: 4}\n", encoding="utf-8")
    source = read_yaml(path, "file.yaml")
    assert source.data == {
        "de": "Ja",
        "en": "Yes",
        "mandatory": True,
        "codes": {"Y": 1, "N": 2, "1": 1, "007": 3, "No": 4},
    }


def test_byte_order_mark_and_windows_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_bytes("\ufeffa: 1\r\nb:\r\n  - x\r\n  - y\r\n".encode())
    source = read_yaml(path, "file.yaml")
    assert source.data == {"a": 1, "b": ["x", "y"]}
    assert source.line(("b", 1)) == 4


def test_line_of_something_absent_is_that_of_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_text("a: 1\nb:\n  c: 1\n", encoding="utf-8")
    source = read_yaml(path, "file.yaml")
    assert source.line(("b", "missing")) == 2
    assert source.line(("nothing",)) == 1


names = st.text(alphabet="abcdefg_", min_size=1, max_size=6).map(lambda name: f"k{name}")
values = st.recursive(
    st.integers() | st.text(alphabet="abcäöü: #-'\"{}", max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(names, values, max_size=4))
def test_every_entry_has_its_value_and_a_line(tmp_path_factory: pytest.TempPathFactory, data: dict) -> None:
    text = yaml.safe_dump(data, allow_unicode=True)
    path = tmp_path_factory.mktemp("yaml") / "file.yaml"
    path.write_text(text, encoding="utf-8")
    source = read_yaml(path, "file.yaml")
    assert source.data == data
    assert all(1 <= line <= text.count("\n") + 1 for line in source.lines.values())
    assert {(key,) for key in data} <= set(source.lines)
