"""The run: every export is written into a project of its own, read there as a real one would be, and compared.

Nothing of the real project is touched: the questionnaire is used as it is in memory, the folders are elsewhere.
"""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import yaml

from pipeline.fielding import FieldingError
from pipeline.ingest import IngestError, ingest_wave
from pipeline.project import Project
from pipeline.questionnaire import LANGUAGES
from pipeline.rehearsal.compare import Comparison, compare
from pipeline.rehearsal.exports import TOOLS
from pipeline.wording import phrase
from pipeline.wording.rehearsal import PHRASES
from pipeline.work import replace as put

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipeline.questionnaire import Questionnaire
    from pipeline.rehearsal.exports.written import Written
    from pipeline.rehearsal.responses import Sample

SOURCE = "source.yaml"


@dataclass(frozen=True)
class Outcome:
    """What came of one export: the comparison, or why the tool cannot field the wave or its export was not read.

    ``project`` is where it lies; ``seconds`` is how long it took to write, read and compare it.
    """

    tool: str
    title: str
    project: Project
    comparison: Comparison | None
    refused: str
    seconds: float

    @property
    def good(self) -> bool:
        """Whether everything came back that the tool can express."""
        return self.comparison is not None and not self.comparison.differences


def rehearse(sample: Sample, folder: Path, tools: Sequence[str] = tuple(TOOLS)) -> Iterator[Outcome]:
    """Write the responses as each tool's export below ``folder``, read every one and compare.

    Parameters
    ----------
    sample:
        The responses.
    folder:
        Gets a project for each tool: its export and ``source.yaml`` in ``data/raw/<wave>/``, its mapping in
        ``questionnaire/mappings/``.
    tools:
        Names of :data:`~pipeline.rehearsal.exports.TOOLS`.
    """
    for name in tools:
        began = time.perf_counter()
        project = Project(folder / name)
        comparison, refused = None, ""
        try:
            written = TOOLS[name].write(sample)
            questionnaire = put_down(project, sample, written, name)
            data = ingest_wave(project, questionnaire, sample.wave_id, now=sample.last + dt.timedelta(days=1))
            comparison = compare(sample, written, data)
        except (FieldingError, IngestError) as error:
            refused = str(error)
        yield Outcome(name, TOOLS[name].title, project, comparison, refused, time.perf_counter() - began)


def put_down(project: Project, sample: Sample, written: Written, name: str) -> Questionnaire:
    """Write an export with all that is needed to read it; the questionnaire with its mapping."""
    raw = project.raw / sample.wave_id
    for artefact in written.files:
        put(raw / artefact.name, artefact.content)
    mapping = f"{name}-{sample.wave_id}" if written.mapping is not None else None
    write_yaml(raw / SOURCE, _source(sample, written, mapping))
    if written.mapping is None or mapping is None:
        return sample.questionnaire
    content = written.mapping.model_dump(mode="json", exclude_defaults=True)
    write_yaml(project.questionnaire / "mappings" / f"{mapping}.yaml", content)
    return replace(sample.questionnaire, mappings={**sample.questionnaire.mappings, mapping: written.mapping})


def _source(sample: Sample, written: Written, mapping: str | None) -> dict[str, object]:
    about = {
        "tool": phrase(PHRASES, "tool", LANGUAGES[0], tool=written.tool),
        "exported_at": f"{sample.last + dt.timedelta(days=1):%Y-%m-%d %H:%M:%S}",
        "provenance": "synthetic",
        "open_answers": "published",
        "note": phrase(PHRASES, "note", LANGUAGES[0]),
    }
    return about | ({"mapping": mapping} if mapping else {}) | dict(written.source)


def write_yaml(path: Path, content: object) -> None:
    """Write a file of the project, in the order of ``content``."""
    put(path, yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=118))
