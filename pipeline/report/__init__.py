"""The report of a wave: one template, two languages, HTML and PDF, by Quarto or without it.

``build.render_wave`` is the way in; the cells of ``reports/wave.qmd`` call ``chapters``.
"""

from pipeline.report.build import render_wave, renderer_identity
from pipeline.report.errors import ReportError

__all__ = ["ReportError", "render_wave", "renderer_identity"]
