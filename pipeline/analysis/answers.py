"""The answers of single respondents, for statistics that counts alone do not give: tests, scales, weights.

What is returned here is microdata and never leaves the process as it is; everything published goes through
:mod:`pipeline.statistics.disclosure`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.warehouse import ALL

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb
    import pandas as pd


def answers(
    connection: duckdb.DuckDBPyConnection, wave: str, variables: Sequence[str], *, codes: bool = False
) -> pd.DataFrame:
    """One row per included respondent of a wave, answered or not, in the order of the export.

    Parameters
    ----------
    variables:
        Names of closed variables of the wave.
    codes:
        Give the codes of the answers instead of what they are worth, for categories without values.

    Returns
    -------
    pandas.DataFrame
        ``respondent``, ``unit`` (pseudonym of the municipality, None without a token), ``weight``; one ordered
        categorical per classification, its categories the ids of *all* levels in questionnaire order; then one float
        column per variable, NaN where there is no substantive answer.
    """
    import pandas as pd

    people = connection.execute(
        "SELECT respondent, unit, weight, size_class, state FROM survey.respondent WHERE wave = ? AND included "
        "ORDER BY respondent",
        [wave],
    ).df()
    given = connection.execute(
        """SELECT a.respondent, a.variable, CASE WHEN ? THEN a.code::DOUBLE ELSE a.value END AS answer
        FROM survey.answer AS a
        JOIN survey.item AS i USING (wave, variable)
        LEFT JOIN survey.scale_option AS o ON o.scale = i.scale AND o.code = a.code
        WHERE a.wave = ? AND a.variable IN (SELECT unnest(?)) AND a.missing_kind IS NULL AND o.missing_kind IS NULL""",
        [codes, wave, list(variables)],
    ).df()
    wide = given.pivot_table(index="respondent", columns="variable", values="answer", aggfunc="first", dropna=False)
    wide = wide.reindex(index=people["respondent"], columns=list(variables)).astype("float64").reset_index(drop=True)
    groups = {name: _levels(connection, people, name) for name in _groupings(connection)}
    frame = pd.concat([people[["respondent", "unit", "weight"]], pd.DataFrame(groups), wide], axis=1)
    frame.columns.name = None
    return frame


def _groupings(connection: duckdb.DuckDBPyConnection) -> list[str]:
    query = "SELECT DISTINCT grouping FROM survey.classification_level WHERE grouping <> ? ORDER BY grouping"
    return [row[0] for row in connection.execute(query, [ALL]).fetchall()]


def _levels(connection: duckdb.DuckDBPyConnection, people: pd.DataFrame, grouping: str) -> pd.Series:
    """The level of each respondent as an ordered categorical over every level of the questionnaire."""
    import pandas as pd

    levels = connection.execute(
        "SELECT level, id FROM survey.classification_level WHERE grouping = ? ORDER BY position", [grouping]
    ).fetchall()
    recode = connection.execute(
        "SELECT of, answer_code, level FROM survey.classification_code WHERE grouping = ?", [grouping]
    ).fetchall()
    names = dict(levels)
    ids = {code: names[level] for _, code, level in recode}
    of = recode[0][0] if recode else "size_class"
    return pd.Series(
        pd.Categorical(people[of].map(ids), categories=[name for _, name in levels], ordered=True), name=grouping
    )
