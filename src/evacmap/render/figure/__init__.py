"""Figures for print: takes routes; gives a picture with map, legend, key and credits."""

from collections.abc import Callable

from evacmap.render.figure.sizes import SIZES
from evacmap.render.figure.write import SERIES, SUFFIXES, figure_bytes, write_figure

# Kinds of figure by suffix. Unlike the tables of ``render.WRITERS`` none can be read again.
FIGURES: dict[str, Callable[..., None]] = dict.fromkeys(SUFFIXES, write_figure)

__all__ = ["FIGURES", "SERIES", "SIZES", "SUFFIXES", "figure_bytes", "write_figure"]
