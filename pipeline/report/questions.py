"""One question of a wave as a piece of the report: wording, pictures, table, open answers.

Which parts a question gets follows from its type alone, so a new questionnaire needs no new template.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.questionnaire import QuestionType
from pipeline.questionnaire.number_classes import is_year
from pipeline.report import tables
from pipeline.report.differences import differences, scale
from pipeline.report.markdown import Markdown, escape, heading, join, only, paragraphs, slug
from pipeline.report.pictures import place
from pipeline.report.trends import KIND, trends
from pipeline.wording import instrument, numbers, phrase

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.questionnaire.model import Question, Scale
    from pipeline.report.context import Report
    from pipeline.report.manifest import Figure

GROUPS = "size_group"
"""The classification by which every question is broken down."""

_TABLES = {"highlight", "table"}
"""Pictures of tables: left to slides; the report has the table itself, which can be read aloud and copied."""


def question(report: Report, asked: Question) -> str:
    """The whole section of a question, with its heading."""
    return join(
        heading(2, escape(report.question_title(asked)), f"q-{asked.id}"),
        wording(report, asked),
        *_answered(report, asked),
        _open_answers(report, asked),
    )


def _answered(report: Report, asked: Question) -> tuple[str | None, ...]:
    """Results, differences between groups, the battery as a scale, and the question over the waves."""
    if asked.role:
        return (report.say("in_sample", chapter=Markdown("@sec-composition")),)
    results = _results(report, asked)
    if not report.fielded.n:
        return (results,)
    return results, differences(report, asked, GROUPS), scale(report, asked), trends(report, asked)


def wording(report: Report, asked: Question) -> str:
    """The question as the respondents read it, as a quotation."""
    language = report.language
    name = report.say("question_numbered", number=asked.number) if asked.number else report.say("question_unnumbered")
    bracketed = asked.text.is_bracketed
    how = escape(phrase(instrument.PHRASES, "in_substance", language)) if bracketed else report.say("asked_as")
    lines = [f"**{name}** {how} {escape(asked.text[language])}"]
    if asked.statement is not None:
        lines.append(f"*{escape(asked.statement[language])}*")
    if asked.instruction is not None:
        lines.append(f"*{escape(asked.instruction[language])}*")
    if asked.shown_if:
        lines.append(report.say("filter", conditions=Markdown(_conditions(report, asked))))
    if asked.reconstructed:
        scale = None if asked.type is QuestionType.TEXT else _scale(report, asked)
        lines.append(escape(instrument.reconstruction(asked, scale, language)))
    return "\n>\n".join(f"> {line}" for line in lines)


def _conditions(report: Report, asked: Question) -> str:
    parts = []
    for identifier, codes in (asked.shown_if or {}).items():
        other = report.survey.question(report.wave, identifier)
        scale = report.survey.scale(report.wave, identifier)
        answers = [f"„{scale.option(code).label.de}“" if report.language == "de" else f"“{scale.option(code).label.en}”"
                   for code in codes]  # fmt: skip
        shown = escape(report.plain("or").join(answers))
        condition = report.say("filter_condition", question=report.question_title(other), answers=Markdown(shown))
        parts.append(condition)
    return "; ".join(parts)


def _results(report: Report, asked: Question) -> str:
    if asked.type is QuestionType.TEXT:
        return ""
    overall = report.survey.distribution(report.wave, asked.id, language=report.language)
    closed = overall[~overall["missing"]]
    if not closed["base"].fillna(1).sum():
        return report.say("nobody")
    pictures = [one for one in report.figures if one.question == asked.id and one.kind not in (*_TABLES, KIND)]
    if asked.type is QuestionType.NUMBER or (asked.type is QuestionType.BATTERY and _scale(report, asked).is_likert):
        return _means(report, asked, overall, pictures)
    return _shares(report, asked, overall, pictures)


def _scale(report: Report, asked: Question) -> Scale:
    return report.survey.scale(report.wave, asked.id)


def _means(report: Report, asked: Question, answers: pd.DataFrame, pictures: list[Figure]) -> str:
    survey, wave, language = report.survey, report.wave, report.language
    overall = survey.means(wave, asked.id, language=language)
    groups = survey.means(wave, asked.id, by=GROUPS, language=language)
    if asked.type is QuestionType.NUMBER:
        if is_year(asked) and pictures:  # a mean of years says less than their picture
            return join(
                report.say("see_figure", figures=_figures(report, pictures)), *(place(report, one) for one in pictures)
            )
        overall = overall.assign(label=report.question_title(asked))
    label = f"{asked.id}-means"
    caption = report.caption(
        "means_caption",
        title=report.question_title(asked),
        anchors=Markdown(_anchors(report, asked)),
        mark=Markdown(report.say("mark_note") if tables.has_mark(groups) else ""),
    )
    caption = Markdown(f"{caption} {_assumed(report, overall)}".strip() + report.withheld(overall, groups))
    shown = tables.means(
        overall, groups, language,
        first=report.say("item"), everyone=report.say("all"), caption=caption, label=label,
    )  # fmt: skip
    lead = _lead(report, pictures, label, alone="see_means", one="see_both", many="see_both_many")
    placed = [place(report, one) for one in pictures]
    if asked.type is QuestionType.BATTERY:
        placed.insert(1, _folded(report, answers))
    return join(lead, *placed, shown)


def _folded(report: Report, answers: pd.DataFrame) -> str:
    """The distribution as a table, folded away, on the page only: what the first picture shows, to be read aloud."""
    shown = join(
        tables.battery(answers, report.language, first=report.say("item"), count="n"), _assumed(report, answers)
    )
    return only("html", f"<details>\n\n<summary>{report.say('numbers')}</summary>\n\n{shown}\n\n</details>")


def _assumed(report: Report, table: pd.DataFrame) -> str:
    """What the star of a table means, or that all of it is assumed; nothing where nothing is."""
    if not table["assumed"].any():
        return ""
    return report.say("assumed_all" if table["assumed"].all() else "assumed_star")


def _anchors(report: Report, asked: Question) -> str:
    if asked.type is QuestionType.NUMBER:
        unit = asked.unit[report.language] if asked.unit is not None else None
        return report.say("unit", unit=unit) if unit else report.say("numeric")
    scale = _scale(report, asked)
    return report.say(
        "anchors",
        high_value=numbers.number(scale.high.value, report.language, 0), high=scale.high.label[report.language],
        low_value=numbers.number(scale.low.value, report.language, 0), low=scale.low.label[report.language],
    )  # fmt: skip


def _shares(report: Report, asked: Question, everyone: pd.DataFrame, pictures: list[Figure]) -> str:
    survey, wave, language = report.survey, report.wave, report.language
    by_group = survey.distribution(wave, asked.id, by=GROUPS, language=language)
    title = report.question_title(asked)
    blocks, labels = [], []
    many = asked.type is QuestionType.MULTIPLE
    names = [asked.id] if many else [v.name for v in survey.variables(wave, asked.id) if v.kind != "text"]
    for name in names:
        overall, groups = (f if many else f[f["variable"] == name] for f in (everyone, by_group))
        labels.append(f"{name}-shares")
        shown = title if len(names) == 1 else f"{title}: {overall['label'].iloc[0]}"
        named = {
            "first": report.say("answer"),
            "everyone": report.say("all"),
            "caption": Markdown(
                f"{report.caption('multiple_caption' if many else 'distribution_caption', title=shown)} "
                f"{_assumed(report, overall)}".strip()
                + report.withheld(overall, groups)
            ),
            "label": labels[-1],
        }
        blocks.append((tables.mentions if many else tables.distribution)(overall, groups, language, **named))
    lead = _lead(
        report, pictures, labels[0],
        alone="see_distribution", one="see_figure_distribution", many="see_figure_distribution_many",
    )  # fmt: skip
    return join(lead, *(place(report, one) for one in pictures), *blocks)


def _lead(report: Report, pictures: list[Figure], label: str, *, alone: str, one: str, many: str) -> str:
    table = Markdown(f"@tbl-{slug(label)}")
    if not pictures:
        return report.say(alone, shown=table)
    return report.say(one if len(pictures) == 1 else many, figures=_figures(report, pictures), shown=table)


def _figures(report: Report, pictures: list[Figure]) -> Markdown:
    """References to pictures, in a sentence."""
    named = [f"@fig-{slug(picture.id)}" for picture in pictures]
    if len(named) == 1:
        return Markdown(named[0])
    return Markdown(report.say("and", first=Markdown(", ".join(named[:-1])), last=Markdown(named[-1])))


def _open_answers(report: Report, asked: Question) -> str:
    texts = [variable for variable in report.survey.variables(report.wave, asked.id) if variable.kind == "text"]
    if not texts:
        return ""
    if not report.fielded.open_answers_published:
        return report.say("answers_withheld")
    given = [answer for answer in map(paragraphs, report.survey.open_answers(report.wave, asked.id)) if answer]
    line = report.say("other_line", label=texts[0].label[report.language]) if asked.other is not None else ""
    if not given:
        return join(f"{line} {report.say('answers_none')}".strip())
    lead = report.say("answers_given_one") if len(given) == 1 else report.say("answers_given", n=len(given))
    listed = "\n".join("- " + answer.replace("\n", "\n  ") for answer in given)
    return join(f"{line} {lead}".strip(), f"::: {{.answers}}\n{listed}\n:::")
