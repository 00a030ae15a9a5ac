"""What of the marts is published: the sizes of the groups, then statistics and counts of every item by group.

The rules are those of ``questionnaire/disclosure.yaml``, the decisions those of :mod:`pipeline.statistics.disclosure`.
The groupings by size and those by Land are two hierarchies that share nothing but the total, so each is protected by
itself. No published table crosses the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from pipeline.questionnaire.frame import Frame
from pipeline.statistics import disclosure
from pipeline.statistics.exchange import Blocks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import duckdb
    from numpy.typing import NDArray

    from pipeline.questionnaire import Questionnaire, Variable
    from pipeline.statistics.disclosure import Publication, Rules

ROLES = ("size_class", "state")
FORMS = ("n", "mean", "spread", "top2", "full")
"""What may be published of a group, as :class:`pipeline.statistics.disclosure.Publication` names it."""
_TOTAL = ("all", 0)


@dataclass(frozen=True)
class Hierarchy:
    """The groups by one role: its classes, and the blocks of classes that results are published for.

    ``members`` has a row per block: the total, every set of classes that is a level of some grouping, every class, and
    those who left the question out. ``levels`` maps (grouping, level) to its block, ``singles`` class to its block.
    """

    role: str
    classes: tuple[int, ...]
    members: NDArray[np.bool_]
    levels: Mapping[tuple[str, int], int]

    @property
    def published(self) -> NDArray[np.bool_]:
        """The blocks of which results are published, and the two that follow from the total."""
        wanted = np.zeros(len(self.members), dtype=bool)
        wanted[[0, -1, *self.levels.values()]] = True
        return wanted

    @property
    def single(self) -> dict[int, int]:
        """The block of every class alone."""
        alone = self.members[1:-1].sum(axis=1) == 1
        return {self.classes[self.members[block].argmax()]: block for block in np.flatnonzero(alone) + 1}

    def blocks(self, chosen: NDArray[np.bool_] | None = None) -> Blocks:
        """The blocks, all or some, as the statistics know them."""
        return Blocks(self.members if chosen is None else self.members[chosen])


def hierarchy(questionnaire: Questionnaire, role: str, present: Iterable[int]) -> Hierarchy:
    """The groups by one role; ``present`` are the codes respondents gave."""
    groupings = {name: one for name, one in questionnaire.classifications.items() if one.of == role}
    known = {code for one in groupings.values() for level in one.levels for code in level.codes}
    classes = tuple(sorted(known | set(present)))
    sets: dict[frozenset[int], int] = {}
    levels = {_TOTAL: 0}
    for name, one in groupings.items():
        for level in one.levels:
            levels[name, level.code] = sets.setdefault(frozenset(level.codes), len(sets) + 1)
    for code in classes:
        sets.setdefault(frozenset([code]), len(sets) + 1)
    everyone = [True] * (len(classes) + 1)
    rows = [[code in one for code in classes] + [False] for one in sets]
    return Hierarchy(role, classes, np.array([everyone, *rows, [False] * len(classes) + [True]]), levels)


def rules(questionnaire: Questionnaire) -> Rules:
    """The rules of a project as the statistics take them."""
    chosen = questionnaire.disclosure
    return disclosure.Rules(
        minimum=chosen.minimum_answers,
        protection=chosen.protection,
        overall=chosen.overall == "published",
        prefer_top2=chosen.prefer == "top2",
    )


def build(connection: duckdb.DuckDBPyConnection, questionnaire: Questionnaire, frame: Frame | None = None) -> None:
    """Fill ``mart.publication``, ``mart.sample`` and the temporary table ``shown``, from the temporary table ``cell``."""
    population = frame or Frame()
    for table in ("forms", "decided_cells"):
        connection.execute(
            f"CREATE TEMP TABLE {table} (wave VARCHAR, variable VARCHAR, grouping VARCHAR, level SMALLINT)"
        )
    connection.execute("ALTER TABLE decided_cells ADD COLUMN code SMALLINT")
    for form in FORMS:
        connection.execute(f'ALTER TABLE forms ADD COLUMN "{form}" BOOLEAN')
    waves = connection.execute("SELECT wave, questionnaire FROM survey.wave ORDER BY wave").fetchall()
    for wave, instrument in waves:
        for role in ROLES:
            _Role(connection, questionnaire, wave, instrument, role, population).write()
    kept = ", ".join(f'bool_and("{form}") AS "{form}"' for form in FORMS)  # the total stands in both hierarchies
    connection.execute(f"INSERT INTO mart.publication BY NAME SELECT wave, variable, grouping, level, {kept} FROM forms "
                       "GROUP BY ALL ORDER BY ALL")  # fmt: skip
    connection.execute(f"""CREATE TEMP TABLE shown AS SELECT * FROM decided_cells
        GROUP BY ALL HAVING grouping <> '{_TOTAL[0]}' OR count(*) = {len(ROLES)}""")
    connection.execute("DROP TABLE forms; DROP TABLE decided_cells")


class _Role:
    """One wave and one of the two hierarchies."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, questionnaire: Questionnaire, wave: str, instrument: str, role: str,
        population: Frame,
    ) -> None:  # fmt: skip
        self._connection, self._questionnaire, self._wave = connection, questionnaire, wave
        self._variables = questionnaire.variables(instrument)
        self._rules = rules(questionnaire)
        people = connection.execute(
            f"SELECT {role}, count(*) FROM survey.respondent WHERE wave = ? AND included GROUP BY ALL", [wave]
        ).fetchall()
        self._hierarchy = hierarchy(questionnaire, role, [code for code, _ in people if code is not None])
        index = {code: at for at, code in enumerate(self._hierarchy.classes)}
        self._sizes = np.zeros(len(index) + 1, dtype=np.int64)
        for code, n in people:
            self._sizes[index.get(code, len(index))] = n
        self._index = index
        self._population = population

    def write(self) -> None:
        """Decide, and add the rows of this wave and role to the tables."""
        tree = self._hierarchy
        sample, _ = disclosure.composition(self._sizes, tree.blocks(), self._rules, self._barred())
        self._sample(sample)
        open_ = tree.published
        blocks, shown = tree.blocks(open_), sample[open_]
        decided: dict[str, tuple[Publication, int]] = {}
        for batch in self._batches():
            hidden = self._hidden(batch, decided)
            scale = self._questionnaire.scale(batch[0].scale)
            substantive = scale.substantive
            values = [option.value for option in substantive] if scale.is_likert else None
            found = disclosure.answers(
                self._counts(batch),
                values,
                shown,
                blocks,
                self._rules,
                numeric=batch[0].kind == "number",
                hidden=hidden,
            )
            decided |= {variable.name: (found, at) for at, variable in enumerate(batch)}
            self._publish([variable.name for variable in batch], found, [option.code for option in substantive])
        self._roles(sample)

    def _barred(self) -> NDArray[np.bool_]:
        """Blocks that hold fewer municipalities in the population than the threshold."""
        codes = np.array([*self._hierarchy.classes, 0])
        known = [
            self._population.least(self._hierarchy.role, codes[members].tolist()) for members in self._hierarchy.members
        ]
        asked = self._sizes[:-1].any()
        return np.array([asked and one is not None and one[1] and one[0] < self._rules.minimum for one in known])

    def _batches(self) -> list[list[Variable]]:
        """Closed variables that share a scale, those that depend on a filter after those they depend on."""
        batches: dict[tuple[int, str, str], list[Variable]] = {}
        depth: dict[str, int] = {}
        for variable in self._variables:
            filters = variable.question.shown_if or {}
            depth[variable.question.id] = 1 + max((depth.get(name, 0) for name in filters), default=-1)
            if variable.kind != "text" and variable.question.role is None:
                key = (depth[variable.question.id], variable.scale, variable.kind)
                batches.setdefault(key, []).append(variable)
        return [batches[key] for key in sorted(batches)]

    def _hidden(
        self, batch: list[Variable], decided: Mapping[str, tuple[Publication, int]]
    ) -> NDArray[np.bool_] | None:
        """Groups in which a filter question is not published in full: who was asked would give its answers away."""
        if not any(variable.question.shown_if for variable in batch):
            return None
        names = {variable.name: variable.question.id for variable in self._variables}
        rows = []
        for variable in batch:
            filters = variable.question.shown_if or {}
            full = [decided[name][0].full[decided[name][1]] for name in decided if {name, names[name]} & filters.keys()]
            rows.append(~np.all(full, axis=0) if full else np.zeros(self._hierarchy.published.sum(), dtype=bool))
        hidden = np.array(rows)
        hidden[:, [0, -1]] = False
        return hidden

    def _counts(self, batch: list[Variable]) -> NDArray[np.int64]:
        """Answers by variable, class and substantive option; the last column counts those without one."""
        options = self._questionnaire.scale(batch[0].scale).substantive
        place = {variable.name: at for at, variable in enumerate(batch)}
        column = {option.code: at for at, option in enumerate(options)}
        counts = np.zeros((len(batch), len(self._index) + 1, len(column) + 1), dtype=np.int64)
        rows = self._connection.execute(
            f"""SELECT variable, {self._hierarchy.role} AS class, code, sum(n)::INTEGER FROM cell
            WHERE wave = ? AND variable IN (SELECT unnest(?)) GROUP BY ALL""",
            [self._wave, list(place)],
        ).fetchall()
        for variable, code, answer, n in rows:
            counts[place[variable], self._index.get(code, len(self._index)), column.get(answer, len(column))] += n
        return counts

    def _publish(self, names: list[str], found: Publication, codes: list[int]) -> None:
        """Rows for every grouping, level and code of some variables."""
        row_of = np.cumsum(self._hierarchy.published) - 1  # from all blocks to those that are published
        keys = list(self._hierarchy.levels)
        at = row_of[list(self._hierarchy.levels.values())]
        self._write(names, keys, {form: getattr(found, form)[:, at] for form in FORMS}, found.cells[:, at], codes)

    def _roles(self, sample: NDArray[np.bool_]) -> None:
        """The questions that make the groups are the composition itself, and are never crossed with the other groups.

        Texts are only counted over all respondents.
        """
        keys = list(self._hierarchy.levels)
        total = np.array([key == _TOTAL for key in keys])
        for variable in self._variables:
            role = variable.question.role
            if variable.kind != "text" and role is None:
                continue
            codes = [option.code for option in self._questionnaire.scale(variable.scale).substantive]
            cells = np.repeat(total[None, :, None], len(codes), axis=2)
            if role == self._hierarchy.role:
                single = self._hierarchy.single
                cells[0, total] &= [code not in single or sample[single[code]] for code in codes]
            elif role is None and not self._rules.overall:
                cells[:] = False
            forms = dict.fromkeys(FORMS, np.zeros((1, len(keys)), dtype=bool))
            forms |= {"n": total[None], "full": cells.all(axis=2) & total}
            self._write([variable.name], keys, forms, cells, codes)

    def _write(
        self, names: list[str], keys: list[tuple[str, int]], forms: Mapping[str, NDArray[np.bool_]],
        cells: NDArray[np.bool_], codes: list[int],
    ) -> None:  # fmt: skip
        """Append to ``forms``, and every published count to ``decided_cells``."""
        groupings, levels = np.array([name for name, _ in keys]), np.array([level for _, level in keys], dtype=np.int16)
        variable, key = np.divmod(np.arange(len(names) * len(keys)), len(keys))
        frame = pl.DataFrame(
            {"variable": np.array(names)[variable], "grouping": groupings[key], "level": levels[key]}
            | {form: flags.reshape(-1) for form, flags in forms.items()}
        )
        self._insert("forms", frame)
        variable, key, code = np.nonzero(cells)
        frame = pl.DataFrame(
            {"variable": np.array(names)[variable], "grouping": groupings[key], "level": levels[key],
             "code": np.array(codes, dtype=np.int16)[code]}
        )  # fmt: skip
        self._insert("decided_cells", frame)

    def _sample(self, sample: NDArray[np.bool_]) -> None:
        tree = self._hierarchy
        size = tree.members @ self._sizes
        rows = [
            (name, level, int(size[block]), not sample[block])
            for (name, level), block in tree.levels.items()
            if (name, level) != _TOTAL
        ]
        schema = {"grouping": pl.String, "level": pl.Int16, "n": pl.Int32, "suppressed": pl.Boolean}
        self._insert("mart.sample", pl.DataFrame(rows, schema=schema, orient="row"))

    def _insert(self, table: str, frame: pl.DataFrame) -> None:
        if not frame.height:
            return
        self._connection.register("decided", frame.with_columns(pl.lit(self._wave).alias("wave")).to_arrow())
        self._connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM decided")
        self._connection.unregister("decided")
