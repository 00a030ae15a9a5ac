"""A package: every part made in memory, then written; a failure leaves an earlier package as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.archive import data
from pipeline.archive.errors import ArchiveError
from pipeline.archive.parts import PARTS, Making
from pipeline.work import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from pipeline.analysis import Survey
    from pipeline.project import Project
    from pipeline.questionnaire import Language

_CHECKSUMS = "SHA256SUMS"


def package(
    project: Project, survey: Survey, wave: str, reports: Mapping[Language, bytes], *, internal: bool = False,
    leave_out: Iterable[str] = (),
) -> dict[str, bytes]:  # fmt: skip
    """Every file of a package by name, in the order of its list; the same bytes for the same answers.

    Parameters
    ----------
    reports
        The report of the wave as PDF, by language.
    internal
        Everything, for use inside the house, instead of the scientific use variant.
    leave_out
        Questions or variables that the scientific use variant leaves out besides.

    Raises
    ------
    ArchiveError
        If the data cannot be handed over, or a part is missing.
    SurveyError
        If there is no such wave, or nothing of a name to leave out.
    FieldingError
        If questionnaire or description cannot be written.
    """
    made = data.internal(survey, wave) if internal else data.scientific(survey, wave, leave_out)
    making = Making(project, survey, made, reports)
    wanted = [part for part in PARTS if part.wanted(making)]
    making.parts = {name: part for part in wanted for name in part.names(making)}
    for part in wanted:
        for name, language in part.names(making).items():
            making.files[name] = part.make(making, name, language)
    empty = [name for name in making.parts if not making.files[name]]
    if empty:
        msg = f"{empty[0]} has nothing in it, so the package of {wave} is not complete and was not written."
        raise ArchiveError(msg)
    return making.files


def write(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write a package into a folder; files of an earlier package that are no longer part of it are deleted.

    Only what an earlier list of checksums of the same name has is deleted, nothing else that may lie there.
    """
    checksums = next(name for name in files if name.endswith(_CHECKSUMS))
    earlier = _listed(folder / checksums)
    for name, content in files.items():
        replace(folder / name, content)
    for name in earlier - files.keys():
        (folder / name).unlink(missing_ok=True)
    return [folder / name for name in files]


def _listed(checksums: Path) -> set[str]:
    """The files that a list of checksums names, without folders."""
    if not checksums.is_file():
        return set()
    names = {line.partition("  ")[2] for line in checksums.read_text(encoding="utf-8").splitlines()}
    return {name for name in names if name and "/" not in name and "\\" not in name}
