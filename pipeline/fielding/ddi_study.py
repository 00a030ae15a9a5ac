"""The parts of a DDI description that are about the study: the document itself, who asked whom and how, the files.

Terms of the DDI controlled vocabularies stand beside the words, so that a catalogue can sort by them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pipeline
from pipeline.fielding.bilingual import joined, said
from pipeline.fielding.ddi_xml import add, both
from pipeline.questionnaire import LANGUAGES
from pipeline.questionnaire.scale import Text
from pipeline.wording import numbers
from pipeline.wording.ddi import DDI
from pipeline.wording.report import PHRASES

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from pipeline.fielding.study import Study

AGENCY = "munisurvey"


def document_description(codebook: Element, study: Study) -> None:
    """``docDscr``: this document."""
    citation = add(add(codebook, "docDscr"), "citation")
    title = add(citation, "titlStmt")
    _titles(title, said(DDI, "document", title=study.asked.title))
    add(title, "IDNo", f"ddi-{study.wave}", agency=AGENCY)
    made = add(citation, "prodStmt")
    add(made, "prodDate", study.day.isoformat(), date=study.day.isoformat())
    add(made, "software", AGENCY, version=pipeline.__version__)
    document = citation.getparent()
    both(document, "notes", said(DDI, "standard"), type="standard")
    if not study.files:
        both(document, "notes", said(DDI, "no_data"), type="scope")


def study_description(codebook: Element, study: Study) -> None:
    """``stdyDscr``: title, producer, subject, field period, universe, method, response, access."""
    made = add(codebook, "stdyDscr")
    _citation(made, study)
    _information(made, study)
    _method(made, study)
    _access(made, study)
    if study.materials:
        other = add(made, "othrStdyMat")
        for material in study.materials:
            both(other, "relMat", joined([material.title, Text(de=material.name, en=material.name)], ": "))
    for note in study.notes:
        both(made, "notes", note)
    if study.asked.note is not None:
        both(made, "notes", study.asked.note, type=study.asked.status)


def file_description(codebook: Element, study: Study) -> None:
    """``fileDscr``: one a data file, with its size and checksum."""
    for number, file in enumerate(study.files, start=1):
        text = add(add(codebook, "fileDscr", ID=file_id(number)), "fileTxt")
        add(text, "fileName", file.name, language=file.language)
        print_ = add(text, "dataFingerprint", type="dataFile")
        add(print_, "digitalFingerprintValue", file.sha256)
        add(print_, "algorithmSpecification", "SHA-256")
        if study.synthetic:
            add(text, "fileCont", " / ".join(said(DDI, "synthetic")[language] for language in LANGUAGES))
        size = add(text, "dimensns")
        add(size, "caseQnty", file.cases)
        add(size, "varQnty", file.columns)
        both(text, "fileType", file.format)


def file_id(number: int) -> str:
    """The id of a data file, by its place from 1."""
    return f"F{number}"


def _titles(parent: Element, title: Text) -> None:
    first, *others = LANGUAGES
    add(parent, "titl", title[first], language=first)
    for language in others:
        add(parent, "parTitl", title[language], language=language)


def _citation(parent: Element, study: Study) -> None:
    wave = study.asked
    citation = add(parent, "citation")
    title = add(citation, "titlStmt")
    first, *others = LANGUAGES
    add(title, "titl", wave.title[first], language=first)
    if study.synthetic:
        both(title, "subTitl", said(DDI, "synthetic_title"))
    for language in others:
        add(title, "parTitl", wave.title[language], language=language)
    add(title, "IDNo", study.wave, agency=AGENCY)
    producer = add(citation, "prodStmt")
    both(producer, "producer", wave.contact or Text(de=wave.source, en=wave.source))
    version = add(citation, "verStmt")
    add(version, "version", study.day.isoformat(), date=study.day.isoformat())


def _information(parent: Element, study: Study) -> None:
    wave = study.asked
    made = add(parent, "stdyInfo")
    subject = add(made, "subject")
    for section in wave.sections:
        both(subject, "keyword", section.title)
    sections = joined([section.title for section in wave.sections], "; ")
    abstract = [said(DDI, "abstract", title=wave.title, sections=sections)]
    if study.synthetic:
        abstract.append(said(DDI, "synthetic"))
    both(made, "abstract", joined(abstract))
    summary = add(made, "sumDscr")
    for event, day in zip(("start", "end"), study.field_period, strict=True):
        for language in LANGUAGES:
            add(summary, "collDate", numbers.date(day, language), language=language, date=day.isoformat(), event=event)
    both(summary, "nation", said(DDI, "geography"), abbr="DE")
    both(summary, "geogCover", said(DDI, "geography"))
    _term(summary, "anlyUnit", said(DDI, "unit"), "DDI Analysis Unit", "Organization")
    both(summary, "universe", said(DDI, "universe"))
    both(summary, "dataKind", said(DDI, "kind_synthetic" if study.synthetic else "kind"))


def _method(parent: Element, study: Study) -> None:
    method = add(parent, "method")
    collection = add(method, "dataColl")
    repeated = len(study.questionnaire.waves) > 1
    term = "Longitudinal.TrendRepeatedCrossSection" if repeated else "CrossSection"
    _term(collection, "timeMeth", said(DDI, "time_repeated" if repeated else "time"), "DDI Time Method", term)
    sampling = joined([invited(study), said(DDI, "voluntary")])
    _term(collection, "sampProc", sampling, "DDI Sampling Procedure", "Nonprobability.Availability")
    if study.invited is not None:
        add(add(collection, "targetSampleSize"), "sampleSize", study.invited)
    _term(collection, "collMode", mode(study), "DDI Mode of Collection", "SelfAdministeredQuestionnaire")
    both(collection, "resInstru", said(DDI, "instrument", wave=study.instrument, source=study.asked.source))
    if study.n is None:
        return
    both(collection, "weight", said(DDI, "unweighted"))
    if study.counting is not None:
        both(collection, "cleanOps", study.counting)
    both(add(method, "anlyInfo"), "respRate", response(study))


def invited(study: Study) -> Text:
    """How many municipalities were invited, in a sentence."""
    if study.invited is None:
        return said(DDI, "invited_unknown")
    return said(DDI, "invited", invited=_integer(study.invited))


def mode(study: Study) -> Text:
    """How the questionnaire was filled in."""
    return said(DDI, "mode") if study.tool is None else said(DDI, "mode_tool", tool=study.tool)


def response(study: Study) -> Text:
    """Responses counted, the response rate where it can be given, and questionnaires received by status.

    Raises
    ------
    ValueError
        If there are no answers.
    """
    if study.n is None:
        msg = f"nothing is known of the response to {study.wave}"
        raise ValueError(msg)
    told = [said(DDI, "counted", n=_integer(study.n))]
    if study.invited:
        share = study.n / study.invited
        rate = Text(**{language: numbers.percent(share, language) for language in LANGUAGES})
        told.append(said(DDI, "rate", rate=rate, n=_integer(study.n), invited=_integer(study.invited)))
    if study.responses:
        statuses = [
            said(DDI, "status_of", n=_integer(n), status=said(PHRASES, f"status_{status}"))
            for status, n in study.responses.items()
        ]
        told.append(said(DDI, "received", statuses=joined(statuses, "; ")))
    return joined(told)


def _integer(value: int) -> Text:
    return Text(**{language: numbers.integer(value, language) for language in LANGUAGES})


def _access(parent: Element, study: Study) -> None:
    wave = study.asked
    if not (study.access or wave.contact or study.synthetic):
        return
    use = add(add(parent, "dataAccs"), "useStmt")
    if study.access is not None:
        both(use, "restrctn", study.access)
    if wave.contact is not None:
        both(use, "contact", wave.contact)
    if study.synthetic:
        both(use, "disclaimer", said(DDI, "synthetic"))


def _term(parent: Element, tag: str, text: Text, vocabulary: str, term: str) -> None:
    """An element in both languages, each with its term of a DDI controlled vocabulary."""
    for made in both(parent, tag, text).values():
        add(made, "concept", term, vocab=vocabulary)
