"""What a rating question says between groups and as a scale: sentences, the table of tests, how far items go together.

Every test comes from :meth:`pipeline.analysis.Survey.compare`, every sentence from :mod:`pipeline.wording`. The methods
used are noted in the report, whose appendix lists them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.questionnaire import QuestionType
from pipeline.report.markdown import Markdown, escape, heading, join, table
from pipeline.wording import numbers
from pipeline.wording.comparison import say
from pipeline.wording.methods import ADJUSTMENTS, METHODS
from pipeline.wording.scales import sentences as scale_sentences
from pipeline.wording.sentences import FINDING, comparison_sentences

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from pipeline.analysis import Method
    from pipeline.analysis.comparison import Comparison, ItemComparison
    from pipeline.questionnaire.model import Question
    from pipeline.report.context import Report


def differences(report: Report, asked: Question, by: str) -> str | None:
    """Whether answers go along with the groups of ``by``: a sentence per item that does, and every test in a table.

    ``None`` where there is nothing to compare: a question without values, or without two groups that may be shown.
    """
    if asked.type not in (QuestionType.BATTERY, QuestionType.SINGLE):
        return None
    if by not in report.survey.groupings or not report.survey.scale(report.wave, asked.id).is_likert:
        return None
    found = report.survey.compare(report.wave, asked.id, by, language=report.language, internal=report.internal)
    if not any(len(item.tested) > 1 for item in found.items):
        return None
    report.note(found.methods)
    sentences = comparison_sentences(found.items, report.language, title=found.by_title, by_size=found.by_size)
    title = heading(3, report.say("differences"), f"differences-{asked.id}")
    if len(found.items) == 1:
        return join(title, f"{escape(sentences[0])} {escape(say('self_selected', report.language))}")
    told = [f"- {escape(text)}" for text, item in zip(sentences, found.items, strict=True) if _stands_out(item)]
    return join(title, _lead(report, found), "\n".join(told), _tests(report, asked, found))


def _stands_out(item: ItemComparison) -> bool:
    p = item.statistics.kruskal.p_adjusted
    return p is not None and p < FINDING


def _lead(report: Report, found: Comparison) -> str:
    """How many items go along with the groups; the rest is chance as far as one can tell."""
    tested = [item for item in found.items if item.statistics.kruskal.p_adjusted is not None]
    by = say("by_size", report.language) if found.by_size else say("by_other", report.language, title=found.by_title)
    if not tested:
        return report.say("differences_undefined", by=by, total=numbers.integer(len(found.items), report.language))
    standing = sum(_stands_out(item) for item in tested)
    said = report.say(
        "differences_some" if standing else "differences_none",
        by=by,
        found=numbers.integer(standing, report.language),
        total=numbers.integer(len(tested), report.language),
    )
    return f"{said} {escape(say('self_selected', report.language))}"


def _tests(report: Report, asked: Question, found: Comparison) -> str:
    """One row per item: n, effect size, adjusted p, and the trend over the ordered groups with its own n and p."""
    frame = found.tests()
    trend = "trend_tau_b" in frame
    heads = ["item", "n_head", "effect", "p_head", *(["n_head", "trend", "p_head"] if trend else [])]
    rows = []
    for row in frame.to_dict("records"):
        cells = [escape(row["label"]), *_numbers(report, row, "epsilon_squared", "")]
        if trend:
            cells += _numbers(report, row, "trend_tau_b", "trend_")
        rows.append(cells)
    caption = report.caption(
        "tests_caption",
        title=report.question_title(asked),
        families=Markdown(escape(_families(report, found))),
        order=Markdown(escape(f" {numbers.EN_DASH} ".join(found.order))) if trend else Markdown(""),
    )
    key = [report.say(head) for head in heads]
    widths = (40, 8, 10, 12, 8, 10, 12) if trend else (58, 12, 14, 16)
    return table(key, rows, widths=widths, align="l" + "r" * (len(key) - 1), caption=caption, label=f"{asked.id}-tests")


def _numbers(report: Report, row: dict[str, object], effect: str, prefix: str) -> tuple[str, str, str]:
    """n, effect and adjusted p of one test; a dash where it is not defined."""
    language = report.language
    n = numbers.integer(row[f"{prefix}n"], language)
    if not numbers.defined(row[effect]):
        return n, numbers.NOT_SHOWN, numbers.NOT_SHOWN
    p = row[f"{prefix}p_adjusted"] if numbers.defined(row[f"{prefix}p_adjusted"]) else row[f"{prefix}p"]
    return n, numbers.number(row[effect], language), escape(numbers.p_value(p, language, named=False))


def _families(report: Report, found: Comparison) -> str:
    """How p was adjusted, over how many items."""
    for family in found.families:
        if family.kind == "items":
            adjustment = ADJUSTMENTS[family.adjustment][report.language][0]
            return report.plain("family", adjustment=adjustment, size=numbers.integer(family.size, report.language))
    return ""


def scale(report: Report, asked: Question) -> str | None:
    """How far the items of a battery measure one thing; ``None`` for anything but a rated battery."""
    if asked.type is not QuestionType.BATTERY or not report.survey.scale(report.wave, asked.id).is_likert:
        return None
    found = report.survey.reliability(report.wave, asked.id, internal=report.internal)
    report.note(found.methods)
    title = report.question_title(asked)
    coefficients, items = found.frame(), found.item_frame(report.language)
    said = scale_sentences(_records(coefficients), _records(items), report.language, title=title)
    return join(heading(3, report.say("scale"), f"scale-{asked.id}"), escape(" ".join(said)))


def _records(frame: pd.DataFrame) -> list[dict[str, object]]:
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


def methods(report: Report) -> Markdown:
    """The appendix: every method the report used, in words, with its literature and the library that computes it."""
    return join(report.say("methods_lead"), _listed(report, report.methods.values()))


def _listed(report: Report, used: Iterable[Method]) -> str:
    lines = []
    for method in used:
        name, sentence = METHODS[method.id][report.language]
        computed = report.say("computed_by", library=Markdown(f"`{method.computed_by}`"))
        lines.append(f"- **{escape(name)}.** {escape(sentence)} {escape(method.reference)} {computed}")
    return "\n".join(lines)
