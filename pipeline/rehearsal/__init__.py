"""The dry run of a wave: invented answers go the way real ones will, and must come back as they were.

:mod:`~pipeline.rehearsal.invent` answers the questionnaire, :mod:`~pipeline.rehearsal.exports` write what each survey
tool would export, :mod:`~pipeline.rehearsal.run` has every export read in a project of its own and compares it cell by
cell with the answers it was made of.
"""
