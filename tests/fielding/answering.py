"""Respondents of a fielded wave: what they meant, and what LimeSurvey 6 stores and exports of it."""

from __future__ import annotations

import datetime as dt
import random
import re
from dataclasses import dataclass, field

import yaml

from pipeline.ingest import ingest_wave
from pipeline.project import Project
from pipeline.questionnaire import load, question_variables
from pipeline.questionnaire.model import QuestionType

NO_ANSWER, NOT_SHOWN, NOT_REACHED = -9, -6, -4
NOW = dt.datetime(2027, 3, 1)
TEXTS = ["Anlaufstelle", "=SUMME(A1)", 'Er sagte "ja"; und\nging', "N/A", "007", "Straße 😀", "a,b;c"]


@dataclass
class Respondent:
    """One response: what was meant by variable, and the cells by variable (None is NULL)."""

    pages: int | None
    meant: dict[str, int | float | str] = field(default_factory=dict)
    cells: dict[str, str | None] = field(default_factory=dict)


def respondent(questionnaire, wave, chance, *, pages=None, empty=0.2):
    """Answer a wave; ``pages`` is how many were left before it was broken off, None for all and submitted."""
    made = Respondent(pages)
    for number, section in enumerate(wave.sections):
        for question in section.questions:
            reached = pages is None or number < pages
            met = _met(question, wave, made.meant)
            for variable in question_variables(question):
                if met is False or not reached:
                    made.meant[variable.name] = NOT_SHOWN if met is False else NOT_REACHED
                    made.cells[variable.name] = None
                else:
                    _answer(questionnaire, variable, made, chance, empty)
    return made


def _met(question, wave, meant):
    """Whether the filters are met: True, False, or None where it cannot be known."""
    known = True
    for other, codes in (question.shown_if or {}).items():
        answer = meant[other]
        if answer == NOT_REACHED:
            known = None
        elif wave.question(other).type in (QuestionType.NUMBER, QuestionType.TEXT):
            if answer in (NO_ANSWER, NOT_SHOWN):
                return False
        elif answer not in codes:
            return False
    return known


def _answer(questionnaire, variable, made, chance, empty):
    name, question = variable.name, variable.question
    left_empty = not question.mandatory and chance.random() < empty
    if variable.scale == "checked":
        checked = chance.random() < 0.5
        made.meant[name], made.cells[name] = (1, "Y") if checked else (2, "")
    elif left_empty and not (variable.kind == "number" and made.pages is not None):
        # A number column has no empty text: LimeSurvey writes NULL, which only a submitted response explains.
        made.meant[name], made.cells[name] = NO_ANSWER, None if variable.kind == "number" else ""
    elif variable.kind == "number":
        value = float(chance.choice([0, 7, 12.5]) if (question.minimum or 0) <= 0 else question.minimum)
        made.meant[name], made.cells[name] = value, f"{value:g}"
    elif variable.kind == "text":
        made.meant[name] = made.cells[name] = chance.choice(TEXTS)
    else:
        code = chance.choice([option.code for option in questionnaire.scale(variable.scale).options])
        made.meant[name], made.cells[name] = code, {1: "Y", 2: "N"}[code] if variable.scale == "yes_no" else f"A{code}"


def columns(survey):
    """Headings of the answers in the order of the form, as code headings."""
    for question in survey.questions:
        rows = [f"{question.code}[{row.code}]" for row in question.subquestions]
        yield from rows or [question.code]
        if question.other == "Y":
            yield f"{question.code}[other]"


def export(heads, rows, wave):
    """A CSV as LimeSurvey 6 writes it: everything quoted, nothing at all for NULL, an empty line at the end."""
    about = ["id", "submitdate", "lastpage", "startlanguage", "seed", "token", "startdate", "datestamp"]
    lines = [[*about, *heads]]
    for number, (made, cells) in enumerate(rows, start=1):
        submitted = "2027-01-15 10:00:00" if made.pages is None else None
        page = str(len(wave.sections) if made.pages is None else made.pages) if made.pages != 0 else None
        times = ["2027-01-15 09:40:00", "2027-01-15 10:00:00"]
        lines.append([str(number), submitted, page, "de", "1234", f"token{number:010}", *times, *cells])
    text = "\r\n".join(";".join("" if c is None else '"' + c.replace('"', '""') + '"' for c in line) for line in lines)
    return ("\ufeff" + text + "\r\n\r\n").encode()


def ingested(folder, questionnaire, mapping, content):
    """The export read by a project that has this questionnaire and this mapping and nothing else."""
    project = Project(folder)
    (project.questionnaire / "waves").mkdir(parents=True)
    (project.questionnaire / "mappings").mkdir()
    write_yaml(project.questionnaire / "classifications.yaml", {})
    write_yaml(project.questionnaire / "scales.yaml", {k: plain(v) for k, v in questionnaire.scales.items()})
    for name, wave in questionnaire.waves.items():
        write_yaml(project.questionnaire / "waves" / f"{name}.yaml", plain(wave))
    (project.questionnaire / "mappings" / "limesurvey-2027.yaml").write_bytes(mapping)
    raw = project.raw / "2027"
    raw.mkdir(parents=True)
    about = {
        "tool": "LimeSurvey",
        "exported_at": "2027-03-01 00:00:00",
        "provenance": "synthetic",
        "partial": "counted",
    }
    write_yaml(raw / "source.yaml", {**about, "mapping": "limesurvey-2027"})
    (raw / "results.csv").write_bytes(content)
    return ingest_wave(project, load(project.questionnaire), "2027", now=NOW)


def write_yaml(path, data):
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def plain(model):
    return model.model_dump(mode="json", exclude_defaults=True)


def read_back(data, variables):
    """What ingest made of each response, by export id: variable to code, number or text."""
    kinds = {variable.name: variable.kind for variable in variables}
    ids = dict(data.respondents.select("respondent", "source_id").iter_rows())
    texts = {(row["respondent"], row["variable"]): row["text"] for row in data.open_answers.iter_rows(named=True)}
    found: dict[str, dict] = {source: {} for source in ids.values()}
    for row in data.answers.iter_rows(named=True):
        name, given = row["variable"], row["code"] > 0
        value = row["code"]
        if given and kinds[name] == "number":
            value = row["value"]
        elif given and kinds[name] == "text":
            value = texts[row["respondent"], name]
        found[ids[row["respondent"]]][name] = value
    return found


def stripped(text):
    """A heading or label as LimeSurvey exports it: tags taken out without a blank, entities left."""
    return re.sub("<[^>]*>", "", text)


def some_chance(seed):
    return random.Random(seed)  # noqa: S311  (answers, not secrets)
