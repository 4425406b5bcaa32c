"""Measure the joining of legs: pairs rightly joined, and the time for many legs.

    python benchmarks/corroborate.py [--only open|held-out] [--list] [--speed]

``movements/groups.txt`` holds short reports of our own with their legs, and which legs tell one
movement; ``movements/README.md`` says how it is laid out. The last third of the groups is held
out: it is not looked at while the rules are changed. All groups are joined in one run, so that
a leg may also be joined wrongly to one of another group.
"""

import argparse
import csv
import itertools
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from evacmap.legs.corroborate import corroborate_legs
from evacmap.legs.identity import leg_id
from evacmap.model import (
    Count,
    EdtfDate,
    Endpoint,
    Evidence,
    Leg,
    Mode,
    Party,
    PartyKind,
    Place,
    PlaceKind,
    Status,
)

FOLDER = Path(__file__).parent / "movements"
FIRST_HELD_OUT = 103
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A leg with the movement it tells, as ``group/letter``."""

    leg: Leg
    movement: str

    @property
    def group(self) -> int:
        """The number of the group the leg stands in."""
        return int(self.movement.split("/")[0])

    @property
    def name(self) -> str:
        """The report and where in it, which no other leg shares."""
        return f"{self.leg.evidence[0].document}:{self.leg.evidence[0].start}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", choices=("open", "held-out"))
    parser.add_argument("--list", action="store_true", help="list the pairs joined wrongly or not")
    parser.add_argument("--speed", action="store_true", help="join 20,000 and 80,000 legs instead")
    options = parser.parse_args()
    if options.speed:
        return print_speed()
    labelled = [
        item
        for item in read_groups()
        if options.only is None or is_held_out(item.group) == (options.only == "held-out")
    ]
    missed, wrong, right = score(labelled)
    precision = right / (right + len(wrong)) if right or wrong else 1.0
    recall = right / (right + len(missed)) if right or missed else 1.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    groups = len({item.group for item in labelled})
    print(f"{groups} groups, {len(labelled)} legs, {right + len(missed)} pairs to join")
    print(f"precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
    if options.list:
        quotes = {item.name: item.leg.evidence[0].quote for item in labelled}
        for what, pairs in (("missed", missed), ("wrong", wrong)):
            for pair in sorted(pairs):
                print(what, *(f"\n    {name}  {quotes[name]}" for name in pair))
    return 0 if f1 >= 0.9 else 1


def is_held_out(group: int) -> bool:
    """Return whether a group is kept for the last reading; ``movements/README.md`` says why."""
    return group >= FIRST_HELD_OUT


def score(labelled: list[Labelled]) -> tuple[set[Pair], set[Pair], int]:
    """Return the pairs missed, the pairs joined wrongly, and how many were joined rightly."""
    truth = _pairs((item.movement, item.name) for item in labelled)
    movements = corroborate_legs(item.leg for item in labelled)
    found = _pairs(
        (movement.id, f"{part.document}:{part.start}")
        for movement in movements
        for part in movement.evidence
    )
    return truth - found, found - truth, len(truth & found)


def _pairs(members: Iterator[tuple[str, str]]) -> set[Pair]:
    groups: dict[str, list[str]] = {}
    for group, name in members:
        groups.setdefault(group, []).append(name)
    return {pair for names in groups.values() for pair in itertools.combinations(sorted(names), 2)}


def read_groups() -> list[Labelled]:
    """Return every leg of ``groups.txt`` with its movement."""
    places = read_places()
    labelled: list[Labelled] = []
    group, report = "", Evidence(
        document="", publisher=None, title=None, published=None, url=None, quote="", start=0, end=0
    )  # fmt: skip
    for line in (FOLDER / "groups.txt").read_text(encoding="utf-8").splitlines():
        mark, _, rest = line.partition(" ")
        cells = [cell.strip() for cell in rest.split("|")]
        if mark == "=":
            group = rest.split()[0]
        elif mark == "@":
            report = _report(f"{group}{cells[0]}", cells[1:])
        elif line.strip():
            leg = _leg(cells[1:], report, at=1000 * len(labelled), places=places)
            labelled.append(Labelled(leg=leg, movement=f"{group}/{mark}"))
    return labelled


def read_places() -> dict[str, Place]:
    with (FOLDER / "places.tsv").open(encoding="utf-8", newline="") as table:
        return {
            row["name"]: Place(
                id=f"case:{row['name']}",
                name=row["name"],
                kind=PlaceKind(row["kind"]),
                lon=float(row["lon"]),
                lat=float(row["lat"]),
                extent_km=float(row["extent_km"]),
                country=row["country"],
                admin1=f"case:{row['admin1']}" if row["admin1"] else None,
                source="case",
                source_id=row["name"],
            )
            for row in csv.DictReader(table, delimiter="\t")
        }


def _report(name: str, cells: list[str]) -> Evidence:
    publisher, published, *said_by = cells
    return Evidence(
        document=name,
        publisher=publisher,
        title=None,
        published=None if published == "null" else published,
        url=None,
        quote="",
        start=0,
        end=0,
        said_by=said_by[0] if said_by else None,
    )


def _leg(cells: list[str], report: Evidence, *, at: int, places: dict[str, Place]) -> Leg:
    way, date, mode, status, party, people, quote = cells
    origin, *waypoints, destination = (_endpoint(name.strip(), places) for name in way.split(">"))
    evidence = Evidence(
        document=report.document,
        publisher=report.publisher,
        title=None,
        published=report.published,
        url=None,
        quote=quote,
        start=at,
        end=at + len(quote),
        said_by=report.said_by,
    )
    fields = {
        "origin": origin,
        "destination": destination,
        "date": None if date == "null" else EdtfDate(date),
        "mode": Mode(mode),
        "party": _party(party),
    }
    return Leg(
        id=leg_id(**fields),  # type: ignore[arg-type]
        waypoints=tuple(stop for stop in waypoints if stop),
        people=_count(people),
        status=Status(status),
        evidence=(evidence,),
        confidence=0.8,
        **fields,  # type: ignore[arg-type]
    )


def _endpoint(name: str, places: dict[str, Place]) -> Endpoint | None:
    return None if name == "?" else Endpoint(name=name, place=places[name], score=0.9)


def _party(cell: str) -> Party | None:
    text, kind, nationality = (part.strip() for part in cell.split(";"))
    return Party(text=text, kind=PartyKind(kind), nationality=nationality or None) if text else None


def _count(cell: str) -> Count | None:
    bounds, _, text = cell.partition(" ")
    low, high = (None if part == "null" else int(part) for part in bounds.split(".."))
    return None if low is None and high is None else Count(low=low, high=high, text=text)


def print_speed() -> int:
    seconds = {}
    for count in (20_000, 80_000):
        legs = synthetic_legs(count)
        start = time.perf_counter()
        # Joining runs on one core: its own time does not change with what else the machine does.
        start_own = time.process_time()
        movements = corroborate_legs(legs)
        seconds[count] = time.process_time() - start_own
        wall = time.perf_counter() - start
        print(
            f"{count} legs: {seconds[count]:.1f} s of processor, {wall:.1f} s by the clock,"
            f" {len(movements)} movements"
        )
    growth = seconds[80_000] / seconds[20_000]
    print(f"time grows by {growth:.1f}")
    return 0 if seconds[20_000] < 20 and growth < 6 else 1


def synthetic_legs(count: int) -> list[Leg]:
    """Return legs of ``count / 4`` reports, about three legs a movement, the same in every run.

    Movements fall on as many days as a newsroom's stream would fill, some 25 a day. Half of
    them are between the towns of a few countries in the news; one end in seven is not told,
    three in ten only as a country.
    """
    draw = random.Random(count)
    listed = list(read_places().values())
    settled = [place for place in listed if place.kind is PlaceKind.SETTLEMENT]
    hot = [place for place in settled if place.country in ("SY", "UA", "SD", "RU")]
    by_country = {place.country: place for place in listed if place.kind is PlaceKind.COUNTRY}
    legs: list[Leg] = []
    while len(legs) < count:
        day = EdtfDate(_day(draw.randrange(max(count // 75, 1))))
        pair = draw.sample(hot if draw.random() < 0.5 else settled, 2)
        people = draw.randrange(20, 5000)
        kind = draw.choice((PartyKind.CIVILIANS, PartyKind.MILITARY))
        mode = draw.choice((Mode.BUS, Mode.AIR, Mode.SEA, Mode.UNKNOWN))
        for _ in range(draw.randrange(1, 6)):
            ends: list[Place | None] = [
                by_country.get(place.country, place) if draw.random() < 0.3 else place
                for place in pair
            ]
            if draw.random() < 2 / 7:
                ends[draw.randrange(2)] = None
            legs.append(_synthetic(ends, day, people + draw.randrange(10), kind, mode, draw))
    return legs[:count]


def _day(number: int) -> str:
    import datetime as dt

    return (dt.date(2000, 1, 1) + dt.timedelta(days=number)).isoformat()


def _synthetic(
    ends: list[Place | None],
    day: EdtfDate,
    people: int,
    kind: PartyKind,
    mode: Mode,
    draw: random.Random,
) -> Leg:
    origin, destination = (
        Endpoint(name=place.name, place=place, score=0.9) if place else None for place in ends
    )
    at = draw.randrange(10**9)
    evidence = Evidence(
        document=f"report {draw.randrange(10**6)}",
        publisher=f"publisher {draw.randrange(50)}",
        title=None,
        published=day.text,
        url=None,
        quote=f"Some {people} moved, says line {at}.",
        start=at,
        end=at + 10,
    )
    party = Party(text=kind.value, kind=kind)
    return Leg(
        id=leg_id(origin=origin, destination=destination, date=day, mode=mode, party=party),
        origin=origin,
        destination=destination,
        date=day,
        mode=mode,
        party=party,
        people=Count(low=people, high=people, text=str(people)),
        evidence=(evidence,),
        confidence=0.8,
    )


if __name__ == "__main__":
    raise SystemExit(main())
