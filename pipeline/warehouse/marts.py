"""The marts: counts by SQL, and from the counts the statistics of every item at every level."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from pipeline.statistics import likert
from pipeline.warehouse import publication
from pipeline.warehouse.store import sql

if TYPE_CHECKING:
    import duckdb

    from pipeline.questionnaire import Questionnaire
    from pipeline.questionnaire.frame import Frame

_BOXES = ("top2", "top3", "bottom2")


def build(connection: duckdb.DuckDBPyConnection, questionnaire: Questionnaire, frame: Frame | None = None) -> None:
    """Fill ``mart.*`` from ``survey.answer``, and mark what is withheld from publication."""
    connection.execute(sql("cells"))
    connection.execute(sql("distribution"))
    publication.build(connection, questionnaire, frame)
    overall = "true" if questionnaire.disclosure.overall == "published" else "false"
    connection.execute(f"SET VARIABLE overall = {overall}")
    connection.execute(sql("publish"))
    summary = pl.concat([_scales(connection), _numbers(connection)])
    order = "wave, i.position, m.grouping, l.position"
    connection.register("summary", summary.to_arrow())
    connection.execute(
        f"""INSERT INTO mart.likert_mean BY NAME
        SELECT m.*, m.n = 0 OR NOT p.mean AS suppressed FROM summary AS m
        JOIN mart.publication AS p USING (wave, variable, grouping, level)
        JOIN survey.item AS i USING (wave, variable)
        JOIN survey.classification_level AS l ON l.grouping = m.grouping AND l.level = m.level
        ORDER BY {order}"""
    )
    connection.unregister("summary")
    for table in ("cell", "group_count", "counted", "shown"):
        connection.execute(f"DROP TABLE {table}")


_KEYS = ("wave", "variable", "grouping", "level")
_SCHEMA = {"wave": pl.String, "variable": pl.String, "grouping": pl.String, "level": pl.Int16, "n": pl.Int64}
_STATISTICS = ("mean", "sd", "se", "ci_low", "ci_high", "top2", "top3", "bottom2", "median")


def _empty() -> pl.DataFrame:
    return pl.DataFrame(schema={**_SCHEMA, **dict.fromkeys(_STATISTICS, pl.Float64)})


def _scales(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """Items with a rating scale: the values come from the scale, so an unused option keeps its place."""
    counts = connection.sql(
        """SELECT d.wave, d.variable, d.grouping, d.level, i.scale, o.value, d.n
        FROM mart.distribution AS d
        JOIN survey.item AS i USING (wave, variable)
        JOIN survey.scale_option AS o ON o.scale = i.scale AND o.code = d.code
        WHERE o.value IS NOT NULL
        ORDER BY i.scale, d.wave, d.variable, d.grouping, d.level, o.position"""
    ).pl()
    parts = [_empty()]
    for frame in counts.partition_by("scale"):
        values = frame["value"][: frame["value"].n_unique()].to_numpy()
        matrix = frame["n"].to_numpy().reshape(-1, values.size)
        parts.append(
            _frame(frame.select(_KEYS).gather_every(values.size), likert.summarise(values, matrix), boxes=True)
        )
    return pl.concat(parts)


def _numbers(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """Number questions: the values are the answers themselves; boxes are not defined."""
    counts = connection.sql(
        """SELECT g.wave, g.variable, g.grouping, g.level, g.value, sum(g.n)::BIGINT AS n
        FROM group_count AS g
        JOIN survey.item AS i USING (wave, variable)
        WHERE i.kind = 'number' AND g.value IS NOT NULL
        GROUP BY ALL"""
    ).pl()
    levels = connection.sql(
        """SELECT i.wave, i.variable, l.grouping, l.level
        FROM survey.item AS i CROSS JOIN survey.classification_level AS l WHERE i.kind = 'number'"""
    ).pl()
    parts = [_empty()]
    for keys, cells in levels.group_by("wave", "variable", maintain_order=True):
        found = counts.filter((pl.col("wave") == keys[0]) & (pl.col("variable") == keys[1]))
        values = np.unique(found["value"].to_numpy()) if found.height else np.array([0.0])
        wide = cells.join(pl.DataFrame({"value": values}), how="cross").join(found, on=[*_KEYS, "value"], how="left")
        matrix = wide["n"].fill_null(0).to_numpy().reshape(-1, values.size)
        parts.append(_frame(cells.select(_KEYS), likert.summarise(values, matrix), boxes=False))
    return pl.concat(parts)


def _frame(keys: pl.DataFrame, summary: likert.LikertSummary, *, boxes: bool) -> pl.DataFrame:
    columns = {name: pl.Series(getattr(summary, name)).fill_nan(None) for name in _STATISTICS}
    if not boxes:
        columns |= {name: pl.Series([None] * keys.height, dtype=pl.Float64) for name in _BOXES}
    frame = keys.with_columns(pl.Series("n", summary.n, dtype=pl.Int64), *(s.alias(k) for k, s in columns.items()))
    return frame.with_columns(pl.col("level").cast(pl.Int16))
