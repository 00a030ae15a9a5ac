from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from pipeline.questionnaire import schema
from pipeline.questionnaire.yaml_source import read_yaml

KIND_OF_FOLDER = {"waves": "wave", "modules": "module", "mappings": "mapping"}
FOLDER = Path(__file__).parents[2] / "questionnaire"
FILES = sorted(path.relative_to(FOLDER) for path in FOLDER.rglob("*.yaml"))


def plain(value: Any) -> Any:
    """The values as an editor sees them, which knows no dates."""
    if isinstance(value, dict):
        return {key: plain(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [plain(entry) for entry in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def kind(file: Path) -> str:
    return KIND_OF_FOLDER.get(file.parent.name, file.stem)


@pytest.mark.parametrize("name", schema.FILES)
def test_committed_schemas_are_current(folder: Path, name: str) -> None:
    committed = (folder / "schema" / f"{name}.schema.json").read_text(encoding="utf-8")
    assert committed == schema.render(name), "run: python -m pipeline.questionnaire.schema"


def test_write_writes_what_render_says(tmp_path: Path) -> None:
    paths = schema.write(tmp_path)
    assert [path.name for path in paths] == [f"{name}.schema.json" for name in schema.FILES]
    assert all(path.read_text(encoding="utf-8") == schema.render(path.name.split(".")[0]) for path in paths)


@pytest.mark.parametrize("file", FILES, ids=str)
def test_every_file_names_its_schema_and_fits_it(folder: Path, file: Path) -> None:
    first_line = (folder / file).read_text(encoding="utf-8").splitlines()[0]
    prefix = "# yaml-language-server: $schema="
    assert first_line.startswith(prefix)
    target = (folder / file).parent / first_line.removeprefix(prefix)
    assert target.resolve() == (folder / "schema" / f"{kind(file)}.schema.json").resolve()
    jsonschema.validate(plain(read_yaml(folder / file, str(file)).data), json.loads(target.read_text(encoding="utf-8")))


@pytest.mark.parametrize("file", FILES, ids=str)
def test_every_file_reads_alike_without_the_c_library(folder: Path, file: Path) -> None:
    """PyYAML's own parser refuses a question mark before a comma in braces, which libyaml takes."""
    text = (folder / file).read_text(encoding="utf-8")
    assert yaml.load(text, Loader=yaml.SafeLoader) is not None


def test_an_editor_refuses_an_unknown_key() -> None:
    with pytest.raises(jsonschema.ValidationError, match="invitd"):
        jsonschema.validate({"invitd": 270}, json.loads(schema.render("wave")))
