"""The chapters of the report, one function each: called by the cells of ``reports/wave.qmd``, they return Markdown.

Every number comes from :class:`~pipeline.analysis.Survey`; every sentence from :mod:`pipeline.wording.report`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.report import quality, tables
from pipeline.report.context import open_report
from pipeline.report.differences import methods
from pipeline.report.markdown import Markdown, callout, escape, heading, join, slug, table
from pipeline.report.pictures import place
from pipeline.report.questions import GROUPS, question
from pipeline.wording import instrument, numbers, phrase

if TYPE_CHECKING:
    from pipeline.questionnaire.model import Question
    from pipeline.report.context import Report

_COMPOSITIONS = (GROUPS, "state", "east_west")
_KINDS = ("no_answer", "dont_know", "refused", "not_shown", "not_asked", "not_reached")

__all__ = [
    "composition",
    "evidence",
    "glance",
    "methods",
    "nonresponse",
    "open_report",
    "questionnaire",
    "response",
    "software",
    "validation",
]


def evidence(report: Report) -> Markdown:
    """The callouts at the top: on invented answers, and what a reader must know of the wave; often there is none."""
    blocks = []
    if report.fielded.synthetic:
        blocks.append(callout("important", report.plain("synthetic_title"), report.say("synthetic_body")))
    if report.instrument.note is not None:
        key = "title" if report.instrument.status == "reconstructed" else "note"
        title = phrase(instrument.PHRASES, key, report.language)
        blocks.append(callout("note", title, escape(report.instrument.note[report.language])))
    return join(*blocks) if blocks else Markdown("")


def glance(report: Report) -> Markdown:
    """The survey in numbers, and the highest mean of every battery."""
    wave, language, say = report.fielded, report.language, report.plain
    rows = [
        (say("fact_period"), numbers.period(*wave.field_period, language)),
        (say("fact_invited"), numbers.integer(wave.invited, language) if wave.invited else say("not_stated")),
        (say("fact_n"), numbers.integer(wave.n, language)),
        (say("fact_rate"), _rate(report) if wave.invited else say("not_stated")),
        (say("fact_questions"), numbers.integer(len(report.instrument.questions), language)),
        (say("fact_source"), wave.source),
        (say("fact_tool"), wave.tool),
        (say("fact_provenance"), say(f"provenance_{wave.provenance}")),
    ]
    shown = tables.facts(
        rows, (say("glance_fact"), say("glance_value")), caption=report.caption("glance_caption"), label="glance"
    )
    if not wave.n:
        return join(report.say("nothing_counted"), shown)
    highest = [line for asked in report.instrument.questions if (line := _highest(report, asked))]
    return join(shown, *([report.say("highest_lead"), "\n".join(highest)] if highest else []))


def _rate(report: Report) -> str:
    wave, language = report.fielded, report.language
    rate = numbers.percent(wave.n / wave.invited, language, 1)
    return report.plain(
        "rate_of", rate=rate, n=numbers.integer(wave.n, language), invited=numbers.integer(wave.invited, language)
    )


def _highest(report: Report, asked: Question) -> str | None:
    """One line of the summary: the item of a battery with the highest mean."""
    variables = report.survey.variables(report.wave, asked.id)
    closed = [variable for variable in variables if variable.kind == "choice" and variable.item is not None]
    if len(closed) < 2 or not report.survey.scale(report.wave, asked.id).is_likert:
        return None
    means = report.survey.means(report.wave, asked.id, language=report.language).dropna(subset="mean")
    if means.empty:
        return None
    top = means.loc[means["mean"].idxmax()]
    return "- " + report.say(
        "highest",
        title=report.question_title(asked),
        chapter=Markdown(f"@sec-q-{slug(asked.id)}"),
        item=top["label"],
        mean=numbers.number(top["mean"], report.language),
        n=numbers.count(top["n"], report.language),
    )


def response(report: Report) -> Markdown:
    """How many questionnaires came in, which of them count, and against how many invited."""
    wave, language, say = report.fielded, report.language, report.say
    rows = []
    for status in ("complete", "partial", "opened", "test", "duplicate"):
        n = wave.responses.get(status, 0)
        counts = status == "complete" or (status == "partial" and wave.partial == "counted")
        rows.append([say(f"status_{status}"), numbers.integer(n, language), say("yes" if counts else "no")])
    total = sum(wave.responses.values())
    rows.append([f"**{say('total')}**", f"**{numbers.integer(total, language)}**", ""])
    shown = table(
        [say("status"), say("number"), say("counted")], rows,
        widths=(60, 20, 20), align="lrr", caption=report.caption("response_caption"), label="response",
    )  # fmt: skip
    n = numbers.integer(wave.n, language)
    if wave.invited:
        invited = numbers.integer(wave.invited, language)
        rate = numbers.percent(wave.n / wave.invited, language, 1)
        sentence = say("rate_sentence", invited=invited, n=n, rate=rate)
    else:
        sentence = say("rate_unknown", n=n)
    return join(f"{sentence} {report.inclusion}", shown)


def composition(report: Report) -> Markdown:
    """Who answered: by size, Bundesland, East and West; and the pictures of the wave as a whole."""
    roles = {asked.id for asked in report.instrument.questions if asked.role}
    pictures = [one for one in report.figures if one.question is None or one.question in roles]
    blocks = [report.say("composition_lead"), *(place(report, one) for one in pictures)]
    for by in _COMPOSITIONS:
        classification = report.survey.questionnaire.classifications.get(by)
        if classification is None or classification.of not in report.instrument.roles or not report.fielded.n:
            continue
        sample = report.survey.sample(report.wave, by, language=report.language)
        title = classification.title[report.language]
        blocks.append(
            tables.composition(
                sample,
                report.language,
                first=report.say("group"),
                heads=(report.say("number"), report.say("share")),
                rest=report.plain("unknown_level"),
                n=report.fielded.n,
                caption=Markdown(report.caption("composition_caption", title=title) + report.withheld(sample)),
                label=f"sample-{by}",
            )
        )
        if classification.note is not None and by != "state":
            blocks.append(escape(classification.note[report.language]))
    return join(*blocks)


def questionnaire(report: Report) -> Markdown:
    """Every section of the questionnaire as a chapter, every question as a section of it."""
    blocks = []
    for section in report.instrument.sections:
        blocks.append(heading(1, escape(section.title[report.language]), f"part-{section.id}"))
        blocks += [question(report, asked) for asked in section.questions]
    return join(*blocks)


def validation(report: Report) -> Markdown:
    """What the checks found before the analysis."""
    found = quality.read(report.project, report.wave, report.language)
    if found is None:
        return join(report.say("checks_missing"))
    language = report.language
    errors, warnings = found.of("error"), found.of("warning")
    sentence = report.say(
        "checks_sentence",
        checks=numbers.integer(found.checks, language),
        errors=numbers.integer(len(errors), language),
        warnings=numbers.integer(len(warnings), language),
    )
    if not found.findings:
        return join(sentence)
    rows = [
        [escape(one.message), report.say(f"severity_{one.severity}"),
         numbers.NOT_SHOWN if one.cases is None else numbers.integer(one.cases, language)]
        for one in (*errors, *warnings)
    ]  # fmt: skip
    shown = table(
        [report.say("rule"), report.say("severity"), report.say("cases")], rows,
        widths=(70, 15, 15), align="llr", caption=report.caption("checks_caption"), label="checks",
    )  # fmt: skip
    return join(sentence, shown)


def nonresponse(report: Report) -> Markdown:
    """How many answered each question, and why the others did not."""
    if not report.fielded.n:
        return join(report.say("nothing_counted"))
    frame = report.survey.nonresponse(report.wave, language=report.language)
    frame = frame[frame["kind"] != "text"]
    if frame.empty:
        return Markdown("")
    kinds = [kind for kind in _KINDS if frame[kind].any()]
    names = {asked.id: report.question_title(asked) for asked in report.instrument.questions}
    heads = {key: report.say(key) for key in ("question", "asked", "answered", *_KINDS)}
    shown = tables.nonresponse(
        frame, names, kinds, heads, report.language, caption=report.caption("nonresponse_caption"), label="nonresponse"
    )
    n = numbers.integer(report.fielded.n, report.language)
    return join(report.say("nonresponse_lead", shown=Markdown("@tbl-nonresponse"), n=n), shown)


def software(report: Report) -> Markdown:
    """With what the numbers were computed and the page was set."""
    import platform
    from importlib.metadata import version

    versions = {name: version(name) for name in ("duckdb", "polars", "pandas", "numpy")}
    return report.say("software", python=platform.python_version(), renderer=report.renderer, **versions)
