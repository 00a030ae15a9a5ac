"""Whether the texts of columns belong to their codes: a line of texts that was sorted or shifted swaps questions.

Only a text that is the wording of another column counts. One that is nobody's (changed in the survey tool, or cut) or
that stands over several columns (that of the whole question) proves nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from pipeline.ingest import headings
from pipeline.ingest.headings import fold
from pipeline.ingest.problems import Problem, shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.ingest.export import Export
    from pipeline.ingest.matching import Matching
    from pipeline.questionnaire import Variable


def shuffled(export: Export, matching: Matching, variables: Sequence[Variable]) -> list[Problem]:
    """One problem if the text of any column is the wording of another variable than its code says."""
    owners = _owners(variables)
    metadata = headings.metadata_headings()
    times = Counter(fold(label) for label in matching.labels)
    wrong = []
    for index, (label, variable) in enumerate(zip(matching.labels, matching.variables, strict=False)):
        folded = fold(label)
        claimed = owners.get(folded, set()) or ({metadata[folded]} if folded in metadata else set())
        known = variable or metadata.get(export.headings[index].strip())
        if known and claimed and known not in claimed and times[folded] == 1:
            wrong.append((index, known, min(claimed)))
    if not wrong:
        return []
    index, known, claimed_by = wrong[0]
    found = (
        f"the texts of {len(wrong)} columns belong to other columns; column {index + 1} is '{known}' by its code and "
        f"'{claimed_by}' by its text ('{shorten(matching.labels[index], 60)}')"
    )
    hint = (
        "the line of texts or the line of codes was sorted or shifted, and nobody can tell which; fetch the export "
        "again from the survey tool and put it here unopened"
    )
    return [Problem(export.file, found, "code and text of one question", hint, column=export.headings[index])]


def _owners(variables: Sequence[Variable]) -> dict[str, set[str]]:
    """Folded text to the variables it may stand over, in every form that LimeSurvey writes."""
    owners = defaultdict(set)
    for variable in variables:
        for text, item in headings.wordings(variable):
            forms = (
                [text, f"{text} [{item}]", f"[{item}] {text}", f"{text} ({item})", f"{text} - {item}"]
                if item
                else [text]
            )
            for form in forms:
                owners[fold(form)].add(variable.name)
    return owners
