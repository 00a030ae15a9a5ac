"""The DuckDB file: opened for reading, or built beside the old one and swapped in by one rename.

DuckDB names an opened file's catalog after the file, and in a catalog ``survey`` the schema ``survey`` is ambiguous.
So the file is always attached under the name :data:`CATALOG`; ``USE`` makes ``survey.answer`` mean what it says.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from importlib.resources import files
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


CATALOG = "warehouse"


class WarehouseError(Exception):
    """The warehouse is not there, or cannot be used; the message says what to do."""


def sql(name: str) -> str:
    """The text of ``warehouse/sql/<name>.sql``."""
    return files("pipeline.warehouse").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")


def connect(path: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection to the warehouse.

    Raises
    ------
    WarehouseError
        If it has not been built, or was written by another version of DuckDB.
    """
    if not path.exists():
        msg = f"There is no warehouse at {path}.\nHint: run 'munisurvey build' (or 'make report') first."
        raise WarehouseError(msg)
    try:
        return _attach(path, "(READ_ONLY)")
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        msg = f"The warehouse {path} cannot be opened: {reason}\nHint: delete it and run 'munisurvey build'; nothing is lost."
        raise WarehouseError(msg) from error


@contextmanager
def rebuild(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty warehouse to fill; it replaces ``path`` when the block ends, and vanishes if the block fails.

    The new file is written as ``<name>.building`` beside the old one and renamed over it, so a reader sees the old
    warehouse or the new one, and an interrupted build leaves the old one as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    building = path.with_name(path.name + ".building")
    _remove(building)
    connection = _attach(building)
    try:
        connection.execute(sql("schema"))
        yield connection
        connection.execute(f"CHECKPOINT {CATALOG}")
        connection.close()
        os.replace(building, path)
    except BaseException:
        connection.close()
        _remove(building)
        raise


def _attach(path: Path, options: str = "") -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    try:
        quoted = str(path).replace("'", "''")
        connection.execute(f"ATTACH '{quoted}' AS {CATALOG} {options}")
        connection.execute(f"USE {CATALOG}")
    except BaseException:
        connection.close()
        raise
    return connection


def _remove(building: Path) -> None:
    for leftover in (building, building.with_name(building.name + ".wal")):
        leftover.unlink(missing_ok=True)
