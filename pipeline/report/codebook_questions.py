"""One question in the codebook: how it was asked, what its variables can hold, and in which other waves it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.questionnaire import QuestionType, comparability, question_variables
from pipeline.report import codebook_tables
from pipeline.report.markdown import Markdown, escape, heading, join, slug
from pipeline.wording import instrument, numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.questionnaire import Questionnaire, Verdict
    from pipeline.questionnaire.model import Question, Wave
    from pipeline.report.codebook import Codebook


def question(book: Codebook, asked: Question) -> str:
    """The whole section of a question, with its heading."""
    return join(
        heading(2, book.say("heading", number=book.numbers[asked.id], title=book.title_of(asked)), f"q-{asked.id}"),
        _wording(book, asked),
        "\n".join(f"- **{name}:** {value}" for name, value in _facts(book, asked)),
        codebook_tables.variables(book, asked),
        f"### {book.say('history')} {{#history-{slug(asked.id)} .unnumbered .unlisted}}",
        "\n".join(f"- {line}" for line in _history(book, asked)),
    )


def _wording(book: Codebook, asked: Question) -> str:
    texts = (asked.text, asked.statement, asked.instruction)
    lines = [escape(text[book.language]) for text in texts if text is not None]
    shown = [f"**{lines[0]}**", *(f"*{line}*" for line in lines[1:])]
    scale = book.questionnaire.scale(asked.scale) if asked.scale else None
    if said := instrument.reconstruction(asked, scale, book.language):
        shown.append(escape(said))
    return "\n>\n".join(f"> {line}" for line in shown)


def _facts(book: Codebook, asked: Question) -> Iterator[tuple[str, str]]:
    """Name and value (Markdown) of everything that is known of a question besides its words."""
    if not asked.items:
        yield book.say("variable"), f"**{escape(asked.id)}**"
    yield book.say("type"), _type(book, asked)
    if asked.type in (QuestionType.SINGLE, QuestionType.BATTERY):
        yield book.say("scale"), _scale(book, asked)
    if asked.items:
        yield book.say("answers_head"), "; ".join(_answers(book, asked))
    if asked.shown_if:
        yield book.say("filter"), "; ".join(_conditions(book, asked))
    if asked.mandatory:
        yield book.say("mandatory"), book.say("yes")
    yield from _role(book, asked)
    yield from _origin(book, asked)


def _role(book: Codebook, asked: Question) -> Iterator[tuple[str, str]]:
    """What results are broken down by with the answers to a question, and the codes of every group."""
    if asked.role is None:
        return
    yield book.say("role"), book.say(f"role_{asked.role}")
    for name, classification in book.questionnaire.classifications.items():
        if classification.of == asked.role and name != asked.id:
            levels = (
                f"{level.label[book.language]} = {', '.join(map(str, level.codes))}" for level in classification.levels
            )
            yield book.say("grouping", name=name), escape("; ".join(levels))


def _origin(book: Codebook, asked: Question) -> Iterator[tuple[str, str]]:
    if asked.first_wave:
        yield book.say("first_asked"), escape(asked.first_wave)
    if asked.source:
        yield book.say("source"), escape(asked.source)
    if own := [f"{item.label[book.language]}: {item.source}" for item in asked.items if item.source]:
        yield book.say("source_of_items"), escape("; ".join(own))
    if asked.note:
        yield book.say("note"), escape(asked.note)


def _type(book: Codebook, asked: Question) -> str:
    key = "type_battery_one" if asked.type is QuestionType.BATTERY and len(asked.items) == 1 else f"type_{asked.type}"
    said = book.say(key, n=len(asked.items))
    if asked.other is not None:
        said = book.say("with_other", type=said)
    if asked.unit is not None:
        said = book.say("in_unit", type=said, unit=asked.unit[book.language])
    limits = [
        f"{sign} {numbers.number(limit, book.language, 0 if float(limit).is_integer() else 2)}"
        for sign, limit in (("≥", asked.minimum), ("≤", asked.maximum))
        if limit is not None
    ]
    return book.say("number_limits", type=said, limits=", ".join(limits)) if limits else said


def _scale(book: Codebook, asked: Question) -> str:
    scale = book.questionnaire.scale(asked.scale)
    said = book.say("scale_of", scale=asked.scale, direction=book.plain(scale.direction))
    if scale.neutral is None:
        return said
    digits = 0 if float(scale.neutral).is_integer() else 1
    return f"{said}, {book.say('neutral', value=numbers.number(scale.neutral, book.language, digits))}"


def _answers(book: Codebook, asked: Question) -> Iterator[str]:
    for option in book.questionnaire.scale(next(question_variables(asked)).scale).options:
        blanks = {"code": option.code, "label": option.label[book.language]}
        if option.missing_kind is not None:
            yield book.say("answer_missing", **blanks, kind=book.missing_code(option.missing_kind))
        elif option.value is not None:
            yield book.say("answer_worth", **blanks, value=codebook_tables.worth(option.value, book.language))
        else:
            yield book.say("answer_of", **blanks)


def _conditions(book: Codebook, asked: Question) -> Iterator[str]:
    for identifier, codes in (asked.shown_if or {}).items():
        other = next(question_variables(book.wave.question(identifier)))
        scale = book.questionnaire.scale(other.scale)
        labels = ", ".join(scale.option(code).label[book.language] for code in codes)
        yield book.say("filter_condition", variable=other.name, codes=", ".join(map(str, codes)), labels=labels)


def _history(book: Codebook, asked: Question) -> Iterator[str]:
    """One line a wave and verdict; waves that do not ask stand together, and items with the same verdict."""
    waves = sorted(book.questionnaire.waves.values(), key=lambda wave: (wave.field_period, wave.wave))
    lines: list[str] = []
    silent: dict[str, list[str]] = {}
    for other in waves:
        if other.wave == book.wave.wave:
            continue
        when = f"**{escape(other.wave)}** ({escape(numbers.months(*other.field_period, book.language))}): "
        for verdict, items in _verdicts(book, asked, other):
            if isinstance(verdict, str) and not items:
                silent.setdefault(verdict, []).append(f"**{escape(other.wave)}**")
            else:
                lines.append(when + _said(book, verdict, items))
    yield from lines
    if not lines and set(silent) <= {"history_absent"}:
        yield book.say("history_nowhere")
    else:
        yield from (f"{', '.join(names)}: {book.say(verdict)}." for verdict, names in silent.items())


def _verdicts(book: Codebook, asked: Question, other: Wave) -> Iterator[tuple[Verdict | str, list[str]]]:
    """Verdicts with the items they hold for, none where they hold for the question as a whole.

    What the other wave lacks has a verdict of its own only where the crosswalk says more than that. Of a questionnaire
    that had to be put together again nobody knows what else it asked, unless this wave is known to be the first.
    """
    questionnaire, wave = book.questionnaire, book.wave.wave
    there = next((question for question in other.questions if question.id == asked.id), None)
    shared = None if there is None else {None, *(item.id for item in there.items)}
    unknown = other.status == "reconstructed" and asked.first_wave != wave
    absent = "history_unknown" if unknown else "history_absent"

    def verdict(item: str | None = None) -> Verdict | str:
        if (shared is None or item not in shared) and not _declared(questionnaire, asked.id, item, {wave, other.wave}):
            return absent
        return comparability(questionnaire, asked.id, wave, other.wave, item)

    if there is None or not asked.items:
        yield verdict(), []
        return
    found: dict[Verdict | str, list[str]] = {}
    for item in asked.items:
        found.setdefault(verdict(item.id), []).append(item.id)
    for said, items in found.items():
        yield said, [] if len(found) == 1 else items


def _declared(questionnaire: Questionnaire, question_id: str, item: str | None, waves: set[str]) -> bool:
    return any(
        entry.question == question_id
        and set(entry.between) == waves
        and (item in entry.items or (item is None and not entry.items))
        for entry in questionnaire.crosswalk
    )


def _said(book: Codebook, verdict: Verdict | str, items: list[str]) -> str:
    key = verdict if isinstance(verdict, str) else f"history_{'comparable' if verdict.comparable else 'not_comparable'}"
    shown = book.say("history_items" if items else "history_all", verdict=book.plain(key), items=", ".join(items))
    reason = None if isinstance(verdict, str) else verdict.reason
    return shown if reason is None else Markdown(f"{shown} {escape(reason[book.language])}")
