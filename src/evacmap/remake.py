"""Make again the map that ``evacmap.toml`` describes, or see whether it has to be.

Takes a description; gives the build.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace

from evacmap import pipeline
from evacmap.cache import Cache
from evacmap.corrections import Corrected, Entry, apply_corrections, read_corrections
from evacmap.description import Box, Description
from evacmap.errors import BadDescriptionError
from evacmap.geocode import Gazetteer
from evacmap.geocode.unpack import unpacked_path
from evacmap.geometry import Engine
from evacmap.geometry.geodesic import geodesic_length_km
from evacmap.model import Leg, Place, PlaceKind
from evacmap.render import output_writer
from evacmap.render.tiles import find_tiles
from evacmap.render.words import languages
from evacmap.tabled.places import TablePlaces

# A town is looked for within this, however small it is.
LEAST_REGION_KM = 25.0


def remake(
    description: Description,
    *,
    is_check: bool = False,
    is_fresh: bool = False,
    progress: pipeline.Progress | None = None,
) -> pipeline.Build:
    """Make the map of ``description``, with what earlier runs found of unchanged reports.

    A check makes all the same and only compares it with the folder. A fresh map is made of
    nothing from earlier.

    Raises:
        BadDescriptionError: the description asks for what there is not.
        NothingToReadError: no source holds a readable report.
        UnwritableOutputError: the folder cannot be written.
    """
    gazetteer = gazetteer_of(description)
    engine = _checked(description)
    with open_cache(gazetteer, is_fresh=is_fresh) as cache:
        return pipeline.build(
            description.sources,
            description.folder,
            title=description.title,
            subtitle=description.subtitle,
            gazetteer=gazetteer,
            engine=engine,
            language=description.language,
            coarsen_km=description.coarsen_km,
            outputs=description.outputs,
            credits=description.credits,
            tiles=description.tiles,
            url=description.url,
            correct=correction(description, gazetteer),
            select=selection(description, gazetteer),
            cache=cache,
            is_check=is_check,
            progress=progress,
        )


def open_cache(gazetteer: Gazetteer, *, is_fresh: bool) -> AbstractContextManager[Cache]:
    """Give the cache of earlier work with the places of ``gazetteer``."""
    own = [gazetteer.overlay_path] if gazetteer.overlay_path else []
    return Cache.open(own, is_fresh=is_fresh)


def legs_of_today(
    description: Description, *, progress: pipeline.Progress | None = None
) -> tuple[Gazetteer, tuple[Leg, ...], tuple[Leg, ...], tuple[Entry, ...]]:
    """Return the gazetteer, the joined legs as extracted, the same corrected, the corrections.

    Raises:
        NothingToReadError: no source holds a readable report.
        BadCorrectionsError: the file of corrections cannot be read.
    """
    gazetteer = gazetteer_of(description)
    with open_cache(gazetteer, is_fresh=False) as cache:
        extraction = pipeline.extract(
            description.sources, gazetteer=gazetteer, cache=cache, progress=progress
        )
    legs = pipeline.join_legs(extraction.legs)
    entries, _ = read_corrections(description.corrections) if description.corrections else ((), ())
    made = apply_corrections(legs, entries, find=TablePlaces(gazetteer).locate)
    return gazetteer, legs, made.legs, entries


def gazetteer_of(description: Description) -> Gazetteer:
    """Return the gazetteer, with the user's own places unless the description leaves them out."""
    return Gazetteer.open() if description.own_places else Gazetteer(unpacked_path())


def correction(description: Description, gazetteer: Gazetteer) -> pipeline.Correct | None:
    """Return what corrects legs as the description's corrections say; None without any.

    Raises:
        BadCorrectionsError: the file cannot be read.
    """
    path = description.corrections
    entries, problems = read_corrections(path) if path else ((), ())
    if path is None or not (entries or problems):
        return None

    def correct(legs: Sequence[Leg]) -> Corrected:
        made = apply_corrections(legs, entries, find=TablePlaces(gazetteer).locate)
        return replace(made, problems=(*problems, *made.problems), file=path.name)

    return correct


def selection(description: Description, gazetteer: Gazetteer) -> pipeline.Selection | None:
    """Return what leaves out the legs outside the period and region; None where all belong.

    An undated leg may lie in the period, so it stays.

    Raises:
        BadDescriptionError: the gazetteer has no such region.
    """
    period, region = description.period, description.region
    if period is None and region is None:
        return None
    is_within = _region_test(description, gazetteer)

    def select(leg: Leg) -> str | None:
        if period and leg.date and not leg.date.overlaps(period):
            return f"outside the period {period}"
        if not any(is_within(end.place) for end in leg.ends):
            return f"outside the region {region}"
        return None

    return select


def _region_test(description: Description, gazetteer: Gazetteer) -> Callable[[Place], bool]:
    region = description.region
    if region is None:
        return lambda place: True
    if not isinstance(region, str):
        return lambda place: _is_in_box(place, region)
    known = gazetteer.by_id(region) or next(iter(gazetteer.by_name(region)), None)
    if known is None:
        near = ", ".join(place.name for place, _ in gazetteer.similar(region))
        way_out = f"nearest: {near}" if near else "write region = [west, south, east, north]"
        raise BadDescriptionError(
            description.path, f"region: the gazetteer has no place named {region!r}", way_out
        )
    return lambda place: _is_in_place(place, known)


def _is_in_place(place: Place, region: Place) -> bool:
    if region.kind is PlaceKind.COUNTRY:
        return place.country == region.country
    if place.id == region.id or place.admin1 == region.id:
        return True
    reach_km = max(region.extent_km, LEAST_REGION_KM)
    return geodesic_length_km((place.lon, place.lat), (region.lon, region.lat)) <= reach_km


def _is_in_box(place: Place, box: Box) -> bool:
    west, south, east, north = box
    is_across = west <= place.lon <= east if west <= east else not east < place.lon < west
    return is_across and south <= place.lat <= north


def _checked(description: Description) -> Engine | None:
    """Return the user's road engine; see that what the description asks for is there."""
    path = description.path
    if description.language not in languages():
        known = ", ".join(languages())
        reason = f"language cannot be {description.language!r}"
        raise BadDescriptionError(path, reason, f"the page has words in {known}")
    try:
        find_tiles(description.tiles) if description.tiles else None
    except ValueError as error:
        raise BadDescriptionError(path, f"tiles: {error}") from None
    for name in description.outputs:
        try:
            output_writer(name)
        except ValueError as error:
            raise BadDescriptionError(path, f"outputs: {error}") from None
    try:
        return Engine(url=description.router) if description.router else None
    except ValueError as error:
        raise BadDescriptionError(path, f"router: {error}") from None
