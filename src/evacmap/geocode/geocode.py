"""Choose for each toponym of a document the place it means, or say that it is too close to call."""

import math
from collections import Counter
from collections.abc import Sequence

from evacmap.geocode.gazetteer import Gazetteer, NamedPlace, great_circle_km
from evacmap.model import (
    Candidate,
    Document,
    GeocodedToponym,
    Place,
    PlaceKind,
    Toponym,
    ToponymRole,
)

WEIGHTS = {
    "prominence": 0.9,
    "other script": -4.0,
    "weak name": -2.0,
    "near others": 1.6,
    "same country": 1.8,
    "loose spelling": -0.5,
}
MAX_CANDIDATES = 25
UNDECIDED_BELOW = 0.4


def geocode(
    document: Document, toponyms: Sequence[Toponym], gazetteer: Gazetteer
) -> tuple[GeocodedToponym, ...]:
    """Return the toponyms in their order, each with the place chosen for it and why."""
    named = {text: _named(text, gazetteer) for text in {toponym.text for toponym in toponyms}}
    countries = _story_countries(toponyms, named, gazetteer)
    anchors = [found[0].place for found in named.values() if found and found[0].prominence >= 5.5]
    ranked = {
        text: _rank(found[:MAX_CANDIDATES], countries=countries, anchors=anchors)
        for text, found in named.items()
    }
    return tuple(_choose(toponym, ranked[toponym.text], gazetteer) for toponym in toponyms)


def _named(text: str, gazetteer: Gazetteer) -> tuple[NamedPlace, ...]:
    return gazetteer.named(text)


def _story_countries(
    toponyms: Sequence[Toponym], named: dict[str, tuple[NamedPlace, ...]], gazetteer: Gazetteer
) -> Counter[str]:
    """Count the countries that the document speaks of, by demonyms and prominent names."""
    countries: Counter[str] = Counter()
    for toponym in toponyms:
        country = gazetteer.demonym(toponym.text)
        found = named[toponym.text]
        if country and country.country:
            countries[country.country] += 1
        elif found and found[0].place.country and found[0].prominence >= 4.5:
            countries[found[0].place.country] += 1
    return countries


def _rank(
    found: Sequence[NamedPlace], *, countries: Counter[str], anchors: Sequence[Place]
) -> tuple[Candidate, ...]:
    total = sum(countries.values()) or 1
    scored = []
    for item in found:
        clues = {
            "prominence": item.prominence,
            "other script": float(item.quality == 2),
            "weak name": float(item.quality == 3),
            "loose spelling": float(not item.is_exact),
            "same country": math.sqrt(countries[item.place.country or ""] / total),
            "near others": _nearness(item.place, anchors),
        }
        parts = tuple(
            (name, round(WEIGHTS[name] * value, 2)) for name, value in clues.items() if value
        )
        scored.append((sum(part for _, part in parts), item.place, parts))
    scored.sort(key=lambda entry: -entry[0])
    best = scored[0][0] if scored else 0.0
    weights = [math.exp(score - best) for score, _, _ in scored]
    return tuple(
        Candidate(place=place, score=round(weight / sum(weights), 3), clues=parts)
        for weight, (_, place, parts) in zip(weights, scored, strict=True)
    )


def _nearness(place: Place, anchors: Sequence[Place]) -> float:
    others = [anchor for anchor in anchors if anchor.id != place.id]
    if not others:
        return 0.0
    nearest = min(great_circle_km(place.lon, place.lat, other.lon, other.lat) for other in others)
    return math.exp(-nearest / 300)


def _choose(
    toponym: Toponym, candidates: tuple[Candidate, ...], gazetteer: Gazetteer
) -> GeocodedToponym:
    if toponym.role is ToponymRole.DEMONYM:
        country = gazetteer.demonym(toponym.text)
        if country:
            return GeocodedToponym(
                toponym=toponym,
                place=country,
                score=0.95,
                reason="people or adjective of a country",
            )
    if not candidates:
        return GeocodedToponym(
            toponym=toponym, place=None, score=0.0, reason="not in the gazetteer"
        )
    best = candidates[0]
    agreeing = [item for item in candidates if _is_same_spot(item.place, best.place)]
    score = min(0.99, sum(item.score for item in agreeing))
    if score < UNDECIDED_BELOW:
        other = next(item for item in candidates if item not in agreeing)
        return GeocodedToponym(
            toponym=toponym,
            place=None,
            score=score,
            reason=f"too close to call: {_describe(best.place)} or {_describe(other.place)}",
            candidates=candidates[:5],
        )
    reason = "the only place of that name" if len(candidates) == 1 else _best_clue(best)
    return GeocodedToponym(
        toponym=toponym, place=best.place, score=score, reason=reason, candidates=candidates[:5]
    )


def _is_same_spot(place: Place, other: Place) -> bool:
    """Return whether two rows stand for about the same spot, as a city and its province."""
    reach_km = 25.0 + (
        0.0 if other.kind is PlaceKind.COUNTRY else max(place.extent_km, other.extent_km)
    )
    return great_circle_km(place.lon, place.lat, other.lon, other.lat) <= reach_km


def _best_clue(candidate: Candidate) -> str:
    name, _ = max(candidate.clues, key=lambda clue: clue[1])
    return f"best by {name}"


def _describe(place: Place) -> str:
    return f"{place.name} ({place.kind.value}, {place.country})"
