"""The records of a wave as they are in the warehouse, for an archive: every answer with its kind of missing, and texts.

Like :mod:`pipeline.analysis.answers` this is microdata. What of it may leave the house is decided by
:mod:`pipeline.analysis.coarsening` and the archive room.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb
    import polars as pl


@dataclass(frozen=True)
class Microdata:
    """One wave, in the order of its export.

    ``respondents`` has the columns of ``survey.respondent``. ``codes`` and ``values`` have one row per respondent and one
    column per variable (and ``respondent``): the code, negative for a kind of missing answer, and the number that was
    given. ``texts`` has respondent, variable and text.
    """

    respondents: pl.DataFrame
    codes: pl.DataFrame
    values: pl.DataFrame
    texts: pl.DataFrame


def microdata(connection: duckdb.DuckDBPyConnection, wave: str, *, everyone: bool = False) -> Microdata:
    """The records of a wave.

    Parameters
    ----------
    everyone:
        Also those that do not count in results: broken off, opened, tests, duplicates.

    Raises
    ------
    ValueError
        If a respondent lacks a row for a variable, which no ingest leaves behind.
    """
    import polars as pl

    which = "wave = ?" if everyone else "wave = ? AND included"
    respondents = connection.sql(
        f"SELECT * EXCLUDE (wave) FROM survey.respondent WHERE {which} ORDER BY respondent", params=[wave]
    ).pl()
    names = [
        name
        for (name,) in connection.execute(
            "SELECT variable FROM survey.item WHERE wave = ? ORDER BY position", [wave]
        ).fetchall()
    ]
    answers = connection.sql(
        "SELECT respondent, variable, code::INTEGER AS code, value FROM survey.answer WHERE wave = ?", params=[wave]
    ).pl()
    wide = {}
    for part, kind in (("code", pl.Int32), ("value", pl.Float64)):
        pivoted = answers.pivot("variable", index="respondent", on_columns=names, values=part)
        schema = {"respondent": respondents.schema["respondent"], **dict.fromkeys(names, kind)}
        wide[part] = respondents.select("respondent").join(pivoted, on="respondent", how="left", maintain_order="left")
        wide[part] = wide[part].select(pl.col(name).cast(kind) for name, kind in schema.items())
    gaps = {name: n for name, n in wide["code"].null_count().row(0, named=True).items() if n}
    if gaps:
        name, n = next(iter(gaps.items()))
        msg = f"{n} respondents of wave {wave} have no row for {name}. Hint: build the warehouse anew: munisurvey build --force"
        raise ValueError(msg)
    texts = connection.sql(
        """SELECT respondent, variable, text FROM survey.open_answer
        WHERE wave = ? AND respondent IN (SELECT unnest(?)) ORDER BY variable, lower(text), text, respondent""",
        params=[wave, respondents["respondent"].to_list()],
    ).pl()
    return Microdata(respondents, wide["code"], wide["value"], texts)
