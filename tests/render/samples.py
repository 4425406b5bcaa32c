"""Routes to draw: a small story by hand, and any number of legs from a seed."""

import itertools
import math
import random
from dataclasses import replace

import builders
from evacmap.model import (
    Correction,
    Count,
    EdtfDate,
    Endpoint,
    Evidence,
    Inference,
    Leg,
    Mode,
    Party,
    PartyKind,
    Place,
    PlaceKind,
    Route,
    RouteMethod,
    Status,
)

TALK = (
    "convoy families reached border after night shelling local council said buses carried wounded "
    "north while aid workers waited near crossing until morning when road reopened for traffic"
)
WORDS = TALK.split()


def route(leg: Leg, *, method: RouteMethod = RouteMethod.ARC, bow: float = 0.0) -> Route:
    """A route over the leg's own ends; ``bow`` bends it, as a road would."""
    points = [(stop.place.lon, stop.place.lat) for stop in leg.ends]
    if leg.origin is None or leg.destination is None:
        return Route(leg=leg, lines=((points[0],),), method=RouteMethod.POINT, length_km=None)
    if method is not RouteMethod.ARC:
        points = [bent for a, b in itertools.pairwise(points) for bent in bend(a, b, bow)]
    return Route(leg=leg, lines=(tuple(points),), method=method, length_km=120.04)


def bend(a: tuple[float, float], b: tuple[float, float], bow: float) -> list[tuple[float, float]]:
    """Points between two ends along a wave, 24 steps."""
    return [
        (
            a[0] + (b[0] - a[0]) * t / 24 + bow * math.sin(math.pi * t / 24),
            a[1] + (b[1] - a[1]) * t / 24 + bow * 0.4 * math.sin(3 * math.pi * t / 24),
        )
        for t in range(25)
    ]


def small_story() -> list[Route]:
    """Eleven legs: every status, most ways of travel, shared ways, loose ends, an area."""
    said = builders.evidence
    leg = builders.leg
    road, air = RouteMethod.ROAD, RouteMethod.GEODESIC
    to_base = leg(
        "Damascus",
        "Khmeimim",
        id="a1",
        people=Count(low=400, high=400, text="about 400"),
        vehicles=Count(low=30, high=None, text="at least 30 lorries"),
        party=Party(text="Russian soldiers", kind=PartyKind.MILITARY, nationality="Russia"),
        quotes=(
            said("About 400 Russian soldiers drove from Damascus to the base."),
            said(
                "The convoy of some 350 men arrived at Khmeimim.",
                document="second",
                publisher="Other News",
                published="2024-12-17",
                said_by="a port official",
                url="https://example.com/b?x=1&y=2",
            ),
        ),
        disagreements=("people: about 400 (The Example), some 350 (Other News)",),
        inferred=(Inference(field="mode", basis="the word convoy"),),
        corrected=(
            Correction(field="people", was="80", who="Ann Example", why="the ministry says so"),
            Correction(field="destination", was=None),
        ),
        confidence_parts=(("geocoding", 0.9), ("sources", 0.7)),
    )
    return [
        route(to_base, method=road, bow=0.25),
        route(leg("Khmeimim", "Damascus", id="a2", date="2024-12-20", mode=Mode.BUS,
                  party=Party(text="families", kind=PartyKind.CIVILIANS)), method=road, bow=-0.25),
        route(leg("Damascus", "Beirut", id="a3", waypoints=("Masnaa",), date="2024-12-08",
                  mode=Mode.CAR, quotes=(said("Cars queued at Masnaa."),)), method=road, bow=0.02),
        route(leg("Damascus", "Beirut", id="a4", waypoints=("Masnaa",), date="2024-12-11~",
                  mode=Mode.FOOT, status=Status.ONGOING,
                  party=Party(text="refugees", kind=PartyKind.REFUGEES),
                  people=Count(low=20000, high=25000, text="20,000 to 25,000"),
                  quotes=(said("Thousands are walking to Lebanon."),)), method=road, bow=0.02),
        route(leg("Khmeimim", "Moscow", id="a5", date="2024-12-15", mode=Mode.AIR,
                  people=Count(low=120, high=120, text="120"),
                  quotes=(said("A plane with 120 people took off."),)), method=air, bow=1.5),
        route(leg("Beirut", "Moscow", id="a6", date=None, mode=Mode.AIR, status=Status.PLANNED,
                  quotes=(said("A further flight is planned."),)), method=air, bow=-1.5),
        route(leg("Tartus", "Khmeimim", id="a7", mode=Mode.SEA, status=Status.URGED,
                  date="../2024-12-30", quotes=(said("Crews were urged to sail."),))),
        route(leg("Syria", "Lebanon", id="a8", mode=Mode.UNKNOWN, status=Status.DENIED,
                  date="2024-12", quotes=(said("The ministry denied that troops had crossed."),))),
        route(leg("Damascus", None, id="b1", mode=Mode.HELICOPTER, date="2024-12-08",
                  quotes=(said("A helicopter left Damascus."),))),
        route(leg("Damascus", None, id="b2", mode=Mode.UNKNOWN, date="2024-12-09",
                  quotes=(said("Diplomats left Damascus."),))),
        route(leg(None, "Beirut", id="b3", mode=Mode.RAIL, date="2024-12-12/2024-12-14",
                  quotes=(said("Wounded men arrived in Beirut."),))),
    ]  # fmt: skip


def many_routes(n: int, *, seed: int = 7, places: int = 600, corridors: int = 0) -> list[Route]:
    """Legs between random places around the eastern Mediterranean, with quotes of 22 words."""
    rng = random.Random(seed)
    towns = [
        Place(
            id=f"test:{i}", name=f"Town {i}", kind=PlaceKind.SETTLEMENT, country="SY",
            lon=round(rng.uniform(24, 48), 4), lat=round(rng.uniform(28, 50), 4),
            extent_km=4.0, source="test", source_id=str(i),
        )
        for i in range(places)
    ]  # fmt: skip
    pairs = [tuple(rng.sample(towns, 2)) for _ in range(corridors)]
    return [_random_route(i, rng, towns, pairs) for i in range(n)]


def _random_route(
    i: int, rng: random.Random, towns: list[Place], pairs: list[tuple[Place, ...]]
) -> Route:
    a, b = (
        pairs[min(len(pairs) - 1, int(rng.paretovariate(0.6)) - 1)]
        if pairs
        else rng.sample(towns, 2)
    )
    day, month = i // 8 % 28 + 1, i // 224 % 12 + 1
    quote = " ".join(rng.choice(WORDS) for _ in range(22)).capitalize() + f", report {i}."
    people = rng.choice((None, 12, 80, 300, 2500, 40000))
    report = i // 8
    source, start = report * 7919 % 40, rng.randrange(6000)
    said = Evidence(
        document=f"report-{report}", publisher=f"Publisher {source}", title=f"Report {report}",
        published=f"2024-{month:02}-{day:02}", url=f"https://example.org/{source}/{report}",
        quote=quote, start=start, end=start + len(quote),
    )  # fmt: skip
    leg = Leg(
        id=f"{rng.getrandbits(40):010x}",
        origin=Endpoint(name=a.name, place=a, score=0.9),
        destination=Endpoint(name=b.name, place=b, score=0.9),
        date=EdtfDate(f"2024-{month:02}-{day:02}"),
        mode=rng.choice(list(Mode)),
        status=rng.choices(list(Status), weights=(8, 1, 1, 1, 1))[0],
        party=Party(
            text=rng.choice(("families", "soldiers", "patients")), kind=PartyKind.CIVILIANS
        ),
        people=None if people is None else Count(low=people, high=people, text=str(people)),
        evidence=(said,),
        confidence=round(rng.uniform(0.3, 1), 2),
    )
    points = ((a.lon, a.lat), (b.lon, b.lat))
    return Route(
        leg=leg, lines=(points,), method=RouteMethod.ARC, length_km=rng.randrange(9999) / 10
    )


def hostile(text: str) -> Route:
    """A leg that says ``text`` in every field that holds text."""
    spot = replace(builders.place("Damascus"), id=text, name=text, source=text, source_id=text)
    other = replace(builders.place("Beirut"), id=text + "2", name=text)
    leg = Leg(
        id=text,
        origin=Endpoint(name=text, place=spot, score=0.5),
        destination=Endpoint(name=text + " ", place=other, score=0.5),
        waypoints=(Endpoint(name=text, place=builders.place("Masnaa"), score=0.5),),
        date=EdtfDate("2024-12-09"),
        party=Party(text=text, kind=PartyKind.CIVILIANS, nationality=text),
        people=Count(low=1, high=2, text=text),
        vehicles=Count(low=1, high=None, text=text),
        inferred=(Inference(field=text, basis=text),),
        corrected=(Correction(field="people", was=text[:500], who=text[:500], why=text[:500]),),
        evidence=(
            Evidence(
                document=text, publisher=text, title=text, published=text, url=text,
                quote=text, start=0, end=len(text), said_by=text,
            ),
        ),
        confidence=0.5,
        confidence_parts=((text, 0.5),),
        disagreements=(text,),
        flags=(text,),
    )  # fmt: skip
    lines = (((36.3, 33.5), (35.9, 33.7), (35.5, 33.9)),)
    return Route(leg=leg, lines=lines, method=RouteMethod.ROAD, length_km=90.0, note=text)
