"""Small multiples: one map a day or week, all of the same extent."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evacmap.model import Route
from evacmap.render.figure.ground import has_disputed_borders
from evacmap.render.figure.letters import ASCENT
from evacmap.render.figure.panel import Told, draw_map
from evacmap.render.figure.pen import Pen
from evacmap.render.figure.places import StoryPlace, core_of, story_places
from evacmap.render.figure.projection import Box, Projection, fitted
from evacmap.render.figure.sizes import SMALLEST_TYPE_PT, Sheet
from evacmap.render.figure.strands import Letters, metres_of, strands_of
from evacmap.render.wording import date_text, day_text

UNITS = ("day", "week")
# More maps than this on a sheet show nothing.
MOST_PERIODS = 24
UNDATED = "Date not reported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A day or week, its legs, and the numbers of those that may belong to another."""

    title: str
    numbered: tuple[tuple[int, Route], ...]
    unsure: frozenset[int]


def periods_of(numbered: Sequence[tuple[int, Route]], unit: str) -> tuple[Period, ...]:
    """Return the days or weeks in which legs may have happened, in order, undated ones last.

    A leg stands in every period that its date touches; where that is more than one, each shows
    it as unsure. A date with one end open is told by the other.

    Raises:
        ValueError: there is no such unit, or there are more periods than a sheet can show.
    """
    if unit not in UNITS:
        raise ValueError(f"no series by {unit!r}; there are: {', '.join(UNITS)}")
    found: dict[dt.date | None, list[tuple[int, Route]]] = {}
    unsure: dict[dt.date | None, set[int]] = {}
    for number, route in numbered:
        starts = _starts(route, unit)
        for start in starts:
            found.setdefault(start, []).append((number, route))
            if len(starts) > 1 or _is_open(route):
                unsure.setdefault(start, set()).add(number)
    if len(found) > MOST_PERIODS:
        way_out = (
            "make a series by week, or take fewer legs" if unit == "day" else "take fewer legs"
        )
        raise ValueError(
            f"a series by {unit} would have {len(found)} maps, more than {MOST_PERIODS}; {way_out}"
        )
    ordered = sorted(found, key=lambda start: (start is None, start or dt.date.min))
    return tuple(
        Period(
            title=_title(start, unit),
            numbered=tuple(found[start]),
            unsure=frozenset(unsure.get(start, ())),
        )
        for start in ordered
    )


def _is_open(route: Route) -> bool:
    date = route.leg.date
    return date is not None and (date.earliest is None or date.latest is None)


def _starts(route: Route, unit: str) -> list[dt.date | None]:
    date = route.leg.date
    if date is None:
        return [None]
    first, last = date.earliest or date.latest, date.latest or date.earliest
    if first is None or last is None:
        return [None]
    if unit == "week":
        first -= dt.timedelta(days=first.weekday())
    step = 7 if unit == "week" else 1
    count = (last - first).days // step + 1
    # One leg alone may not fill more than a sheet; the caller counts and says so.
    return [first + dt.timedelta(days=step * at) for at in range(min(count, MOST_PERIODS + 1))]


def _title(start: dt.date | None, unit: str) -> str:
    if start is None:
        return UNDATED
    if unit == "day":
        return day_text(start)
    return date_text(f"{start}/{start + dt.timedelta(days=6)}")


def draw_series(
    pen: Pen,
    periods: Sequence[Period],
    places: Sequence[StoryPlace],
    projection: Projection,
    rect: Box,
    sheet: Sheet,
    *,
    least_km: float,
    letters: Letters,
) -> tuple[Told, bool]:
    """Draw one map a period; return what had no room, and whether a border is disputed."""
    columns, rows = _grid(len(periods), rect)
    gap, size = 0.8 * sheet.type_pt, max(SMALLEST_TYPE_PT, 0.95 * sheet.type_pt)
    wide = (rect[2] - rect[0] - gap * (columns - 1)) / columns
    high = (rect[3] - rect[1] - gap * (rows - 1)) / rows
    shrink = max(0.55, min(1.0, wide / (0.55 * (rect[2] - rect[0]))))
    unit = shrink * sheet.type_pt / 13
    core = core_of(places)
    told = Told()
    for at, period in enumerate(periods):
        column, row = at % columns, at // columns
        x = rect[0] + column * (wide + gap)
        top = rect[3] - row * (high + gap)
        title = f"{period.title} ({len(period.numbered)})"
        pen.text(title, x, top - ASCENT * size, size=size, face="bold", gid=f"period-{at + 1}")
        box = (x, top - high, x + wide, top - 1.4 * size)
        of_story = (
            projection
            if len(core) == len(places)
            else Projection(np.array([each.lonlat for each in core], float))
        )
        strands = strands_of(period.numbered, of_story, letters=letters, faint=period.unsure)
        metres = _extent(periods, core, places, of_story)
        frame = fitted(of_story, metres, box, margin_pt=0.17 * min(wide, high), least_km=least_km)
        own = story_places([route for _, route in period.numbered])
        part, _ = draw_map(
            pen,
            frame,
            strands,
            own,
            unit=unit,
            type_pt=max(SMALLEST_TYPE_PT, shrink * sheet.type_pt),
            has_context=False,
            has_scale=at == 0,
        )
        told.unnamed += part.unnamed
        told.unnumbered += part.unnumbered
    return told, has_disputed_borders(frame)


def _extent(
    periods: Sequence[Period],
    core: Sequence[StoryPlace],
    places: Sequence[StoryPlace],
    projection: Projection,
) -> np.ndarray:
    """Return what every map of the series has room for, in metres."""
    if len(core) < len(places):
        return projection.metres(np.array([each.lonlat for each in core], float))
    everything = [pair for period in periods for pair in period.numbered]
    return metres_of(strands_of(everything, projection, letters={}), projection)


def _grid(count: int, rect: Box) -> tuple[int, int]:
    """Return columns and rows whose maps are nearest to 4 by 3."""
    wide, high = rect[2] - rect[0], rect[3] - rect[1]

    def stretch(columns: int) -> tuple[float, int]:
        rows = -(-count // columns)
        empty = columns * rows - count
        return abs(np.log((wide / columns) / (high / rows) / 1.33)) + 0.1 * empty, columns

    columns = min(range(1, count + 1), key=stretch)
    return columns, -(-count // columns)
