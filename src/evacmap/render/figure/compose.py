"""The whole sheet: title, map, legend, key and small print."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evacmap.model import Route
from evacmap.render.figure.key import Key
from evacmap.render.figure.letters import ASCENT, wrapped
from evacmap.render.figure.maps import LEAST_KM, draw_maps, projection_of
from evacmap.render.figure.panel import Told
from evacmap.render.figure.pen import Pen
from evacmap.render.figure.places import story_places
from evacmap.render.figure.projection import Box, Projection
from evacmap.render.figure.rows import draw_column, key_text
from evacmap.render.figure.series import Period, draw_series, periods_of
from evacmap.render.figure.sizes import SMALLEST_TYPE_PT, Sheet
from evacmap.render.figure.smallprint import small_print, subtitle_of
from evacmap.render.figure.strands import Letters, Strand, metres_of, numbers_text, strands_of
from evacmap.render.wording import numbered_by_time, plain, way_text

# In a column beside the map, and in a strip below it.
COLUMN_SHARE = 0.28
TWO_COLUMNS_SHARE = 0.47
# How many times wider than high a story is that two columns beside it would cramp.
WIDE_STORY = 1.5
MOST_STRIP_SHARE = 0.42
# More legs than this may take more of the sheet.
MANY_LEGS = 35
MOST_STRIP_SHARE_OF_MANY = 0.52
# How wide a column of a strip is at least, in sizes of its type.
COLUMN_TYPES = 22.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What a figure tells: routes with their numbers, in order of time."""

    numbered: tuple[tuple[int, Route], ...]
    title: str
    subtitle: str | None = None
    periods: tuple[Period, ...] = ()
    is_captioned: bool = True

    @property
    def routes(self) -> list[Route]:
        """The routes in the order of their numbers."""
        return [route for _, route in self.numbered]


def story_of(
    routes: Sequence[Route],
    *,
    title: str | None = None,
    subtitle: str | None = None,
    series: str | None = None,
    is_captioned: bool = True,
) -> Story:
    """Return what a figure of ``routes`` tells, in a series by day or week if asked for.

    Raises:
        ValueError: there is no such series, or it would have too many maps.
    """
    numbered = numbered_by_time(routes)
    return Story(
        numbered=numbered,
        title=plain_title(title, routes),
        subtitle=subtitle,
        periods=periods_of(numbered, series) if series else (),
        is_captioned=is_captioned,
    )


def compose(story: Story, sheet: Sheet) -> Pen:
    """Return the pen with all marks of a story on a sheet."""
    pen = Pen()
    _draw_sheet(pen, story, sheet)
    return pen


def _draw_sheet(pen: Pen, story: Story, sheet: Sheet) -> None:
    # A figure in a text has the text's own margins.
    share = 0.025 if story.is_captioned else 0.004
    margin = share * max(sheet.width_pt, sheet.height_pt)
    projection = projection_of(story.routes)
    unsure = frozenset(number for period in story.periods for number in period.unsure)
    letters: Letters = {}
    strands = strands_of(
        story.numbered, projection, letters={} if story.periods else letters, faint=unsure
    )
    key = _key(story, strands, letters, sheet)
    top = _draw_header(pen, story, sheet, margin)
    foot = _draw_footer(pen, story, projection, sheet, margin)
    area = (margin, foot, sheet.width_pt - margin, top)
    first = len(pen.marks)
    layout = _layout(key, projection, area, sheet)
    told, is_disputed = _draw_maps(pen, story, strands, projection, layout.map_rect, sheet, letters)
    key = key.telling(told, bundles=_bundles(story, letters), is_disputed=is_disputed)
    if not layout.is_beside and (told.unnamed or told.unnumbered):
        # What had no room on the map takes some below it: once more, with room for that.
        del pen.marks[first:]
        layout = _layout(key, projection, area, sheet)
        told, _ = _draw_maps(pen, story, strands, projection, layout.map_rect, sheet, letters)
        key = key.telling(told, bundles=key.bundles, is_disputed=is_disputed)
    _draw_key(pen, key, layout)


def _key(story: Story, strands: Sequence[Strand], letters: Letters, sheet: Sheet) -> Key:
    """Return legend and key as known before the map: that a border is disputed costs a row."""
    return Key(
        numbered=[
            (number, route.leg.mode, key_text(route))
            for number, route in (story.numbered if story.is_captioned else ())
        ],
        bundles=_bundles(story, letters),
        strands=strands,
        type_pt=sheet.type_pt,
        told=Told(),
        is_disputed=True,
    )


def _bundles(story: Story, letters: Letters) -> list[tuple[str, str]]:
    """Return the letters of lines of many legs, and what they stand for."""
    routes = dict(story.numbered)
    return [
        (letter, f"{way_text(routes[numbers[0]].leg)}: {numbers_text(numbers)}")
        for numbers, letter in letters.items()
    ]


def _draw_maps(
    pen: Pen,
    story: Story,
    strands: list[Strand],
    projection: Projection,
    rect: Box,
    sheet: Sheet,
    letters: Letters,
) -> tuple[Told, bool]:
    """Draw the map or those of a series; return as :func:`draw_maps` does."""
    if not story.periods:
        return draw_maps(pen, story.numbered, strands, projection, rect, sheet, letters=letters)
    places = story_places(story.routes)
    return draw_series(
        pen, story.periods, places, projection, rect, sheet, least_km=LEAST_KM, letters=letters
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where the map stands, and the rectangle and number of columns of legend and key."""

    map_rect: Box
    key_rect: Box
    columns: int
    gap: float
    is_beside: bool


def _layout(key: Key, projection: Projection, area: Box, sheet: Sheet) -> Layout:
    """Return legend and key beside the map, or below a wide one."""
    x0, y0, x1, y1 = area
    gap = 0.015 * max(sheet.width_pt, sheet.height_pt)
    if sheet.has_column and not projection.is_world:
        beside = (COLUMN_SHARE, 1), (TWO_COLUMNS_SHARE, 2)
        wide_km, high_km = np.ptp(metres_of(key.strands, projection), axis=0)
        for share, columns in beside:
            width = (share * sheet.width_pt - gap * (columns - 1)) / columns
            is_readable = key.fits(width, y1 - y0, columns)
            if is_readable or (columns == 2 and wide_km < WIDE_STORY * high_km):
                split = x1 - share * sheet.width_pt
                return Layout(
                    map_rect=(x0, y0, split - gap, y1),
                    key_rect=(split, y0, x1, y1),
                    columns=columns,
                    gap=gap,
                    is_beside=True,
                )
    columns = max(2, int((x1 - x0) / (COLUMN_TYPES * sheet.type_pt)))
    share = MOST_STRIP_SHARE if len(key.numbered) <= MANY_LEGS else MOST_STRIP_SHARE_OF_MANY
    wide = (x1 - x0 - gap * (columns - 1)) / columns
    high, _ = key.strip(wide, share * (y1 - y0), columns)
    split = y0 + high
    return Layout(
        map_rect=(x0, split + gap, x1, y1),
        key_rect=(x0, y0, x1, split),
        columns=columns,
        gap=gap,
        is_beside=False,
    )


def _draw_key(pen: Pen, key: Key, layout: Layout) -> None:
    x0, y0, x1, y1 = layout.key_rect
    width = (x1 - x0 - layout.gap * (layout.columns - 1)) / layout.columns
    if layout.is_beside:
        parts = key.columns(width, y1 - y0, layout.columns)
    else:
        _, parts = key.strip(width, y1 - y0, layout.columns)
    for number, rows in enumerate(parts):
        # The room above a column's first heading is not needed.
        rise = 0.45 * key.type_pt if rows and rows[0].is_title else 0.0
        draw_column(pen, rows, x0 + number * (width + layout.gap), y1 + rise)


def _draw_header(pen: Pen, story: Story, sheet: Sheet, margin: float) -> float:
    """Write title and subtitle, if asked for; return where the map can begin."""
    if not story.is_captioned:
        return sheet.height_pt - margin
    top, wide = sheet.height_pt - margin, sheet.width_pt - 2 * margin
    size = 1.9 * sheet.type_pt
    lines = wrapped(story.title, "bold", size, wide, most=2)
    top -= pen.lines(lines, margin, top, size=size, face="bold", gid="title")
    size = 1.15 * sheet.type_pt
    text = subtitle_of(story.routes, story.subtitle)
    top -= pen.lines(
        wrapped(text, "regular", size, wide, most=2), margin, top, size=size, colour="#3b3f45"
    )
    return top - 0.4 * sheet.type_pt


def _draw_footer(
    pen: Pen, story: Story, projection: Projection, sheet: Sheet, margin: float
) -> float:
    """Write sources, credits and what the map is not; return where the map can end."""
    size = max(SMALLEST_TYPE_PT, 0.74 * sheet.type_pt)
    wide = sheet.width_pt - 2 * margin
    lines = [
        line
        for text in small_print(story.routes, projection.name)
        for line in wrapped(text, "regular", size, wide, most=3)
    ]
    top = margin + 1.25 * size * len(lines) - (1.25 - ASCENT) * size + 0.3 * size
    pen.lines(lines, margin, top, size=size, colour="#3b3f45", gid="small-print")
    return top + 0.8 * sheet.type_pt


def plain_title(title: str | None, routes: Sequence[Route]) -> str:
    """Return a title on one line; made of the places told most where none is given."""
    if title and plain(title):
        return plain(title)
    places = story_places(routes)[:3]
    if not places:
        return "No movement is reported"
    return "Movements reported: " + ", ".join(each.place.name for each in places)
