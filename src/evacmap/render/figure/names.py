"""Names on the map: of the story's places, of those a line leaves for, and of the ground."""

from collections.abc import Sequence

import numpy as np

from evacmap.model import Place
from evacmap.render.basemap import load_basemap
from evacmap.render.figure.ground import figure_theme, middle_of
from evacmap.render.figure.labels import Room, Style
from evacmap.render.figure.letters import printable, text_box, text_width
from evacmap.render.figure.pen import Pen
from evacmap.render.figure.places import StoryPlace
from evacmap.render.figure.projection import Frame, Points
from evacmap.render.figure.sizes import SMALLEST_TYPE_PT
from evacmap.render.figure.strands import Strand, inside_part

# A town of the basemap this near to a place of the story is the same.
SAME_DEG = 0.06
HALO_PX = 3.5


def draw_place_names(
    pen: Pen,
    shown: Sequence[tuple[StoryPlace, Points]],
    room: Room,
    *,
    unit: float,
    type_pt: float,
) -> list[str]:
    """Name the story's places in the map, most told first; return the names without room."""
    left_out = []
    for each, (x, y) in shown:
        face = "bold italic" if each.is_area else "bold"
        name = printable(each.place.name, face)
        at = (float(x), float(y))
        size = type_pt
        spot = room.best(name, at, Style(face, size, 8 * unit))
        if spot is None:
            size = max(SMALLEST_TYPE_PT, 0.85 * type_pt)
            spot = room.best(name, at, Style(face, size, 8 * unit))
        if spot is None:
            left_out.append(name)
            continue
        if spot.leader:
            pen.line(np.array([at, spot.leader]), colour="#1d2126", width=0.6 * unit)
        pen.text(
            name, spot.x, spot.y, size=size, face=face, halo=HALO_PX * unit, gid="name-of-place"
        )
    return left_out


def draw_edge_names(
    pen: Pen,
    frame: Frame,
    strands: Sequence[Strand],
    lines: dict[int, list[Points]],
    room: Room,
    *,
    unit: float,
    type_pt: float,
) -> list[str]:
    """Name, where a line leaves the map, the place it goes to or comes from."""
    written: list[tuple[str, float, float]] = []
    left_out = []
    for strand in strands:
        leg = strand.route.leg
        if strand.is_stub:
            continue
        for end, arrow in ((leg.destination, "→"), (leg.origin, "←")):
            if end is None or _is_shown(end.place, frame):
                continue
            at = _leaving_point(lines[id(strand)], frame, room, is_end=arrow == "→")
            if at is None:
                continue
            text = printable(f"{arrow} {end.place.name}", "bold")
            if any(
                text == told and np.hypot(at[0] - x, at[1] - y) < 60 * unit
                for told, x, y in written
            ):
                continue
            spot = room.best(text, at, Style("bold", 0.9 * type_pt, 6 * unit))
            if spot is None:
                left_out.append(text)
                continue
            written.append((text, *at))
            if spot.leader:
                pen.line(np.array([at, spot.leader]), colour="#1d2126", width=0.6 * unit)
            pen.text(
                text,
                spot.x,
                spot.y,
                size=0.9 * type_pt,
                face="bold",
                halo=HALO_PX * unit,
                gid="name-at-edge",
            )
    return left_out


def _is_shown(place: Place, frame: Frame) -> bool:
    return frame.has(*frame.page([(place.lon, place.lat)])[0])


def _leaving_point(
    lines: Sequence[Points], frame: Frame, room: Room, *, is_end: bool
) -> tuple[float, float] | None:
    """Return the last point of a line in the map before its end, or the first after its start."""
    inside = [room.unhidden(inside_part(line, frame.rect)) for line in lines]
    parts = [part for part in inside if len(part)]
    if not parts:
        return None
    x, y = parts[-1][-1] if is_end else parts[0][0]
    return float(x), float(y)


def draw_context_names(
    pen: Pen,
    frame: Frame,
    places: Sequence[StoryPlace],
    room: Room,
    *,
    unit: float,
    type_pt: float,
) -> None:
    """Name countries, seas and towns that are not the story's, as many as fit calmly."""
    theme = figure_theme()
    names = load_basemap().names
    told = {each.place.name for each in places}
    per_degree = 111.2 * frame.points_per_km(*middle_of(frame)) / unit
    wide = (frame.rect[2] - frame.rect[0]) / unit
    for lon, lat, name, _, extent in names["countries"]:
        size = np.sqrt(extent) * per_degree
        if name in told or size < 34 or size > wide * 3:
            continue
        scale = 1.0 if size > 200 else 0.84
        _put_centred(
            pen,
            frame,
            room,
            (lon, lat),
            name.upper(),
            scale * type_pt,
            unit=unit,
            face="bold",
            colour=theme["country"],
        )
    for lon, lat, name, extent in names["seas"]:
        size = np.sqrt(extent) * per_degree
        if 70 <= size <= wide * 4:
            _put_centred(
                pen,
                frame,
                room,
                (lon, lat),
                name,
                0.9 * type_pt,
                unit=unit,
                face="italic",
                colour=theme["seaLabel"],
            )
    _name_towns(pen, frame, places, room, unit=unit, type_pt=type_pt, per_degree=per_degree)


def _put_centred(
    pen: Pen,
    frame: Frame,
    room: Room,
    lonlat: tuple[float, float],
    name: str,
    size: float,
    *,
    unit: float,
    face: str,
    colour: str,
) -> None:
    text = printable(name, face)
    x, y = (float(part) for part in frame.page([lonlat])[0])
    if not (np.isfinite(x) and frame.has(x, y)):
        return
    width = text_width(text, face, size)
    # A name of an area may stand a little beside its middle.
    for dx, dy in ((0, 0), (0, 14), (0, -14), (20, 0), (-20, 0), (0, 28), (0, -28)):
        foot = (x - width / 2 + dx * unit, y - 0.26 * size + dy * unit)
        box = text_box(*foot, width, size)
        if room.is_free(box) and room.ink_under(box) == 0:
            room.block(box)
            pen.text(
                text,
                *foot,
                size=size,
                halo=2.5 * unit,
                face=face,
                colour=colour,
                gid="name-of-ground",
            )
            return


def _name_towns(
    pen: Pen,
    frame: Frame,
    places: Sequence[StoryPlace],
    room: Room,
    *,
    unit: float,
    type_pt: float,
    per_degree: float,
) -> None:
    theme = figure_theme()
    x0, y0, x1, y1 = frame.rect
    most = (x1 - x0) * (y1 - y0) / unit**2 / 26000
    story = [(each.place.name, *each.lonlat) for each in places]
    size, written = 0.84 * type_pt, 0
    towns = load_basemap().names["cities"]
    page = frame.page([town[:2] for town in towns])
    inside = (page > [x0 + 3, y0 + 3]) & (page < [x1 - 3, y1 - 3])
    for at in np.flatnonzero(inside.all(axis=1)):
        lon, lat, name, population, is_capital, _ = towns[at]
        if written > most:
            return
        needed = 12 if is_capital else 14 if population > 1e6 else 24 if population > 3e5 else 60
        if per_degree * 360 / 256 < needed or _is_told(story, lon, lat, name):
            continue
        x, y = (float(part) for part in page[at])
        text = printable(name)
        style = Style("regular", size, 4.5 * unit)
        found = [spot for spot in room.beside(text, (x, y), style) if room.ink_under(spot.box) == 0]
        dot = (x - 2 * unit, y - 2 * unit, x + 2 * unit, y + 2 * unit)
        if not found or not room.is_free(dot):
            continue
        room.block(found[0].box)
        room.block(dot)
        written += 1
        pen.circle(x, y, (2.4 if is_capital else 1.8) * unit, face=theme["label"])
        pen.text(
            text,
            found[0].x,
            found[0].y,
            size=size,
            colour=theme["label"],
            halo=2.5 * unit,
            gid="name-of-ground",
        )


def _is_told(story: Sequence[tuple[str, float, float]], lon: float, lat: float, name: str) -> bool:
    return any(
        name == told or (abs(lon - x) < SAME_DEG and abs(lat - y) < SAME_DEG)
        for told, x, y in story
    )
