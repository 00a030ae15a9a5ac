"""A question in its wave and in earlier ones: picture, table with n per wave, and what a difference does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.analysis.trend import followed
from pipeline.report import tables
from pipeline.report.markdown import Markdown, escape, heading, join, slug, table
from pipeline.report.pictures import place
from pipeline.wording import numbers, phrase
from pipeline.wording.trend import TREND, measured, value

if TYPE_CHECKING:
    from pipeline.analysis.trend import Trend
    from pipeline.questionnaire.model import Question
    from pipeline.report.context import Report

KIND = "trend"
"""The kind of picture that stands in this section and in no other."""


def trends(report: Report, asked: Question) -> str | None:
    """The section on a question over the waves; ``None`` if no earlier wave asked it comparably."""
    if not followed(report.survey, report.wave, asked.id):
        return None
    found = report.survey.trend(asked.id, until=report.wave, language=report.language, internal=report.internal)
    if len(found.waves) < 2:
        return None
    report.note(found.methods)
    label = f"{asked.id}-over-time"
    picture = next((one for one in report.figures if one.question == asked.id and one.kind == KIND), None)
    title, refused = heading(3, _say(report, "heading"), f"trend-{asked.id}"), _refused(report, found)
    shown = Markdown(f"@tbl-{slug(label)}")
    if picture is None:
        lead = f"{_say(report, 'see_one', shown=shown)} {_say(report, 'caution')}"
        return join(title, lead, _table(report, asked, found, label), refused)
    drawn = Markdown(f"@fig-{slug(picture.id)}")
    if found.table["variable"].nunique() == 1:  # the picture has every number
        return join(title, _say(report, "see_one", shown=drawn), place(report, picture), refused)
    lead = _say(report, "see", figure=drawn, shown=shown)
    return join(title, lead, place(report, picture), _table(report, asked, found, label), refused)


def _say(report: Report, key: str, **blanks: object) -> str:
    """A phrase as Markdown."""
    shown = {name: text if isinstance(text, Markdown) else escape(text) for name, text in blanks.items()}
    return Markdown(phrase(TREND, key, report.language, **shown))


def _table(report: Report, asked: Question, found: Trend, label: str) -> str:
    """Items in rows, waves in columns; a dash where a wave did not ask an item comparably."""
    language = report.language
    frame = found.frame()
    rows = []
    for _, item in frame.groupby("variable", sort=False):
        cells = {row["wave"]: _cell(row, report) for row in item.to_dict("records")}
        assumed = f"\N{NO-BREAK SPACE}{tables.ASSUMED}" if item["assumed"].any() else ""
        name = f"{escape(item['label'].iloc[-1])}{assumed}"
        rows.append([name, *(cells.get(wave, numbers.NOT_SHOWN) for wave in found.waves)])
    periods = [numbers.months(*report.survey.wave(wave).field_period, language) for wave in found.waves]
    widths = (40, *[60 // len(found.waves)] * len(found.waves))
    return table(
        [report.say("item"), *map(escape, periods)], rows,
        widths=widths, align="l" + "r" * len(found.waves), caption=_caption(report, asked, found), label=label,
    )  # fmt: skip


def _cell(row: dict, report: Report) -> str:
    if tables.withheld(row["n"], suppressed=row["suppressed"]) and not numbers.defined(row["value"]):
        known = f" ({numbers.integer(row['n'], report.language)})" if numbers.defined(row["n"]) else ""
        return f"{numbers.WITHHELD}{known}"
    if not numbers.defined(row["value"]):
        return numbers.NOT_SHOWN
    shown = escape(value(row["value"], row["measure"], report.language))
    return f"{shown} ({numbers.integer(row['n'], report.language)})"


def _caption(report: Report, asked: Question, found: Trend) -> str:
    """What is shown, the marks, and which of the waves are invented, where not all the report is."""
    language, frame = report.language, found.frame()
    title, measure = report.question_title(asked), measured(found.measure, found.answers, language)
    parts = [phrase(TREND, "caption", language, title=escape(title), measure=escape(measure))]
    if frame["assumed"].any():
        parts.append(report.say("assumed_all" if frame["assumed"].all() else "assumed_star"))
    if found.synthetic and not report.fielded.synthetic:
        names = ", ".join(numbers.months(*report.survey.wave(wave).field_period, language) for wave in found.synthetic)
        parts.append(f"**{_say(report, 'synthetic', waves=names)}**")
    return report.marked(Markdown(" ".join(parts) + report.withheld(frame.rename(columns={"value": "mean"}))))


def _refused(report: Report, found: Trend) -> str:
    """What the crosswalk says of the comparison, and what is not compared, with the reason."""
    lines = [f"- {escape(remark)}" for remark in found.remarks]
    lines += [f"- {_say(report, 'refused_wave', wave=wave, reason=reason)}" for wave, reason in found.refused_waves]
    for wave in dict.fromkeys(wave for wave, _, _ in found.refused):
        items = ", ".join(item for other, item, _ in found.refused if other == wave)
        lines.append(f"- {_say(report, 'refused_items', wave=wave, items=items)}")
    return "\n".join(lines)
