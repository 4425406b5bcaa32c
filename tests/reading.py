"""Read a text of a test with the bundled gazetteer, from words to legs."""

from functools import cache

from builders import document
from evacmap.geocode import geocode
from evacmap.geocode.gazetteer import Gazetteer
from evacmap.legs import assemble_legs
from evacmap.mentions import find_mentions
from evacmap.mentions.toponyms import find_toponyms
from evacmap.model import Leg


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def extract(text: str, *, published: str | None) -> tuple[Leg, ...]:
    report = document(text, published=published)
    places = geocode(report, find_toponyms(report, gazetteer()), gazetteer())
    mentions = find_mentions(report, places)
    return assemble_legs(report, mentions, places, atlas=gazetteer())


def summary(legs: tuple[Leg, ...]) -> list[tuple[object, ...]]:
    """Origin, destination, mode, status, date and people of each leg."""
    return [
        (
            leg.origin.name if leg.origin else None,
            leg.destination.name if leg.destination else None,
            leg.mode.value,
            leg.status.value,
            str(leg.date) if leg.date else None,
            (leg.people.low, leg.people.high) if leg.people else None,
        )
        for leg in legs
    ]
