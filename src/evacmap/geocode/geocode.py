"""Choose for each toponym of a document the place it means, or say that it is too close to call."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from evacmap.geocode.candidates import Found, find_candidates
from evacmap.geocode.clues import (
    CLUES,
    Name,
    clue_matrix,
    role_kinds,
    softmax_by_owner,
    stated_containers,
    weights,
)
from evacmap.geocode.gazetteer import Gazetteer, great_circle_km
from evacmap.geocode.standing import stand_in_place
from evacmap.model import (
    Candidate,
    Document,
    GeocodedToponym,
    Place,
    PlaceKind,
    Toponym,
    ToponymRole,
)

SHOWN_CANDIDATES = 5
# Below this lead over a place elsewhere the choice is a coin's toss and is left to a person.
MIN_LEAD = 0.04
DEMONYM_SCORE = 0.95
# What remains of the score of a place found by its spelling alone, or of the middle of an area.
READING_FACTORS = {"as written": 1.0, "role word": 1.0, "part of area": 0.8, "spelling": 0.6}


def geocode(
    document: Document, toponyms: Sequence[Toponym], gazetteer: Gazetteer
) -> tuple[GeocodedToponym, ...]:
    """Return the toponyms in their order, each with the place chosen for it and why.

    A name means the same place throughout a document. Words for people mean their country.
    """
    ordered = sorted(toponyms, key=lambda toponym: toponym.start)
    names = document_names(document.text, ordered, gazetteer)
    homes = publisher_homes(document, gazetteer)
    ranking = rank_candidates(names, homes)
    story = _countries(ranking)
    chosen = {
        name.text: _believed(_rank(name, ranked), name, ranked, story)
        for name, ranked in zip(names, ranking, strict=True)
    }
    geocoded = [_geocoded(toponym, chosen, gazetteer) for toponym in toponyms]
    return stand_in_place(document.text, geocoded, country=gazetteer.country)


def document_names(text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> list[Name]:
    """Return the different names of a document with their candidates, in order of the text.

    Words for people stand in as the place they belong to.
    """
    counts = Counter(toponym.text for toponym in toponyms)
    containers = stated_containers(text, toponyms)
    return [
        Name(
            written,
            count,
            find_candidates(_place_name(written, gazetteer), gazetteer),
            containers.get(written, frozenset()),
        )
        for written, count in counts.items()
    ]


def _place_name(written: str, gazetteer: Gazetteer) -> str:
    place = gazetteer.demonym(written) or described_capital(written, gazetteer)
    return place.name if place else written


def publisher_homes(document: Document, gazetteer: Gazetteer) -> frozenset[str]:
    """Return the countries that the publisher's name names: "The Moscow Times"."""
    words = (document.source.publisher or "").split()
    places = [gazetteer.demonym(word) for word in words]
    places += [
        found[0].place
        for word in words
        if word[:1].isupper() and len(word) > 3
        for found in (gazetteer.named(word),)
        if found and found[0].is_exact and found[0].prominence > 6.5
    ]
    return frozenset(place.country for place in places if place and place.country)


def rank_candidates(
    names: Sequence[Name], homes: frozenset[str] = frozenset()
) -> list[list[tuple[Found, float, tuple[tuple[str, float], ...]]]]:
    """Return for each name its candidates with their probability and clues, best first."""
    import numpy as np

    table = weights()
    matrix, owners = clue_matrix(names, table, homes)
    vector = np.array([table.get(clue, 0.0) for clue in CLUES])
    parts = matrix * vector
    belief = softmax_by_owner(parts.sum(axis=1), owners)
    telling = [row.nonzero()[0].tolist() for row in abs(parts) >= 0.005]
    ranked: list[list[tuple[Found, float, tuple[tuple[str, float], ...]]]] = [[] for _ in names]
    row = 0
    for index, name in enumerate(names):
        for found in name.found:
            clues = tuple(
                (CLUES[column], round(float(parts[row, column]), 2)) for column in telling[row]
            )
            ranked[index].append((found, float(belief[row]), clues))
            row += 1
        ranked[index].sort(key=lambda item: -item[1])
    return ranked


def _rank(
    name: Name, ranked: list[tuple[Found, float, tuple[tuple[str, float], ...]]]
) -> GeocodedToponym:
    """Return the choice for a name, on a toponym that stands for all its mentions."""
    toponym = Toponym(text=name.text, start=0, end=len(name.text))
    if not ranked:
        return GeocodedToponym(
            toponym=toponym, place=None, score=0.0, reason="not in the gazetteer"
        )
    best, _, clues = _town_before_its_area(name, ranked)
    here, there = _split(best.named.place, ranked)
    candidates = tuple(
        Candidate(place=found.named.place, score=round(belief, 3), clues=parts)
        for found, belief, parts in ranked[:SHOWN_CANDIDATES]
    )
    score = calibrated(name, best, here)
    rival = next((item for item in ranked if item[0] in [other for other, _ in there]), None)
    if rival and here - sum(belief for _, belief in there[:1]) < MIN_LEAD:
        reason = f"too close to call: {_describe(best)} or {_describe(rival[0])}"
        return GeocodedToponym(
            toponym=toponym, place=None, score=score, reason=reason, candidates=candidates
        )
    return GeocodedToponym(
        toponym=toponym,
        place=best.named.place,
        score=round(score, 3),
        reason=_reason(best, clues, len(ranked)),
        candidates=candidates,
    )


Ranked = list[tuple[Found, float, tuple[tuple[str, float], ...]]]
# A place above this is known so widely that its name needs no support (about 300,000 people).
WELL_KNOWN = 5.5


def _countries(ranking: Sequence[Ranked]) -> Counter[str]:
    """Return how many names of the document have their best candidate in each country."""
    best = [ranked[0][0].named.place.country for ranked in ranking if ranked]
    return Counter(country for country in best if country)


def _believed(
    choice: GeocodedToponym, name: Name, ranked: Ranked, story: Counter[str]
) -> GeocodedToponym:
    """Return the choice, left open where the text speaks against it and nothing for it.

    A small place of another country than the one written after it, and a town far from all else
    where the text names a camp or crossing, only happen to bear the name.
    """
    place = choice.place
    if place is None or place.kind is PlaceKind.COUNTRY or not place.country:
        return choice
    best = ranked[0][0]
    if story[place.country] > 1:
        return choice
    is_exact = best.named.is_exact and best.reading != "spelling"
    if not is_exact and len(story) > 1:
        alike = f"{_describe(best)} is spelt like it, but nothing else lies there"
        return replace(choice, place=None, reason=alike)
    if best.named.prominence > WELL_KNOWN:
        return choice
    reason = None
    if any(clue == "stated container differs" and value < 0 for clue, value in ranked[0][2]):
        reason = f"not in {', '.join(sorted(name.containers))}"
    kinds = role_kinds(name.text)
    if best.reading == "role word" and place.kind not in kinds and not kinds & _BROAD:
        reason = f"no {name.text.split()[-1]}"
    if reason is None:
        return choice
    return replace(choice, place=None, reason=f"{_describe(best)} bears the name, but is {reason}")


# Kinds that a settlement may stand for: "Sumy city", "Idlib region".
_BROAD = frozenset({PlaceKind.SETTLEMENT, PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.REGION})


def _town_before_its_area(
    name: Name, ranked: list[tuple[Found, float, tuple[tuple[str, float], ...]]]
) -> tuple[Found, float, tuple[tuple[str, float], ...]]:
    """Return the best candidate, or its seat where both bear the bare name.

    Reporters write "Homs" for the town and "Homs province" for the area; where the town is the
    more prominent of the two, they mean the town.
    """
    best = ranked[0][0].named
    if best.place.kind not in (PlaceKind.ADMIN1, PlaceKind.ADMIN2) or role_kinds(name.text):
        return ranked[0]
    for item in ranked[1:]:
        town = item[0].named
        is_inside = best.place.id == town.place.admin1 or is_same_spot(best.place, town.place)
        is_town = town.place.kind is PlaceKind.SETTLEMENT and town.quality < 2
        if is_inside and is_town and town.prominence > best.prominence:
            return item
    return ranked[0]


def _split(
    best: Place, ranked: Sequence[tuple[Found, float, object]]
) -> tuple[float, list[tuple[Found, float]]]:
    """Return the belief in the spot of ``best``, and the candidates elsewhere."""
    here, there = 0.0, []
    for found, belief, _ in ranked:
        if is_same_spot(found.named.place, best) or _is_seat(found.named.place, best):
            here += belief
        else:
            there.append((found, belief))
    return here, there


def calibrated(name: Name, best: Found, belief: float) -> float:
    """Return the probability that a choice is right, as learned on choices of other documents."""
    table = weights()
    score = sum(table.get(clue, 0.0) * value for clue, value in sureness(name, best, belief))
    return READING_FACTORS[best.reading] / (1 + math.exp(-score))


def sureness(name: Name, best: Found, belief: float) -> tuple[tuple[str, float], ...]:
    """Return the clues to how sure a choice is; ``belief`` is that in the spot chosen."""
    odds = math.log(max(belief, 1e-4) / max(1 - belief, 1e-4))
    return (
        ("sure: bias", 1.0),
        ("sure: odds", odds),
        ("sure: only candidate", float(len(name.found) == 1)),
        ("sure: prominence", min(best.named.prominence, 9.0)),
        ("sure: own table", float(best.named.feature == "OWN")),
        ("sure: other name", float(best.named.quality > 0)),
        ("sure: named again", math.log(name.count)),
        ("sure: container stated", float(bool(name.containers))),
    )


def is_same_spot(place: Place, other: Place) -> bool:
    """Return whether two rows stand for about the same spot, as a city and its province."""
    if PlaceKind.COUNTRY in (place.kind, other.kind):
        return place.id == other.id
    reach_km = 25.0 + min(60.0, max(place.extent_km, other.extent_km))
    return great_circle_km(place.lon, place.lat, other.lon, other.lat) <= reach_km


def _geocoded(
    toponym: Toponym, chosen: Mapping[str, GeocodedToponym], gazetteer: Gazetteer
) -> GeocodedToponym:
    if toponym.role is ToponymRole.DEMONYM:
        place = gazetteer.demonym(toponym.text)
        if place:
            return GeocodedToponym(
                toponym=toponym,
                place=place,
                score=DEMONYM_SCORE,
                reason=f"people or adjective of {place.name}",
            )
    capital = described_capital(toponym.text, gazetteer)
    if capital:
        return GeocodedToponym(
            toponym=toponym,
            place=capital,
            score=DEMONYM_SCORE,
            reason=f"described as the capital: {capital.name}",
        )
    choice = chosen[toponym.text]
    return GeocodedToponym(
        toponym=toponym,
        place=choice.place,
        score=choice.score,
        reason=choice.reason,
        candidates=choice.candidates,
    )


def _is_seat(place: Place, other: Place) -> bool:
    """Return whether one is the area that the other lies in: the city and the state New York."""
    return place.admin1 == other.id or other.admin1 == place.id


def described_capital(text: str, gazetteer: Gazetteer) -> Place | None:
    """Return Beirut for "Lebanese capital"; None for a text that is no such description."""
    word, _, last = text.rpartition(" ")
    country = gazetteer.demonym(word) if last == "capital" else None
    return gazetteer.capital_of(country) if country else None


def _reason(best: Found, clues: tuple[tuple[str, float], ...], count: int) -> str:
    if best.reading == "spelling":
        return f"spelt like {best.named.place.name}, no place bears the name itself"
    if best.reading == "part of area":
        return f"part of {best.named.place.name}, drawn at its middle"
    if count == 1:
        return "the only place of that name"
    telling = [clue for clue in clues if clue[1] > 0 and clue[0] not in _PLAIN_CLUES]
    if not telling:
        return "the most prominent place of that name"
    return f"best by {max(telling, key=lambda clue: clue[1])[0]}"


_PLAIN_CLUES = frozenset(("prominence", "settlement", "country", "first-level area"))


def _describe(found: Found) -> str:
    place = found.named.place
    return f"{place.name} ({place.kind.value}, {place.country or 'no country'})"
