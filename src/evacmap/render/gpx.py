"""Routes as GPX 1.1: a track each, and a waypoint where only one end is known."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from evacmap import tables
from evacmap.model import Route
from evacmap.render.files import Progress, told, write_texts
from evacmap.render.kml import name_of, words_of
from evacmap.render.text import xml_text

# The columns stand in an extension, which GPX wants in a namespace of its own.
NAMESPACE = "urn:evacmap:leg"
DECIMALS = 5


def write_gpx(
    routes: Sequence[Route], path: str | Path, *, progress: Progress | None = None
) -> None:
    """Write a track for each line, with its name, words, link and columns, but no times.

    A device shows times of a track as a record of the way, which nobody has kept here.

    Raises:
        UnwritableOutputError: ``path`` cannot be written.
    """
    write_texts(path, _gpx(routes, progress))


def _gpx(routes: Sequence[Route], progress: Progress | None) -> Iterator[str]:
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<gpx version="1.1" creator="evacmap" xmlns="http://www.topografix.com/GPX/1/1" '
        f'xmlns:leg="{NAMESPACE}">\n'
    )
    yield from _elements(routes, are_points=True)
    yield from _elements(told(routes, progress), are_points=False)
    yield "</gpx>\n"


def _elements(routes: Iterable[Route], *, are_points: bool) -> Iterator[str]:
    """Yield the waypoints or the tracks; the schema wants all waypoints first."""
    for route in routes:
        lines = [line for line in route.lines if line]
        is_point = sum(map(len, lines)) == 1
        if not lines or is_point != are_points:
            continue
        if is_point:
            yield f"<wpt {_position(lines[0][0])}>{_words(route, tag='sym')}</wpt>\n"
        else:
            yield f"<trk>{_words(route, tag='type')}{''.join(map(_segment, lines))}</trk>\n"


def _words(route: Route, *, tag: str) -> str:
    """Return what a track or waypoint says, in the order that the schema wants."""
    leg = route.leg
    first = leg.evidence[0]
    link = ""
    if first.url and first.url.startswith(("http://", "https://")):
        link = f"<link href={quoteattr(xml_text(first.url))}/>"
    source = ", ".join(dict.fromkeys(item.publisher for item in leg.evidence if item.publisher))
    kind = f"<{tag}>{leg.mode.value}, {leg.status.value}</{tag}>"
    return "".join(
        (
            _element("name", name_of(leg)),
            _element("cmt", str(leg.date or "not dated")),
            _element("desc", "\n".join(words_of(route))),
            _element("src", source) if source else "",
            link,
            kind,
            _extension(route),
        )
    )


def _extension(route: Route) -> str:
    row = tables.route_row(route)
    cells = "".join(
        _element(f"leg:{column}", value) if isinstance(value, str) else _number(column, value)
        for column in tables.COLUMNS
        if (value := row[column]) is not None
    )
    return f"<extensions>{cells}</extensions>"


def _number(column: str, value: float) -> str:
    return f"<leg:{column}>{value}</leg:{column}>"


def _segment(line: Sequence[tuple[float, float]]) -> str:
    points = "".join(f"<trkpt {_position(point)}/>" for point in line)
    return f"<trkseg>{points}</trkseg>"


def _position(point: tuple[float, float]) -> str:
    # Adding zero turns -0.0 into 0.0.
    lon, lat = round(point[0], DECIMALS) + 0.0, round(point[1], DECIMALS) + 0.0
    # GPX wants longitudes below 180.
    lon = -180.0 if lon == 180 else lon
    return f'lat="{lat:.5f}" lon="{lon:.5f}"'


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(xml_text(text))}</{name}>"
