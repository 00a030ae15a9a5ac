"""The tables everything else is made of, published or internal: means, distributions, composition, nonresponse.

The warehouse decides what is published (``mart.published_*``); here is chosen between that and everything. Withheld
numbers are missing values. Whoever asks for ``internal`` tables gets all, and ``attrs["internal"]`` says so to whatever
is made of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.questionnaire import MissingKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb
    import pandas as pd

    from pipeline.questionnaire import Language

STATISTICS = ("mean", "sd", "se", "ci_low", "ci_high", "top2", "top3", "bottom2", "median")
_KINDS = [kind.name.lower() for kind in MissingKind]


def means(
    connection: duckdb.DuckDBPyConnection, wave: str, variables: Sequence[str], by: str, language: Language, *,
    internal: bool,
) -> pd.DataFrame:  # fmt: skip
    """The columns of :meth:`pipeline.analysis.Survey.means` that are in the warehouse."""
    table = "likert_mean" if internal else "published_likert_mean"
    frame = _frame(
        connection,
        f"""SELECT m.variable, m.level, l.label_{language} AS level_label, l.short_{language} AS level_short,
            m.n, {", ".join("m." + name for name in STATISTICS)}, m.suppressed
        FROM mart.{table} AS m
        JOIN survey.item AS i USING (wave, variable)
        JOIN survey.classification_level AS l ON l.grouping = m.grouping AND l.level = m.level
        WHERE m.wave = ? AND m.grouping = ? AND m.variable IN (SELECT unnest(?))
        ORDER BY i.position, l.position""",
        [wave, by, list(variables)],
    )
    return _counts(frame, ["n"], internal=internal)


def distribution(
    connection: duckdb.DuckDBPyConnection, wave: str, variables: Sequence[str], by: str, language: Language, *,
    internal: bool,
) -> pd.DataFrame:  # fmt: skip
    """The columns of :meth:`pipeline.analysis.Survey.distribution` that are in the warehouse."""
    table = "mart.published_distribution" if not internal else "mart.all_distribution"
    frame = _frame(
        connection,
        f"""SELECT d.variable, d.level, l.label_{language} AS level_label, l.short_{language} AS level_short,
            d.code, coalesce(o.label_{language}, m.label_{language}) AS answer, o.value,
            coalesce(o.missing_kind, m.missing_kind) IS NOT NULL AS missing, d.n, d.share, d.base, d.suppressed
        FROM {table} AS d
        JOIN survey.item AS i USING (wave, variable)
        JOIN survey.classification_level AS l ON l.grouping = d.grouping AND l.level = d.level
        LEFT JOIN survey.scale_option AS o ON o.scale = i.scale AND o.code = d.code
        LEFT JOIN survey.missing_kind AS m ON m.missing_kind = d.code
        WHERE d.wave = ? AND d.grouping = ? AND d.variable IN (SELECT unnest(?))
        ORDER BY i.position, l.position, coalesce(o.position, 1010 + m.missing_kind)""",
        [wave, by, list(variables)],
    )
    return _counts(frame, ["n", "base"], internal=internal)


def sample(
    connection: duckdb.DuckDBPyConnection, wave: str, by: str, total: int, language: Language, *, internal: bool
) -> pd.DataFrame:
    """The frame of :meth:`pipeline.analysis.Survey.sample`; ``total`` counts all included respondents."""
    table = "sample" if internal else "published_sample"
    frame = _frame(
        connection,
        f"""SELECT s.level, l.label_{language} AS level_label, l.short_{language} AS level_short, s.n, s.suppressed
        FROM mart.{table} AS s JOIN survey.classification_level AS l USING (grouping, level)
        WHERE s.wave = ? AND s.grouping = ? ORDER BY l.position""",
        [wave, by],
    )
    frame.insert(4, "share", frame["n"].astype("float64") / total if total else float("nan"))
    return _counts(frame, ["n"], internal=internal)


def nonresponse(
    connection: duckdb.DuckDBPyConnection, wave: str, language: Language, *, minimum: int | None
) -> pd.DataFrame:
    """The frame of :meth:`pipeline.analysis.Survey.nonresponse`.

    Parameters
    ----------
    minimum:
        Numbers of a question are left out if one of its kinds of missing is under it; None shows everything.
    """
    kinds = ", ".join(
        f"sum(d.n) FILTER (WHERE coalesce(o.missing_kind, m.missing_kind) = {int(kind)})::INTEGER AS {kind.name.lower()}"
        for kind in MissingKind
    )
    frame = _frame(
        connection,
        f"""SELECT d.variable, i.question, i.label_{language} AS label, i.kind,
            (sum(d.n) FILTER (WHERE o.code IS NOT NULL AND o.missing_kind IS NULL))::INTEGER AS answered,
            {kinds}
        FROM mart.distribution AS d
        JOIN survey.item AS i USING (wave, variable)
        LEFT JOIN survey.scale_option AS o ON o.scale = i.scale AND o.code = d.code
        LEFT JOIN survey.missing_kind AS m ON m.missing_kind = d.code
        WHERE d.wave = ? AND d.grouping = 'all'
        GROUP BY d.variable, i.question, label, i.kind, i.position ORDER BY i.position""",
        [wave],
    )
    frame[_KINDS] = frame[_KINDS].fillna(0).astype(int)
    asked = frame["answered"] + frame["no_answer"] + frame["dont_know"] + frame["refused"]
    frame.insert(4, "asked", asked)
    if minimum is None:
        return frame
    counts = ["asked", "answered", *_KINDS]
    few = ((frame[counts] > 0) & (frame[counts] < minimum)).any(axis=1)
    frame[counts] = frame[counts].astype("Int64").mask(few)
    return frame


def _frame(connection: duckdb.DuckDBPyConnection, query: str, parameters: list[Any]) -> pd.DataFrame:
    return connection.execute(query, parameters).df()


def _counts(frame: pd.DataFrame, columns: Sequence[str], *, internal: bool) -> pd.DataFrame:
    """Whole numbers, missing where withheld; and the frame knows what may become of it."""
    if not internal:
        for column in columns:
            frame[column] = frame[column].astype("Int64")
    frame.attrs["internal"] = internal
    return frame
