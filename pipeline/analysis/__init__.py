"""Every number anyone shows: ``Survey`` joins warehouse, questionnaire and labels, and computes nothing of its own."""

from pipeline.analysis.survey import STATISTICS, Survey
from pipeline.analysis.wave import FieldedWave, NotComparableError, SurveyError
from pipeline.statistics.result import Method

__all__ = ["STATISTICS", "FieldedWave", "Method", "NotComparableError", "Survey", "SurveyError"]
