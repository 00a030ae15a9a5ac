"""JSON Schema of the questionnaire files, so that an editor completes keys and marks mistakes while one types.

The schemas are generated from the models and committed beside the YAML files, which name them in their first line.
An editor sees one file at a time; what only shows across files is found by ``munisurvey check``.
Written anew by ``python -m pipeline.questionnaire.schema``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.questionnaire.disclosure import Disclosure
from pipeline.questionnaire.load import ClassificationsFile, CrosswalkFile, PlausibilityFile, ScalesFile
from pipeline.questionnaire.model import Mapping, Wave
from pipeline.questionnaire.modules import Module
from pipeline.questionnaire.record import WordingFile

if TYPE_CHECKING:
    from pydantic import BaseModel

FILES: dict[str, type[BaseModel]] = {
    "wave": Wave,
    "module": Module,
    "scales": ScalesFile,
    "classifications": ClassificationsFile,
    "plausibility": PlausibilityFile,
    "crosswalk": CrosswalkFile,
    "mapping": Mapping,
    "disclosure": Disclosure,
    "wording": WordingFile,
}


def render(name: str) -> str:
    """The schema of one kind of file as JSON text; ``name`` is a key of :data:`FILES`."""
    schema = FILES[name].model_json_schema()
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps(dialect | schema, ensure_ascii=False, indent=2) + "\n"


def write(folder: Path) -> list[Path]:
    """Write all schemas into ``folder/schema`` (``folder`` is ``questionnaire/``) and return their paths."""
    target = Path(folder) / "schema"
    target.mkdir(exist_ok=True)
    paths = []
    for name in FILES:
        path = target / f"{name}.schema.json"
        path.write_text(render(name), encoding="utf-8")
        paths.append(path)
    return paths


if __name__ == "__main__":
    write(Path("questionnaire"))
