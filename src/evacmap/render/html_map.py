"""The map page: a folium map with a layer of our own, everything written into one file.

Text of reports never goes through folium's own elements, which would run it as a template. It
stands in the page as JSON data that no browser executes.
"""

import itertools
import json
import zlib
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evacmap.model import AREA_KINDS, Place, Route, RouteMethod, SetAside
from evacmap.render import basemap, payload
from evacmap.render.counts import counts_text
from evacmap.render.embed import Picture, sharing_elements
from evacmap.render.files import write_whole
from evacmap.render.opening import opening_box
from evacmap.render.page_text import Frame, Page, page_text
from evacmap.render.reading_table import reading_table
from evacmap.render.text import base91, encodable

if TYPE_CHECKING:
    from folium import Map

# The data of a page of few routes stays readable, and the same with every build of zlib.
FEW_ROUTES = 400
# More places than this are all over the map, and no box around some of them helps.
MOST_PLACES = 2000
# In the order in which the page needs them; the quotes come last.
BLOCKS = ("words", "about", "lines", "basemap", "overview", "more", "story")
WORLD: basemap.Box = (-180.0, -85.0, 180.0, 85.0)
Block = tuple[str, str]
"""The coding of a block of page data, and its text."""
Keep = Callable[[str, Callable[[], Block]], Block]
"""Gives the block made of what is said, from earlier where it was made of the very same."""


def write_map(
    routes: Sequence[Route],
    path: str | Path,
    *,
    title: str,
    subtitle: str | None = None,
    set_aside: Sequence[SetAside] = (),
    reports: int | None = None,
    language: str = "en",
    credits: Sequence[str] = (),
    tiles: str | None = None,
    roads: basemap.Roads | None = None,
    url: str | None = None,
    picture: Picture | None = None,
    keep: Keep | None = None,
) -> None:
    """Write the interactive map of ``routes`` as one HTML file that needs no network.

    ``reports`` is how many reports were read, ``set_aside`` those that could not be used.
    ``language`` is that of the page's own words; ``credits`` are shown after those owed.
    ``tiles`` names online tiles to load below the legs: see ``find_tiles``; ``roads`` gives the
    main roads of a box for the basemap. ``url`` is where the map will stand on the web, and
    ``picture`` a still picture beside it, for those that show a link to it. ``keep`` gives the
    basemap from an earlier page of the same box, language and ``roads``, and what folium adds.

    Raises:
        UnwritableOutputError: ``path`` cannot be written.
        ValueError: the page has no words in ``language``, or there are no such ``tiles``.
    """
    page = page_of(
        routes,
        title=title,
        subtitle=subtitle,
        set_aside=set_aside,
        reports=reports,
        language=language,
        credits=credits,
        tiles=tiles,
        roads=roads,
        url=url,
        picture=picture,
        keep=keep,
    )
    write_whole(path, page_text(page, _frame(page, keep)).encode())


def map_of(routes: Sequence[Route], *, title: str, **options: Any) -> "Map":
    """Return the map of ``routes`` as a folium.Map, to which other folium layers can be added.

    ``options`` are those of ``write_map``.

    Raises:
        ValueError: the page has no words in ``language``, or there are no such ``tiles``.
    """
    from evacmap.render.folium_page import OfflineMap

    return OfflineMap(page_of(routes, title=title, **options))


def page_of(
    routes: Sequence[Route],
    *,
    title: str,
    subtitle: str | None = None,
    set_aside: Sequence[SetAside] = (),
    reports: int | None = None,
    language: str = "en",
    credits: Sequence[str] = (),
    tiles: str | None = None,
    roads: basemap.Roads | None = None,
    url: str | None = None,
    picture: Picture | None = None,
    keep: Keep | None = None,
) -> Page:
    """Return what the page of ``routes`` says; ``write_map`` tells the options.

    Raises:
        ValueError: the page has no words in ``language``, or there are no such ``tiles``.
    """
    from evacmap.render.tiles import find_tiles
    from evacmap.render.words import read_words

    words = read_words(language)
    online = find_tiles(tiles) if tiles else None
    owed = [*credits_of(routes, has_roads=roads is not None), *credits]
    whole, sources = payload.bounds(routes), _count_sources(routes)
    about = {
        "title": title,
        "subtitle": subtitle,
        "reports": reports,
        "movements": len(routes),
        "sources": sources,
        "set_aside": [[item.path, item.reason] for item in set_aside],
        "credits": owed,
        "language": language,
        "tiles": online and online.for_page(),
        "whole": whole,
        "opening": whole and opening_box(routes, whole),
    }
    counted = counts_text(words, language=language, movements=len(routes), sources=sources)
    description = f"{', '.join(filter(None, (counted, subtitle)))}."
    blocks = _blocks(routes, words=words, about=about, roads=roads, keep=keep)
    counts = counts_text(
        words,
        language=language,
        movements=len(routes),
        sources=sources,
        reports=reports,
        set_aside=len(set_aside),
    )
    return Page(
        title=title,
        language=language,
        direction=words["direction"],
        sharing=sharing_elements(title, description, url=url, picture=picture),
        picture_origins=online.origins if online else (),
        blocks=blocks,
        reading=reading_table(routes, words, credits=owed),
        subtitle=subtitle,
        counts=counts,
    )


def _frame(page: Page, keep: Keep | None) -> Frame:
    """Return what folium puts into the page, which is the same for all: to import it takes long."""

    def make() -> Block:
        from evacmap.render.folium_page import frame_of

        return "json", json.dumps(asdict(frame_of(page)))

    return Frame(**json.loads((keep("frame", make) if keep else make())[1]))


def _blocks(
    routes: Sequence[Route],
    *,
    words: dict[str, Any],
    about: dict[str, Any],
    roads: basemap.Roads | None,
    keep: Keep | None,
) -> dict[str, Block]:
    """Return the page's data by name, in the order in which the page needs it."""
    is_small = len(routes) < FEW_ROUTES
    write_block = plain_block if is_small else deflated_block
    refer = payload.Tables()
    made: dict[str, Future[Block]] = {}
    # Compressing leaves the interpreter free to make the next block.
    with ThreadPoolExecutor(max_workers=2) as pool:
        quotes = [pool.submit(write_block, each) for each in payload.evidence(routes)]
        made["words"] = pool.submit(plain_block, words)
        made["about"] = pool.submit(plain_block, about)
        lines, more = payload.lines(routes, refer)
        made["lines"] = pool.submit(write_block, lines)
        if more:
            made["more"] = pool.submit(write_block, more)
        made["story"] = pool.submit(write_block, payload.story(routes, refer))
        made["overview"] = pool.submit(lambda: ("deflate", basemap.overview_text()))
        background = _background(routes, about=about, roads=roads, keep=keep)
        made["basemap"] = pool.submit(lambda: background)
    found = {name: made[name].result() for name in BLOCKS if name in made}
    return found | {f"evidence{n or ''}": each.result() for n, each in enumerate(quotes)}


def _background(
    routes: Sequence[Route],
    *,
    about: dict[str, Any],
    roads: basemap.Roads | None,
    keep: Keep | None,
) -> Block:
    """Return the block with the basemap below the routes, cut to them."""
    box, near = story_box(about["whole"]), places_near(routes)
    language, is_small = about["language"], len(routes) < FEW_ROUTES

    def make() -> Block:
        cut = basemap.clipped_basemap(
            box, near=near, language=language, is_small=is_small, roads=roads
        )
        return plain_block(cut) if is_small else deflated_block(cut)

    return keep(_json([box, near, language, is_small, bool(roads)]), make) if keep else make()


def plain_block(content: Any) -> Block:
    """Return the coding ("json") and the text of a block of page data."""
    # The only way out of a script element is a tag, and no tag is left.
    return "json", _json(content).replace("<", "\\u003c").replace("\u2028", "\\u2028")


def deflated_block(content: Any) -> Block:
    """Return the coding ("deflate": raw, in base 91) and the text of a block of page data."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return "deflate", base91(packer.compress(_json(content).encode()) + packer.flush())


def _json(content: Any) -> str:
    return encodable(json.dumps(content, ensure_ascii=False, separators=(",", ":")))


def story_box(whole: basemap.Box | None) -> basemap.Box:
    """Return the box of detailed basemap: that of all lines with a margin all around."""
    if whole is None:
        return WORLD
    west, south, east, north = whole
    margin = max(2.0, 0.5 * (east - west), 0.5 * (north - south))
    return (
        max(WORLD[0], west - margin),
        max(WORLD[1], south - margin),
        min(WORLD[2], east + margin),
        min(WORLD[3], north + margin),
    )


def places_near(routes: Sequence[Route]) -> list[basemap.Box]:
    """Return the boxes around the story's places, areas left out."""
    points = {
        (place.lon, place.lat): None for place in _places(routes) if place.kind not in AREA_KINDS
    }
    return basemap.near_boxes(itertools.islice(points, MOST_PLACES))


def credits_of(routes: Sequence[Route], *, has_roads: bool = False) -> list[str]:
    """Return the attributions owed for what the map shows, most general first."""
    methods = {route.method for route in routes}
    named = " ".join({place.source for place in _places(routes)})
    owed = [basemap.attribution()]
    if routes:
        owed.append("GeoNames (CC BY 4.0)")
    owed += [name for name in ("OurAirports", "World Port Index") if name in named]
    uses_roads = has_roads or methods & {RouteMethod.ROAD, RouteMethod.RAIL}
    if uses_roads or "OpenStreetMap" in named:
        owed.append("© OpenStreetMap contributors (ODbL)")
    if RouteMethod.SEA in methods:
        owed.append("searoute (Eurostat marine network)")
    return [*owed, "Leaflet"]


def _places(routes: Sequence[Route]) -> Iterable[Place]:
    """Return the places of all legs in order of first use, each object once."""
    # By identity, because most legs share the very same places, whose hashes are dear.
    stops = (stop for route in routes for stop in route.leg.ends)
    return {id(stop.place): stop.place for stop in stops}.values()


def _count_sources(routes: Sequence[Route]) -> int:
    """Return how many publishers, or where unnamed documents, stand behind all legs."""
    return len({item.publisher or item.document for route in routes for item in route.leg.evidence})
