"""The line from questionnaire to report: which step needs which, and when a step can be left out.

Steps are functions of files. A step whose inputs have not changed since it last finished is skipped; every step
writes its output in one rename, so the line can be interrupted anywhere and goes on from the last finished step.
"""

from pipeline.stages.line import DataError, Line
from pipeline.stages.progress import Progress, Silent

__all__ = ["DataError", "Line", "Progress", "Silent"]
