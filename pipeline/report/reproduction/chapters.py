"""The chapters of the report on 2016, called by the cells of ``reports/reproduction.qmd``; they return Markdown."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

from pipeline.report import tables as common
from pipeline.report.chapters import software as versions
from pipeline.report.markdown import Markdown, attribute, callout, escape, figure, heading, join, only, slug
from pipeline.report.pictures import download
from pipeline.report.reproduction import tables
from pipeline.report.reproduction.document import Reproduced, open_reproduced
from pipeline.report.reproduction.errata import erratum
from pipeline.reproduction import overview
from pipeline.reproduction.compare import Verdict
from pipeline.reproduction.ledger import Statistic
from pipeline.wording import numbers

if TYPE_CHECKING:
    from pipeline.report.manifest import Figure
    from pipeline.reproduction.catalogue import Entry
    from pipeline.reproduction.ledger import Published

_COMPOSITIONS = ("size_group", "state")
_SIZES = (Statistic.N, Statistic.N_RANGE)

__all__ = [
    "errata",
    "evidence",
    "figures",
    "glance",
    "ledger",
    "left_open",
    "open_reproduced",
    "samples",
    "software",
    "views",
]


def evidence(report: Reproduced) -> Markdown:
    """The callout that says what is generated; nothing once both surveys hold answers that were collected."""
    if not report.synthetic:
        return Markdown("")
    return join(callout("important", report.plain("synthetic_title"), report.say("synthetic_body")))


def glance(report: Reproduced) -> Markdown:
    """How many printed numbers agree, contradict themselves, or stay open."""
    found = Counter(overview.judged(row) for row in report.rows.values())
    counted = {
        "total": found.total(),
        "agree": found[Verdict.EXACT.value] + found[Verdict.WITHIN.value],
        "errata": found[Verdict.ERRATUM.value],
        "open": found[Verdict.NOT_REPRODUCIBLE.value],
    }
    lead = report.say("glance_lead", **{name: numbers.integer(n, report.language) for name, n in counted.items()})
    missed = report.say("glance_missed", missed=numbers.integer(found[overview.MISSED], report.language))
    caption = report.say("verdicts_caption", n=numbers.integer(len(report.rows), report.language))
    picture = report.figures.get(overview.ID)
    return join(
        _placed(report, picture) if picture else None,
        lead,
        missed if found[overview.MISSED] else None,
        tables.verdicts(report, caption=caption, label="verdicts"),
    )


def samples(report: Reproduced) -> Markdown:
    """The two samples side by side: when, how many, of which size and Land."""
    if len(report.waves) < 2:
        return join(report.say("wave_missing"))
    first, second = (report.survey.wave(wave) for wave in report.waves)
    language = report.language
    lead = report.say(
        "samples_lead",
        first=numbers.integer(first.n, language),
        second=numbers.integer(second.n, language),
        first_period=numbers.period(*first.field_period, language),
        second_period=numbers.period(*second.field_period, language),
    )
    blocks = [lead, report.say("samples_linked") if report.synthetic else None]
    for by in _COMPOSITIONS:
        classification = report.survey.questionnaire.classifications[by]
        parts = [
            report.survey.sample(wave.wave, by, language=language, internal=True) for wave in (first, second)
        ]  # the composition of both samples was published in 2017
        names = [numbers.period(*wave.field_period, language) for wave in (first, second)]
        blocks.append(
            common.compositions(
                parts,
                [wave.n for wave in (first, second)],
                language,
                first=report.say("group"),
                heads=[escape(name) for name in names],
                rest=report.plain("unknown_level"),
                caption=report.say("samples_caption", title=classification.title[language]),
                label=f"samples-{by}",
            )
        )
    return join(*blocks)


def figures(report: Reproduced) -> Markdown:
    """Every figure of the report of 2017 in its order, each with what was printed of it."""
    entries = [entry for entry in report.reference.figures if not entry.is_view]
    blocks = [report.say("figures_lead")]
    for entry in entries:
        picture = report.figures.get(entry.id)
        blocks.append(heading(2, escape(entry.title[report.language]), entry.id))
        blocks.append(_placed(report, picture) if picture else report.say("not_drawn"))
        blocks.append(_of_figure(report, entry))
    return join(*blocks)


def _of_figure(report: Reproduced, entry: Entry) -> str:
    """The printed numbers of a figure as a table; those of its text are among them where they are about it."""
    rows = _about(report, entry)
    told = [row for row in rows if row.statistic not in _SIZES]
    shown = tables.of_figure(
        report,
        rows,
        caption=report.say("status_table", figure=Markdown(f"@fig-{slug(entry.id)}")),
        label=f"printed-{entry.id}",
    )
    return join(None if told else report.say("nothing_printed"), shown)


def _about(report: Reproduced, entry: Entry) -> list[Published]:
    """Rows printed in a figure, and rows of the text that no figure names, on what the figure shows."""
    shown = [row for row in report.reference.ledger if row.figure == entry.figure]
    earlier = {row.id for row in shown}
    names = {(wave, variable) for wave in entry.waves for variable in _names(report, wave, entry)}
    told = [
        row
        for row in report.reference.ledger
        if row.figure is None and row.id not in earlier and {(row.wave, name) for name in row.variables} & names
    ]
    return [*shown, *told]


def _names(report: Reproduced, wave: str, entry: Entry) -> set[str]:
    asked = report.survey.questionnaire.variables(wave)
    return {*entry.questions, *(one.name for one in asked if one.question.id in entry.questions)}


def views(report: Reproduced) -> Markdown:
    """The same numbers in forms that are easier to read than those of 2016."""
    blocks = [report.say("views_lead")]
    for entry in report.reference.figures:
        if entry.is_view and entry.id in report.figures:
            title = report.plain("view", number=entry.number, title=entry.title[report.language])
            blocks += [heading(2, escape(title), entry.id), _placed(report, report.figures[entry.id])]
    return join(*blocks)


def _placed(report: Reproduced, picture: Figure) -> str:
    """A picture, its caption with n, and how much of it is in print; its notes stand in the picture."""
    path = os.path.relpath(picture.svg, report.folder)
    said = [
        text if text.endswith((".", "?", "!")) else f"{text}." for text in (picture.caption, picture.standing) if text
    ]
    caption = " ".join(map(escape, said))
    return join(figure(path, caption, picture.id, picture.alt), download(report, picture))


def errata(report: Reproduced) -> Markdown:
    """Every error of the print: first those that touch numbers, then wordings and readings."""
    all_errata = report.reference.errata
    touching = [entry for entry in all_errata if entry.voids]
    others = [entry for entry in all_errata if not entry.voids]
    return join(
        report.say("errata_lead", total=numbers.integer(len(all_errata), report.language)),
        heading(2, report.say("errata_numbers", n=numbers.integer(len(touching), report.language)), "errata-numbers"),
        *(erratum(report, entry) for entry in touching),
        heading(2, report.say("errata_words", n=numbers.integer(len(others), report.language)), "errata-words"),
        *(erratum(report, entry) for entry in others),
    )


def left_open(report: Reproduced) -> Markdown:
    """What cannot be computed again, and which distributions are assumed."""
    rows = [
        row for row in report.reference.ledger if overview.judged(report.rows[row.id]) == Verdict.NOT_REPRODUCIBLE.value
    ]
    blocks = [report.say("free_lead")]
    if rows:
        blocks += [
            report.say("open_lead", n=numbers.integer(len(rows), report.language)),
            tables.not_reproducible(report, rows, caption=report.say("open_caption"), label="open"),
        ]
    assumed = [line for wave in report.waves if (line := _assumed(report, wave))]
    if assumed:
        blocks += [report.say("assumed_lead"), "\n".join(assumed)]
    return join(*blocks)


def _assumed(report: Reproduced, wave: str) -> str | None:
    """One line: the wave and the labels of its variables of which nothing is printed."""
    names = report.survey.assumed(wave)
    variables = [one for one in report.survey.questionnaire.variables(wave) if one.name in names]
    if not variables:
        return None
    listed = "; ".join(escape(one.short_label[report.language]) for one in variables)
    return f"- **{escape(numbers.period(*report.survey.wave(wave).field_period, report.language))}**: {listed}."


def ledger(report: Reproduced) -> Markdown:
    """The whole ledger, searchable on the page."""
    n = numbers.integer(len(report.rows), report.language)
    shown = tables.ledger(report, caption=report.say("ledger_caption", n=n), label="ledger")
    return join(report.say("ledger_lead"), only("html", _ledger_file(report)), f"::: {{.searchable}}\n\n{shown}\n\n:::")


def _ledger_file(report: Reproduced) -> str:
    """A link that carries the ledger as it is in the project."""
    import base64

    from pipeline.reproduction import reference

    path = reference.files(report.project)[0]
    address = "data:text/csv;charset=utf-8;base64," + base64.b64encode(path.read_bytes()).decode()
    return f'[{report.say("ledger_download")}]({address}){{.download download="{attribute(path.name)}"}}'


def software(report: Reproduced) -> Markdown:
    """With what the numbers were computed and the page was set."""
    return versions(report)
