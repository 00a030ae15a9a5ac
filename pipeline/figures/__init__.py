"""Pictures of survey results: data functions give the numbers, drawing functions give the picture.

``*_data`` functions ask the survey and return everything that is drawn as a frozen dataclass with ``to_frame()``;
``draw_*`` functions turn it into a matplotlib figure and compute nothing. :func:`catalogue` lists the figures of a
wave, :func:`write_figures` makes them files.
"""

from pipeline.figures.bars import Absent, bars_data, multiple_data, sample_data
from pipeline.figures.bars_drawing import draw_bars
from pipeline.figures.catalogue import FigureSpec, catalogue, draw, figure_data
from pipeline.figures.description import alternative, caption
from pipeline.figures.diverging import diverging_data, draw_diverging
from pipeline.figures.highlight import draw_highlight, highlight_data
from pipeline.figures.marks import Drawn, Key, Mark, Standing, Weight
from pipeline.figures.means import draw_means, means_data
from pipeline.figures.multiples import draw_multiples, multiples_data
from pipeline.figures.pie import pie_data, pies_data
from pipeline.figures.pie_drawing import draw_pie
from pipeline.figures.stacked import stacked_data
from pipeline.figures.stacked_drawing import draw_stacked
from pipeline.figures.trend import trend_data
from pipeline.figures.trend_drawing import draw_trend
from pipeline.figures.write import Picture, WrittenFigure, write_figures, write_pictures, write_wave

__all__ = [
    "Absent",
    "Drawn",
    "FigureSpec",
    "Key",
    "Mark",
    "Picture",
    "Standing",
    "Weight",
    "WrittenFigure",
    "alternative",
    "bars_data",
    "caption",
    "catalogue",
    "diverging_data",
    "draw",
    "draw_bars",
    "draw_diverging",
    "draw_highlight",
    "draw_means",
    "draw_multiples",
    "draw_pie",
    "draw_stacked",
    "draw_trend",
    "figure_data",
    "highlight_data",
    "means_data",
    "multiple_data",
    "multiples_data",
    "pie_data",
    "pies_data",
    "sample_data",
    "stacked_data",
    "trend_data",
    "write_figures",
    "write_pictures",
    "write_wave",
]
