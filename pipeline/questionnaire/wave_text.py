"""The text of a wave's YAML file: taken apart by lines, put together again, without touching a word.

Parsing a file and writing it again would lose its comments and its line breaks, and with them the trust that nothing
was changed. Questions are therefore moved as the lines they are, found by the line numbers the parser kept.
"""

from __future__ import annotations

import re
import textwrap
from itertools import pairwise
from typing import TYPE_CHECKING

import yaml

from pipeline.questionnaire.placeholders import TEXTS
from pipeline.questionnaire.scale import LANGUAGES
from pipeline.questionnaire.yaml_source import Mistake, QuestionnaireError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.questionnaire.model import Wave
    from pipeline.questionnaire.modules import Module
    from pipeline.questionnaire.scale import Text
    from pipeline.questionnaire.yaml_source import Location, YamlSource

_WIDTH = 118
_NUMBER = re.compile(r"\bnumber: *[0-9]+")
_HEAD = """\
# yaml-language-server: $schema=../schema/wave.schema.json
# Made from wave {based_on} by munisurvey new-wave. The core is worded as it was there: a word changed in it ends the
# comparison with earlier waves unless crosswalk.yaml says why it does not.
# What is not known yet stands in double square brackets; munisurvey check lists it, with the years that wordings name.

wave: "{wave}"
{title}# The whole year, until the days are known: [first day, last day].
field_period: [{year}-01-01, {year}-12-31]
# How many municipalities are invited; empty where the invitation is open to all.
invited: null
status: complete
source: "{source}"
{texts}
"""


def head(core: Wave, wave_id: str, modules: Sequence[str], texts: Mapping[str, Text]) -> str:
    """Everything of a new wave's file above its sections: the earlier wave's texts, else those given."""
    around = {key: getattr(core, key) or texts.get(key) for key in TEXTS if key != "title"}
    written = "".join(f"{_text(key, text)}" for key, text in around.items() if text is not None)
    left_out = [key for key, text in around.items() if text is None]
    if left_out:
        written += f"# Not written here, so a neutral text stands in for it: {', '.join(left_out)}.\n"
    source = " + ".join([core.wave, *modules])  # readers of either language see it behind the word for questionnaire
    return _HEAD.format(
        based_on=core.wave,
        wave=wave_id,
        title=_text("title", core.title),
        year=wave_id[:4],
        source=source,
        texts=written,
    )


def module_section(module: Module, text: str, source: YamlSource, number: int, first_wave: Mapping[str, str]) -> str:
    """A module as a section: its questions line by line, numbered from ``number``, each with its first wave."""
    lines = WaveText(text, source)
    start, end = lines.extent(("questions",))
    places: list[Location] = [("questions", index) for index in range(len(module.questions))]
    blocks = lines.blocks(places, end)
    first_line = lines.line(places[0])
    title = textwrap.indent(_text("title", module.title), "    ")
    written = [f"\n  # The module {module.module}, from questionnaire/modules/{module.module}.yaml.\n"]
    written.append(f"  - id: {module.module}\n{title}    questions:\n")
    dash = len(lines.lines[first_line]) - len(lines.lines[first_line].lstrip())
    for place, (begin, stop), question in zip(places, blocks, module.questions, strict=True):
        block = lines.lines[max(begin, start + 1) : stop]
        at = lines.line(place) - max(begin, start + 1)
        added = f'number: {number}, first_wave: "{first_wave[question.id]}"'
        block[at : at + 1] = _with(block[at], added)
        written.append(_shifted(block, 6 - dash))
        number += 1
    return "".join(written)


def _with(line: str, added: str) -> list[str]:
    """The first line of a question with keys added after its id, in the style it is written in."""
    flow = re.match(r"(\s*- \{\s*id: *[a-z0-9_]+)(.*)", line, flags=re.DOTALL)
    if flow:
        return [f"{flow[1]}, {added}{flow[2]}"]
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    keys = [f"{indent}{key}\n" for key in added.split(", ")]
    if re.match(r"\s*- id: *[a-z0-9_]+\s*(#.*)?$", line):
        return [line, *keys]
    # The id stands further down: what is added goes first.
    return [line[: len(indent)] + keys[0].lstrip(), *keys[1:], indent + line.lstrip().removeprefix("- ")]


def _shifted(lines: list[str], by: int) -> str:
    """Lines moved to the right (or left); empty ones stay empty."""
    return "".join((" " * by + line if by >= 0 else line[-by:]) if line.strip() else line for line in lines)


class WaveText:
    """A YAML file as lines, and where its parts begin and end. Lines are counted from 0 here."""

    def __init__(self, text: str, source: YamlSource) -> None:
        self.lines = [f"{line}\n" for line in text.splitlines()]
        self.source = source

    def line(self, place: Location) -> int:
        """The line on which an entry begins."""
        return self.source.line(place) - 1

    def extent(self, place: Location) -> tuple[int, int]:
        """First line of a top-level key and the line after its last."""
        start = self.line(place)
        later = [line - 1 for where, line in self.source.lines.items() if len(where) == 1 and line - 1 > start]
        return start, min((self._lead(line) for line in later), default=len(self.lines))

    def blocks(self, places: Sequence[Location], end: int) -> list[tuple[int, int]]:
        """For each entry its lines with the comments right above it, up to the next entry or ``end``.

        Raises
        ------
        QuestionnaireError
            If two entries share a line, so that they cannot be told apart by lines.
        """
        starts = [self.line(place) for place in places]
        for first, second in pairwise(starts):
            if second <= first:
                hint = "begin every question on a line of its own"
                mistake = Mistake(self.source.file, second + 1, "two questions stand on one line", hint)
                raise QuestionnaireError([mistake])
        leads = [self._lead(start) for start in starts]
        return list(zip(leads, [*leads[1:], end], strict=True))

    def kept(self, core: Wave, dropped: frozenset[str], numbers: Mapping[int, int]) -> str:
        """The sections of a wave without the dropped questions, and without sections of which nothing is left."""
        _, end = self.extent(("sections",))
        sections: list[Location] = [("sections", index) for index in range(len(core.sections))]
        written: list[str] = []
        for place, section, (begin, stop) in zip(sections, core.sections, self.blocks(sections, end), strict=True):
            questions: list[Location] = [(*place, "questions", index) for index in range(len(section.questions))]
            blocks = self.blocks(questions, stop)
            if all(question.id in dropped for question in section.questions):
                continue
            written += self.lines[begin : blocks[0][0]]
            for where, question, (first, last) in zip(questions, section.questions, blocks, strict=True):
                if question.id in dropped:
                    continue
                block = self.lines[first:last]
                if question.number is not None and numbers[question.number] != question.number:
                    at = self.line((*where, "number")) - first
                    block[at] = _NUMBER.sub(f"number: {numbers[question.number]}", block[at], count=1)
                written += block
        return "".join(written).rstrip("\n") + "\n"

    def _lead(self, line: int) -> int:
        """The line on which the comments right above a line begin."""
        indent = len(self.lines[line]) - len(self.lines[line].lstrip())
        while line > 0 and self.lines[line - 1].startswith(" " * indent + "#"):
            line -= 1
        return line


def _text(key: str, text: Text) -> str:
    """A text as YAML: on one line where it fits, folded where it is long, with its line breaks where it has any."""
    wordings = {language: text[language] for language in LANGUAGES}
    line = f"{key}: {{{', '.join(f'{language}: {wording}' for language, wording in wordings.items())}}}"
    if len(line) <= _WIDTH and _reads_as(line, {key: wordings}):
        return line + "\n"
    written = [f"{key}:\n"]
    for language, wording in wordings.items():
        if "\n" in wording:
            written += [f"  {language}: |-\n", *(f"    {part}\n" if part else "\n" for part in wording.split("\n"))]
        else:
            words = textwrap.wrap(wording, _WIDTH - 4, break_long_words=False, break_on_hyphens=False)
            written += [f"  {language}: >-\n", *(f"    {part}\n" for part in words)]
    return "".join(written)


def _reads_as(line: str, expected: dict[str, dict[str, str]]) -> bool:
    try:
        return yaml.safe_load(line) == expected
    except yaml.YAMLError:
        return False
