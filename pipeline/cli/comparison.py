"""``munisurvey compare`` and ``association``: differences between groups and associations, in words and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.app import announce, app, line_of, open_survey
from pipeline.cli.evidence import evidence, method_notes, print_notes, print_sentences, write_csv, write_json
from pipeline.cli.options import AsFormat, Format, InLanguage, Internal, Language, Question, Wave
from pipeline.wording import numbers
from pipeline.wording.comparison import say
from pipeline.wording.sentences import association_sentence, comparison_sentences

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.analysis.association import Associations
    from pipeline.analysis.comparison import Comparison, ItemComparison
    from pipeline.questionnaire import Language as Tongue

Groups = Annotated[
    str, typer.Option("--by", help="Groups to compare: size_class, size_group, size_group_4, state, region, east_west.")
]
Covariates = Annotated[
    list[str] | None, typer.Option("--with", help="A further classification to hold equal; may be given repeatedly.")
]
Other = Annotated[str, typer.Argument(help="Another question, one of its variables, or a classification.")]


@app.command()
def compare(
    wave: Wave,
    question: Question,
    *,
    by: Groups = "size_group",
    covariates: Covariates = None,
    output: AsFormat = Format.TABLE,
    language: InLanguage = Language.DE,
    internal: Internal = False,
) -> None:
    """Differences between groups on every item of a rating question: means, tests, effect sizes, and what they say.

    Example: munisurvey compare demo tasks --by size_group
    """
    line = line_of()
    line.ingest()
    announce(output, language, internal=internal)
    with open_survey(line) as survey:
        found = survey.compare(
            wave, question, by, covariates=covariates or (), language=language.value, internal=internal
        )
        titles = [survey.questionnaire.classifications[name].title[language.value] for name in found.covariates]
        sentences = comparison_sentences(
            found.items, language.value, title=found.by_title, by_size=found.by_size, covariates=titles
        )
        if output is Format.CSV:
            write_csv(found.tests().assign(sentence=sentences), language.value)
        elif output is Format.JSON:
            write_json(comparison_record(found, sentences, language.value))
        else:
            _print_comparison(found, sentences, language.value)


@app.command()
def association(
    wave: Wave,
    question: Question,
    other: Other,
    *,
    output: AsFormat = Format.TABLE,
    language: InLanguage = Language.DE,
    internal: Internal = False,
) -> None:
    """How closely the answers to two questions go together, or those to a question and a classification.

    Example: munisurvey association demo tasks strategy
    """
    line = line_of()
    line.ingest()
    announce(output, language, internal=internal)
    with open_survey(line) as survey:
        found = survey.association(wave, question, other, language=language.value, internal=internal)
    table = found.table()
    sentences = [association_sentence(pair.facts(), language.value) for pair in found.pairs]
    if output is Format.CSV:
        write_csv(table.assign(sentence=sentences), language.value)
    elif output is Format.JSON:
        pairs = [{**pair.facts(), "sentence": text} for pair, text in zip(found.pairs, sentences, strict=True)]
        head = {"wave": found.wave, "question": found.question, "other": found.other}
        write_json({**head, **evidence(found, language.value), "pairs": pairs})
    else:
        _print_sentences(found, sentences, language.value, assumed=bool(table["assumed"].any()))


def comparison_record(found: Comparison, sentences: list[str], language: Tongue) -> dict[str, Any]:
    """Everything about a comparison as plain values, for JSON."""
    return {
        "wave": found.wave, "question": found.question, "by": found.by, **evidence(found, language),
        "items": [
            {**item.facts(), "groups": [vars(group) for group in item.groups], "pairs": item.pairs(),
             **_model(item), "sentence": text}
            for item, text in zip(found.items, sentences, strict=True)
        ],
    }  # fmt: skip


def _model(item: ItemComparison) -> dict[str, Any]:
    return {} if item.model is None else {"model": item.model.rows(), **item.model_facts()}


def _print_comparison(found: Comparison, sentences: list[str], language: Tongue) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    console = Console(soft_wrap=False)
    shown = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    shown.add_column(say("item_head", language), overflow="fold", min_width=16)
    for group in found.items[0].groups:
        shown.add_column(group.label, justify="right", overflow="fold", min_width=9)
    for item in found.items:
        cells = [_cell(group.n, group.mean, language, withheld=group.withheld) for group in item.groups]
        shown.add_row(item.label_short + (" *" if item.assumed else ""), *cells)
    needed = console.measure(shown).minimum  # a table that is too wide goes over the edge rather than lose its columns
    console.print(shown, width=max(console.width, needed), crop=False)
    console.print(say("means_internal" if found.internal else "means", language), style="dim", highlight=False)
    console.print()
    assumed = any(item.assumed for item in found.items)
    _print_sentences(found, sentences, language, assumed=assumed, console=console)


def _cell(n: int | None, mean: float | None, language: Tongue, *, withheld: bool) -> str:
    if withheld:
        return say("hidden", language)
    return f"{numbers.number(mean, language)} ({numbers.integer(n, language)})"


def _print_sentences(
    found: Comparison | Associations,
    sentences: list[str],
    language: Tongue,
    *,
    assumed: bool,
    console: Console | None = None,
) -> None:
    from rich.console import Console

    console = console or Console(soft_wrap=False)
    print_sentences(sentences, console)
    console.print()
    notes = ["self_selected", *(["assumed"] if assumed else [])]
    notes += ["internal"] if found.internal else []
    notes += ["synthetic"] if found.provenance == "synthetic" else []
    print_notes([*method_notes(found.methods, language), *(say(key, language) for key in notes)], console)
