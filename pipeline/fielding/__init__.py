"""From the questionnaire to the field: files for survey tools, paper, codebook and catalogue, from the same YAML."""

from pipeline.fielding.artefact import Artefact, FieldingError, Problem

__all__ = ["Artefact", "FieldingError", "Problem"]
