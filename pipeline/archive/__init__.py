"""A wave as the package that a data archive takes: data, questionnaire, codebook, description, method, checksums."""

from pipeline.archive.errors import ArchiveError

__all__ = ["ArchiveError"]
