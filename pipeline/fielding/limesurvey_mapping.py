"""The mapping that leads back: from columns and codes of the fielded survey to our variables and codes.

It has the format of ``questionnaire/mappings/*.yaml``, so that the export of the survey is read without handwork,
whatever headings it has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from pipeline.fielding.limesurvey_build import Names
from pipeline.fielding.limesurvey_codes import answer_code
from pipeline.fielding.limesurvey_model import to_html
from pipeline.fielding.texts import full_text
from pipeline.questionnaire import LANGUAGES
from pipeline.questionnaire.model import Mapping

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.questionnaire import Questionnaire
    from pipeline.questionnaire.codes import Variable

_TOOL_CODES = {"yes_no": {"Y": 1, "N": 2}, "checked": {"Y": 1}}
_OTHER = {"de": "Sonstiges", "en": "Other"}
_HEAD = """\
# yaml-language-server: $schema=../schema/mapping.schema.json
# Written together with the LimeSurvey structure of this wave, for its export. If questions were changed in LimeSurvey,
# change them in the questionnaire and write both anew.

"""


def mapping(questionnaire: Questionnaire, wave_id: str) -> Mapping:
    """Columns and codes of the survey that :func:`~pipeline.fielding.limesurvey_build.build` makes of the wave."""
    names = Names.of(questionnaire.wave(wave_id))
    variables = questionnaire.variables(wave_id)
    scales = dict.fromkeys(variable.scale for variable in variables if variable.kind == "choice")
    headings: dict[str, str | None] = {}
    for variable in variables:
        for heading in dict.fromkeys(_headings(variable)):
            headings[heading] = None if heading in headings else variable.name
    return Mapping(
        tool="LimeSurvey",
        note=f"The form of wave {wave_id} as munisurvey field wrote it. An unchecked box is empty.",
        columns={_column(variable, names): variable.name for variable in variables},
        codes={scale: _codes(questionnaire, scale) for scale in scales},
        headings={heading: name for heading, name in headings.items() if name is not None},
        labels=_labels(questionnaire, scales),
    )


def mapping_yaml(made: Mapping) -> bytes:
    """A mapping as a file of ``questionnaire/mappings/``."""
    data = made.model_dump(exclude_defaults=True)
    return (_HEAD + yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=118)).encode()


def _column(variable: Variable, names: Names) -> str:
    question = variable.question
    code = names.questions[question.id]
    if variable.item is not None:
        return f"{code}[{names.items[question.id, variable.item.id]}]"
    return code if variable.name == question.id else f"{code}[other]"


def _codes(questionnaire: Questionnaire, scale: str) -> dict[str, int]:
    options = questionnaire.scale(scale).options
    return _TOOL_CODES.get(scale) or {answer_code(option.code): option.code for option in options}


def _labels(questionnaire: Questionnaire, scales: Iterable[str]) -> dict[str, dict[str, int]]:
    """Labels that a reader of the export would take for markup: those with a '<', as LimeSurvey writes them."""
    marked: dict[str, dict[str, int]] = {}
    for scale in scales:
        for option in questionnaire.scale(scale).options:
            for language in LANGUAGES:
                if "<" in option.label[language]:
                    marked.setdefault(scale, {})[to_html(option.label[language])] = option.code
    return marked


def _headings(variable: Variable) -> Iterator[str]:
    """Full headings that differ from the questionnaire's wordings.

    They differ where a statement stands below the question, in the column of the open line, and where a wording has a
    '<', which a reader of the export would take for markup.
    """
    question = variable.question
    for language, text in full_text(question).items():
        whole = _exported(text)
        row = "" if variable.name == question.id else _exported(variable.label[language])
        if question.statement is not None or "<" in text or "<" in variable.label[language]:
            yield f"{whole} [{row}]" if row else whole
        if variable.item is None and row:
            yield f"{whole} [{_OTHER[language]}]"


def _exported(text: str) -> str:
    """A wording as it stands in a heading: escaped, the tags of line breaks taken out."""
    return " ".join(to_html(text).replace("<br />", " ").split())
