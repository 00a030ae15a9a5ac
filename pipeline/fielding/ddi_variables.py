"""The part of a DDI description that is about variables: groups, questions as asked, codes, filters, frequencies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.fielding.bilingual import joined, said
from pipeline.fielding.data_file import groups
from pipeline.fielding.ddi_study import file_id
from pipeline.fielding.ddi_xml import add, both
from pipeline.fielding.texts import full_text, plain
from pipeline.questionnaire import LANGUAGES, QuestionType
from pipeline.questionnaire.item_wording import item_wording
from pipeline.questionnaire.scale import Text
from pipeline.wording import phrase
from pipeline.wording.ddi import DDI
from pipeline.wording.instrument import reconstruction

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from pipeline.fielding.data_file import Category, Column
    from pipeline.fielding.study import Counts, Study
    from pipeline.questionnaire.model import Question

_GROUP_TYPES = {QuestionType.BATTERY: "grid", QuestionType.MULTIPLE: "multipleResp"}
_DOMAINS = {QuestionType.NUMBER: "numeric", QuestionType.TEXT: "text", QuestionType.MULTIPLE: "multiple"}


def data_description(codebook: Element, study: Study) -> None:
    """``dataDscr``: a group for every section and every question of several variables, then all variables."""
    made = add(codebook, "dataDscr")
    _groups(made, study)
    for column in study.columns:
        _variable(made, study, column)
    if study.counts:
        both(made, "notes", said(DDI, "published"), type="frequencies")


def variable_id(name: str) -> str:
    """The id of a variable in the document."""
    return f"V_{name}"


def _group_id(question: str) -> str:
    return f"G_{question}"


def _groups(parent: Element, study: Study) -> None:
    grouped = {first.question.id: (first.question, members) for first, members in groups(study.columns)}
    names = {column.variable.question.id: column.name for column in study.columns if column.variable is not None}
    for section in study.asked.sections:
        inside = [question.id for question in section.questions if question.id in names]
        if not inside:
            continue
        single = [variable_id(names[question]) for question in inside if question not in grouped]
        several = [_group_id(question) for question in inside if question in grouped]
        made = add(
            parent, "varGrp", ID=f"S_{section.id}", type="section",
            var=" ".join(single) or None, varGrp=" ".join(several) or None,
        )  # fmt: skip
        both(made, "labl", section.title)
    for question, members in grouped.values():
        made = add(
            parent, "varGrp", ID=_group_id(question.id), type=_GROUP_TYPES[question.type], name=question.id,
            var=" ".join(variable_id(column.name) for column in members),
        )  # fmt: skip
        both(made, "labl", question.title or question.text)
        both(made, "txt", _asked(question))
        add(made, "concept", question.id)
        both(made, "universe", universe(study, question))


def _asked(question: Question) -> Text:
    return Text(**full_text(question))


def universe(study: Study, question: Question) -> Text:
    """Who was asked a question: everyone, or those who gave certain answers."""
    if not question.shown_if:
        return said(DDI, "everyone")
    conditions = [_condition(study, other, codes) for other, codes in question.shown_if.items()]
    return said(DDI, "filtered", conditions=_listed(conditions, "and"))


def _condition(study: Study, other: str, codes: tuple[int, ...]) -> Text:
    asked = study.asked.question(other)
    if asked.type in (QuestionType.NUMBER, QuestionType.TEXT):
        return said(DDI, "answered", variable=other)
    scale = study.questionnaire.scale(asked.scale or "yes_no")
    answers = [said(DDI, "code", code=code, label=scale.option(code).label) for code in codes]
    return said(DDI, "condition", variable=other, answers=_listed(answers, "or"))


def _listed(texts: list[Text], word: str) -> Text:
    return Text(**{lg: phrase(DDI, word, lg).join(text[lg] for text in texts) for lg in LANGUAGES})


def _variable(parent: Element, study: Study, column: Column) -> None:
    counts = study.counts.get(column.name)
    files = " ".join(file_id(number) for number in range(1, len(study.files) + 1))
    made = add(
        parent, "var", ID=variable_id(column.name), name=column.name, files=files or None,
        intrvl="contin" if column.kind == "number" else "discrete", **_representation(column),
    )  # fmt: skip
    both(made, "labl", column.label)
    question = column.variable.question if column.variable is not None else None
    if question is not None:
        _question(made, column)
    _invalid(made, column)
    if question is not None:
        both(made, "universe", universe(study, question))
    if counts is not None:
        _summary(made, column, counts)
    if column.note is not None:
        both(made, "txt", column.note)
    for category in column.categories:
        _category(made, category, counts)
    if question is not None:
        add(made, "concept", question.id)
        if question.role is not None:
            add(made, "concept", question.role, vocab="role")
    add(made, "varFormat", type="character" if column.kind == "text" else "numeric", schema="other")
    _notes(made, study, column)


def _representation(column: Column) -> dict[str, str | None]:
    if column.kind == "text":
        return {"representationType": "text"}
    if column.kind == "number":
        return {"representationType": "numeric", "nature": "ratio"}
    return {"representationType": "code", "nature": column.measure}


def _question(parent: Element, column: Column) -> None:
    """The question as printed: what is read before, the literal question, the item, the instruction."""
    variable = column.variable
    question = variable.question
    domain = _DOMAINS.get(question.type, "category")
    number = None if question.number is None else str(question.number)
    made = add(parent, "qstn", ID=f"Q_{column.name}", seqNo=number, responseDomainType=domain)
    several = column.name != question.id
    if several:
        both(made, "preQTxt", _asked(question))
    both(made, "qstnLit", variable.label if several else _asked(question))
    told = [question.instruction] if question.instruction is not None else []
    if question.unit is not None:
        told.append(said(DDI, "unit_of", unit=question.unit))
    if told:
        both(made, "ivuInstr", joined(told))


def _invalid(parent: Element, column: Column) -> None:
    """Limits of a number and the codes of missing answers."""
    question = column.variable.question if column.variable is not None else None
    limits = (question.minimum, question.maximum) if question is not None and column.kind == "number" else (None, None)
    if limits != (None, None):
        low, high = (None if limit is None else plain(limit) for limit in limits)
        add(add(parent, "valrng"), "range", UNITS="REAL", min=low, max=high)
    if column.missing:
        invalid = add(parent, "invalrng")
        for category in column.missing:
            add(invalid, "item", VALUE=str(category.code))


def _summary(parent: Element, column: Column, counts: Counts) -> None:
    """Numbers of answers and missing answers; mean and deviation are those of what the answers are worth."""
    for kind, n in (("vald", counts.valid), ("invd", counts.invalid)):
        if n is not None:
            add(parent, "sumStat", n, type=kind)
    for kind, other, value in (("mean", "meanOfValues", counts.mean), ("stdev", "stdevOfValues", counts.sd)):
        if value is None:
            continue
        own = column.kind == "number"
        add(parent, "sumStat", f"{value:.6g}", type=kind if own else "other", otherType=None if own else other)


def _category(parent: Element, category: Category, counts: Counts | None) -> None:
    missing = category.missing
    marks = {"missing": "Y", "missType": missing.name.lower()} if missing is not None else {}
    made = add(parent, "catgry", **marks)
    add(made, "catValu", category.code)
    both(made, "labl", category.label)
    if category.printed is not None and category.printed != category.code:
        both(made, "txt", said(DDI, "printed", code=category.printed))
    if category.value is not None:
        both(made, "txt", said(DDI, "worth", value=plain(category.value)))
    if counts is not None and category.code in counts.by_code:
        add(made, "catStat", counts.by_code[category.code], type="freq")


def _notes(parent: Element, study: Study, column: Column) -> None:
    variable = column.variable
    for file in study.files:
        if column.name in file.renamed:
            text = said(DDI, "stata_name", name=file.renamed[column.name])
            both(parent, "notes", text, type="name", subject=file.name)
    if variable is None:
        return
    question = variable.question
    scale = study.questionnaire.all_scales.get(variable.scale) if question.scale else None
    if question.reconstructed:
        found = {language: reconstruction(question, scale, language) for language in LANGUAGES}
        both(parent, "notes", Text(**found), type="reconstructed")
    if column.name in study.assumed:
        both(parent, "notes", said(DDI, "assumed"), type="assumed")
    if question.note is not None:
        add(parent, "notes", question.note, type="note", language="en")
    wording = item_wording(study.questionnaire, question, variable.item.id if variable.item is not None else None)
    add(parent, "notes", wording.fingerprint, type="wording", subject="SHA-256")
