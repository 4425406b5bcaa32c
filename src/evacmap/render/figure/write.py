"""Writing a figure: the one door to the drawing, which loads matplotlib only when it is opened."""

import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evacmap.errors import MissingPackageError
from evacmap.model import Route
from evacmap.render.figure.sizes import Sheet, sheet_of
from evacmap.render.files import write_whole

if TYPE_CHECKING:
    from evacmap.render.figure.compose import Story

SUFFIXES = (".svg", ".png", ".pdf")
SERIES = ("day", "week")
DPI = 200
# Larger pictures than this do not open everywhere.
MOST_PIXELS = 20_000


def write_figure(
    routes: Sequence[Route],
    path: str | Path,
    *,
    title: str | None = None,
    subtitle: str | None = None,
    size: str = "a4",
    dpi: int = DPI,
    width_mm: float | None = None,
    series: str | None = None,
    is_captioned: bool = True,
) -> None:
    """Write a figure of ``routes`` as .svg, .png or .pdf, by the suffix of ``path``.

    ``size`` is one of ``SIZES``; ``width_mm`` makes the sheet of that shape as wide as that.
    ``dpi`` counts for .png only. ``series`` ("day" or "week") gives one small map a period, all
    of the same extent. ``is_captioned`` is False for a figure in a text that has the title and
    the numbered movements itself. The same routes give the same bytes.

    Raises:
        MissingPackageError: matplotlib is not installed.
        UnwritableOutputError: ``path`` cannot be written.
        ValueError: the suffix, the size, the width, the resolution or the series is none of
            those there are.
    """
    kind = Path(path).suffix.lower()
    data = figure_bytes(
        routes,
        kind,
        title=title,
        subtitle=subtitle,
        size=size,
        dpi=dpi,
        width_mm=width_mm,
        series=series,
        is_captioned=is_captioned,
    )
    write_whole(path, data)


def figure_bytes(
    routes: Sequence[Route],
    kind: str,
    *,
    title: str | None = None,
    subtitle: str | None = None,
    size: str = "a4",
    dpi: int = DPI,
    width_mm: float | None = None,
    series: str | None = None,
    is_captioned: bool = True,
) -> bytes:
    """Return a figure as the bytes of a file of the kind ``.svg``, ``.png`` or ``.pdf``.

    Raises as :func:`write_figure` does.
    """
    if kind not in SUFFIXES:
        raise ValueError(f"no figures of kind {kind!r}; there are: {', '.join(SUFFIXES)}")
    sheet = sheet_of(size, width_mm=width_mm)
    most_dpi = int(MOST_PIXELS * 72 / max(sheet.width_pt, sheet.height_pt))
    if not 30 <= dpi <= most_dpi:
        raise ValueError(f"cannot draw at {dpi} dpi; give 30 to {most_dpi} for this size")
    if importlib.util.find_spec("matplotlib") is None:
        raise MissingPackageError("a figure", "figures")
    from evacmap.render.figure.compose import story_of

    story = story_of(
        routes, title=title, subtitle=subtitle, series=series, is_captioned=is_captioned
    )
    return _drawn(story, kind, sheet, dpi=dpi)


def _drawn(story: "Story", kind: str, sheet: Sheet, *, dpi: int) -> bytes:
    import matplotlib as mpl

    from evacmap.render.figure.compose import compose
    from evacmap.render.figure.plate import print_sheet

    # Neither the user's own settings nor the clock may change a byte.
    settings: dict[Any, Any] = {
        **{name: value for name, value in mpl.rcParamsDefault.items() if name != "backend"},
        # Hinted letters would be wider or narrower than measured.
        "text.hinting": "no_hinting",
        "svg.hashsalt": "evacmap",
        "svg.fonttype": "path",
        "pdf.fonttype": 42,
    }
    made: dict[str, dict[str, str | None]] = {
        ".svg": {"Creator": "evacmap", "Date": None},
        ".png": {"Software": "evacmap"},
        ".pdf": {"Creator": "evacmap", "Producer": None, "CreationDate": None},
    }
    with mpl.rc_context(settings):
        pen = compose(story, sheet)
        metadata = {"Title": story.title, **made[kind]}
        return print_sheet(pen.marks, sheet, kind, dpi=dpi, metadata=metadata)
