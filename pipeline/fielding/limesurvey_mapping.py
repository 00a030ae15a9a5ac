"""The mapping that leads back: from columns and codes of the fielded survey to our variables and codes.

It has the format of ``questionnaire/mappings/*.yaml``, so that the export of the survey is read without handwork,
whatever headings it has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from pipeline.fielding.limesurvey_build import Names, full_text
from pipeline.fielding.limesurvey_codes import answer_code
from pipeline.questionnaire.model import Mapping

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def _headings(variable: Variable) -> Iterator[str]:
    """Full headings that differ from the questionnaire's wordings: the statement below a question, "other"."""
    question = variable.question
    for language, text in full_text(question).items():
        whole = " ".join(text.split())
        if variable.name == question.id and question.statement is not None:
            yield whole
        elif variable.item is not None and question.statement is not None:
            yield f"{whole} [{variable.item.label[language]}]"
        elif variable.item is None and variable.name != question.id:
            yield f"{whole} [{_OTHER[language]}]"
            if question.statement is not None:
                yield f"{whole} [{variable.label[language]}]"
