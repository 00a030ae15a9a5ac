"""The questionnaire: what was asked, how, and what an answer is worth. Knows no other room of the project."""

from pipeline.questionnaire.codes import Variable, question_variables, variable_name, wave_variables
from pipeline.questionnaire.crosswalk import Verdict, comparability, matched_options
from pipeline.questionnaire.load import Questionnaire, inspect, load
from pipeline.questionnaire.model import LANGUAGES, Language, MissingKind, QuestionType
from pipeline.questionnaire.yaml_source import Mistake, QuestionnaireError

__all__ = [
    "LANGUAGES",
    "Language",
    "MissingKind",
    "Mistake",
    "QuestionType",
    "Questionnaire",
    "QuestionnaireError",
    "Variable",
    "Verdict",
    "comparability",
    "inspect",
    "load",
    "matched_options",
    "question_variables",
    "variable_name",
    "wave_variables",
]
