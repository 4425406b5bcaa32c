"""Routes as KML 2.2 (OGC 07-147r2), for Google Earth and others, and zipped as KMZ."""

import html
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from evacmap import tables
from evacmap.model import EdtfDate, Leg, Mode, Route, Status
from evacmap.render.files import Progress, told, whole_stream, write_texts
from evacmap.render.symbols import read_symbols, width_of
from evacmap.render.text import xml_text
from evacmap.render.zipped import write_entry

DECIMALS = 5
# KML has no dashes: what did not happen, or not yet, is drawn paler.
OPACITIES = {
    Status.COMPLETED: "ff",
    Status.ONGOING: "ff",
    Status.PLANNED: "99",
    Status.URGED: "77",
    Status.DENIED: "55",
}
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n'


def write_kml(
    routes: Sequence[Route],
    path: str | Path,
    *,
    title: str | None = None,
    progress: Progress | None = None,
) -> None:
    """Write one placemark a route: its line, days, style, words, and the columns as data.

    Raises:
        UnwritableOutputError: ``path`` cannot be written.
    """
    write_texts(path, _kml(routes, title, progress))


def write_kmz(
    routes: Sequence[Route],
    path: str | Path,
    *,
    title: str | None = None,
    progress: Progress | None = None,
) -> None:
    """Write the KML of ``routes``, zipped.

    Raises:
        UnwritableOutputError: ``path`` cannot be written.
    """
    with whole_stream(path) as file, zipfile.ZipFile(file, "w") as archive:
        write_entry(archive, "doc.kml", _kml(routes, title, progress), legs=len(routes))


def _kml(routes: Sequence[Route], title: str | None, progress: Progress | None) -> Iterator[str]:
    yield f"{_HEAD}<Document>\n{_element('name', title or 'Movements')}"
    yield from _styles(routes)
    yield _schema()
    for route in told(routes, progress):
        yield _placemark(route)
    yield "</Document>\n</kml>\n"


def _styles(routes: Iterable[Route]) -> Iterator[str]:
    """Yield a style for each way of travel, status and width that there is."""
    colours = read_symbols()["lines"]["light"]
    for mode, status, width in sorted(set(map(_look, routes))):
        # Opacity, blue, green, red.
        red, green, blue = (colours[mode][at : at + 2] for at in (1, 3, 5))
        colour = f"{OPACITIES[Status(status)]}{blue}{green}{red}"
        yield (
            f'<Style id="{_style_id(mode, status, width)}">'
            f"<IconStyle><color>{colour}</color><scale>0.8</scale></IconStyle>"
            f"<LineStyle><color>{colour}</color><width>{width:g}</width></LineStyle>"
            "</Style>\n"
        )


def _look(route: Route) -> tuple[str, str, float]:
    people = route.leg.people
    count = people.low if people and people.low is not None else people and people.high
    return route.leg.mode.value, route.leg.status.value, width_of(count or None)


def _style_id(mode: str, status: str, width: float) -> str:
    return f"{Mode(mode).value}-{Status(status).value}-{width:g}".replace(".", "_")


def _schema() -> str:
    kinds = {
        **dict.fromkeys(tables.WHOLE_NUMBERS, "int"),
        **dict.fromkeys(tables.NUMBERS, "double"),
    }
    fields = "".join(
        f'<SimpleField type="{kinds.get(column, "string")}" name="{column}"/>'
        for column in tables.COLUMNS
    )
    return f'<Schema name="leg" id="leg">{fields}</Schema>\n'


def _placemark(route: Route) -> str:
    leg = route.leg
    return "".join(
        (
            "<Placemark>",
            _element("name", name_of(leg)),
            _element("description", "<br/>".join(map(_as_html, words_of(route)))),
            _time_span(leg.date),
            _element("styleUrl", f"#{_style_id(*_look(route))}"),
            _data(tables.route_row(route)),
            _geometry(route),
            "</Placemark>\n",
        )
    )


def name_of(leg: Leg) -> str:
    """Return the ends of a leg in order of travel: ``Damascus → Beirut``."""
    ends = (leg.origin, *leg.waypoints, leg.destination)
    return " → ".join(end.name if end else "?" for end in ends)


def words_of(route: Route) -> Iterator[str]:
    """Yield what to read of a leg, line by line: when, how, who, whether, and who says so."""
    leg = route.leg
    who = [part.text for part in (leg.people, leg.party, leg.vehicles) if part]
    yield "; ".join(
        (str(leg.date or "not dated"), leg.mode.value, leg.status.value, *who, route.method.value)
    )
    for item in leg.evidence:
        said = ", ".join(filter(None, (item.said_by, item.publisher, item.published, item.url)))
        yield f"“{item.quote}” ({said or item.document})"


def _as_html(text: str) -> str:
    # Google Earth shows a description as HTML, so a report's words are escaped for that too.
    return html.escape(text)


def _time_span(date: EdtfDate | None) -> str:
    if date is None or (date.earliest is None and date.latest is None):
        return ""
    begin = f"<begin>{date.earliest}</begin>" if date.earliest else ""
    end = f"<end>{date.latest}</end>" if date.latest else ""
    return f"<TimeSpan>{begin}{end}</TimeSpan>"


def _data(row: Mapping[str, str | int | float | None]) -> str:
    cells = "".join(
        f'<SimpleData name="{column}">'
        f"{escape(xml_text(value)) if isinstance(value, str) else value}</SimpleData>"
        for column in tables.COLUMNS
        if (value := row[column]) is not None
    )
    return f'<ExtendedData><SchemaData schemaUrl="#leg">{cells}</SchemaData></ExtendedData>'


def _geometry(route: Route) -> str:
    lines = [_line(line) for line in route.lines if line]
    if len(lines) == 1:
        return lines[0]
    return f"<MultiGeometry>{''.join(lines)}</MultiGeometry>" if lines else ""


def _line(line: Sequence[tuple[float, float]]) -> str:
    points = " ".join(f"{_degrees(lon)},{_degrees(lat)}" for lon, lat in line)
    if len(line) == 1:
        return f"<Point><coordinates>{points}</coordinates></Point>"
    tessellate = "<tessellate>1</tessellate>"
    return f"<LineString>{tessellate}<coordinates>{points}</coordinates></LineString>"


def _degrees(value: float) -> str:
    text = f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(xml_text(text))}</{name}>"
