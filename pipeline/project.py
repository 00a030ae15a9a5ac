"""Where things are: the folders of a survey project, found from the current directory upwards."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


class ProjectError(Exception):
    """A message for the person at the keyboard: what was looked for, what was found, what to do."""


@dataclass(frozen=True)
class Project:
    """A project folder and the places below it. Nothing is created by naming a place.

    An ``internal`` project withholds nothing, and writes where nothing is published from.
    """

    root: Path
    internal: bool = False

    @classmethod
    def find(cls, start: Path | None = None) -> Project:
        """The project around ``start`` (default: the current directory).

        Raises
        ------
        ProjectError
            If neither the folder nor one above it has a ``questionnaire/`` folder.
        """
        here = (start or Path.cwd()).resolve()
        for folder in (here, *here.parents):
            if (folder / "questionnaire" / "waves").is_dir():
                return cls(folder)
        msg = (
            f"Looked for a survey project in {here} and the folders above it; none has questionnaire/waves/.\n"
            "Hint: change to the folder that holds questionnaire/, data/ and reports/, then run the command again."
        )
        raise ProjectError(msg)

    @property
    def questionnaire(self) -> Path:
        """The instrument: waves, scales, classifications, mappings."""
        return self.root / "questionnaire"

    @property
    def raw(self) -> Path:
        """Exports as they came, one folder a wave."""
        return self.root / "data" / "raw"

    @property
    def reference(self) -> Path:
        """Small sourced data of others: published numbers, errata, populations."""
        return self.root / "data" / "reference"

    @property
    def processed(self) -> Path:
        """Everything derived; can be deleted at any time."""
        return self.root / "data" / "processed"

    @property
    def warehouse(self) -> Path:
        """The DuckDB file."""
        return self.processed / "survey.duckdb"

    @property
    def reports(self) -> Path:
        """Quarto sources."""
        return self.root / "reports"

    @property
    def output(self) -> Path:
        """What the project writes for readers."""
        return self.reports / "_output" / ("internal" if self.internal else "")

    def relative(self, path: Path) -> str:
        """``path`` as shown to people: relative to the project, with forward slashes."""
        try:
            return path.resolve().relative_to(self.root.resolve()).as_posix()
        except ValueError:
            return str(path)

    def raw_waves(self) -> list[str]:
        """The waves for which ``data/raw/`` has a folder, in order of name."""
        if not self.raw.is_dir():
            return []
        return sorted(path.name for path in self.raw.iterdir() if path.is_dir() and not path.name.startswith("."))
