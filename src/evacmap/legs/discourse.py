"""Places that a report names by a pronoun or description: there, home, the country, the capital.

The country spoken of is the last one named; "there" is where the last movement went.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from evacmap.legs.drafts import Draft
from evacmap.legs.places import Anaphor
from evacmap.model import (
    Atlas,
    GeocodedToponym,
    Place,
    PlaceKind,
    Sentence,
    Toponym,
    ToponymRole,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

COUNTRY_WORDS = frozenset({"country", "nation", "republic", "kingdom"})
CITY_WORDS = frozenset({"city", "town", "village"})
ENDS = frozenset({ToponymRole.PLACE, ToponymRole.GOVERNMENT})
# "the Parliament of Iraq" speaks of Iraq; "Moscow said" does not speak of Moscow.
SPOKEN_OF = frozenset({ToponymRole.PLACE, ToponymRole.NESTED})
_ARTICLE = re.compile(r"(?:the|their|its)\s+$", re.IGNORECASE)


@dataclass(slots=True)
class Discourse:
    """What has been said so far, as a reader of the report holds it in mind."""

    atlas: Atlas
    country: GeocodedToponym | None = None
    city: GeocodedToponym | None = None
    island: GeocodedToponym | None = None
    places: list[GeocodedToponym] = field(default_factory=list)
    nations: dict[str, Place] = field(default_factory=dict)
    last: Draft | None = None

    def hear(self, items: Sequence[GeocodedToponym]) -> None:
        """Take note of the places that a sentence names, in order."""
        for item in items:
            if item.place is None:
                continue
            if item.place.kind is PlaceKind.COUNTRY:
                self.nations[item.place.name] = item.place
            if item.toponym.role is ToponymRole.PLACE:
                self.places.append(item)
            if item.place.kind is PlaceKind.COUNTRY:
                if item.toponym.role in SPOKEN_OF:
                    self.country = item
            elif item.place.kind is PlaceKind.SETTLEMENT:
                self.city = item
            elif item.place.kind is PlaceKind.ISLAND:
                self.island = item

    def meaning(
        self, anaphor: Anaphor, nationality: Place | None
    ) -> tuple[GeocodedToponym, str] | None:
        """Return the place an anaphor stands for, with what that rests on; None if unclear."""
        known = self._antecedent(anaphor, nationality)
        if known is None:
            return None
        place, score, basis = known
        toponym = Toponym(text=anaphor.text, start=anaphor.start, end=anaphor.end)
        return (
            GeocodedToponym(toponym=toponym, place=place, score=score, reason=basis),
            f"'{anaphor.text}' as {place.name}: {basis}",
        )

    def _antecedent(
        self, anaphor: Anaphor, nationality: Place | None
    ) -> tuple[Place, float, str] | None:
        if anaphor.kind == "home":
            return (nationality, 0.6, "the travellers' nationality") if nationality else None
        if anaphor.kind == "there":
            return _of(self._there(), "where the last movement went")
        if anaphor.kind == "country":
            return _of(self.country, "the country last named")
        if anaphor.kind == "city":
            return _of(self.city, "the town last named")
        if anaphor.kind == "island":
            return _of(self.island, "the island last named")
        if anaphor.kind == "capital":
            return self._capital(anaphor)
        return None

    def _capital(self, anaphor: Anaphor) -> tuple[Place, float, str] | None:
        if anaphor.of is not None:
            capital = self.atlas.capital_of(anaphor.of)
            return (capital, 0.9, f"capital of {anaphor.of.name}") if capital else None
        if self.country is None or self.country.place is None:
            return None
        capital = self.atlas.capital_of(self.country.place)
        return (capital, 0.7, "capital of the country last named") if capital else None

    def _there(self) -> GeocodedToponym | None:
        if self.last is not None and self.last.destinations:
            return self.last.destinations[0]
        return self.places[-1] if self.places else None


def _of(item: GeocodedToponym | None, basis: str) -> tuple[Place, float, str] | None:
    if item is None or item.place is None:
        return None
    return item.place, round(item.score * 0.9, 3), basis


def tokens_of_places(
    sentence: Sentence, items: Sequence[GeocodedToponym]
) -> dict[int, "GeocodedToponym | Anaphor"]:
    """Return the word at which each place of a parsed sentence stands, anaphors included."""
    doc = sentence.parse
    if doc is None:
        return {}
    found: dict[int, GeocodedToponym | Anaphor] = {}
    covered: set[int] = set()
    for item in items:
        start, end = item.toponym.start - sentence.start, item.toponym.end - sentence.start
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None or not len(span):
            continue
        covered |= {token.i for token in span}
        if item.toponym.role in ENDS:
            # The root of "Khmeimim airbase" is its last word; its head lies outside the span.
            found[span.root.i] = item
    nations = nationality_tokens(sentence, items)
    for token in doc:
        of = next((nations[child.i] for child in token.children if child.i in nations), None)
        kind = _anaphor_kind(token, of)
        named = any(child.lower_ == "of" for child in token.children)
        if kind is not None and not named and token.i not in covered:
            text = _anaphor_text(token)
            start = sentence.start + token.idx
            found[token.i] = Anaphor(
                kind=kind, text=text, start=start, end=start + len(token), of=of
            )
    return found


def _anaphor_text(token: "Token") -> str:
    before = [child for child in token.children if child.dep_ in ("det", "poss", "amod")]
    return " ".join((*(child.text for child in before), token.text))


def _anaphor_kind(token: "Token", of: Place | None) -> str | None:
    lower = token.lower_
    if lower == "there" and token.dep_ in ("advmod", "pcomp", "pobj"):
        return "there"
    if lower in ("home", "homeland") and token.dep_ in ("advmod", "npadvmod", "pobj", "prt"):
        return "home"
    if lower == "capital" and of is not None:
        return "capital"
    definite = any(child.lower_ in ("the", "their", "this") for child in token.children)
    if not definite or any(child.dep_ in ("amod", "nmod", "compound") for child in token.children):
        return None
    if lower in COUNTRY_WORDS:
        return "country"
    if lower == "capital":
        return "capital"
    if lower in CITY_WORDS:
        return "city"
    return "island" if lower == "island" else None


def nationality_tokens(sentence: Sentence, items: Sequence[GeocodedToponym]) -> dict[int, Place]:
    """Return the country that each word of nationality in a parsed sentence names."""
    doc = sentence.parse
    found: dict[int, Place] = {}
    if doc is None:
        return found
    for item in items:
        if item.place is None or item.place.kind is not PlaceKind.COUNTRY:
            continue
        if item.toponym.role is ToponymRole.NESTED:
            continue
        start, end = item.toponym.start - sentence.start, item.toponym.end - sentence.start
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None and len(span):
            found[span.root.i] = item.place
    return found


def country_of(nationalities: Mapping[int, Place], words: Sequence["Token"]) -> Place | None:
    """Return the country of the first of ``words``, or of a word on it, that names one."""
    for word in words:
        for one in (word, *word.children):
            if one.i in nationalities:
                return nationalities[one.i]
    return None


def with_travellers_of(draft: Draft, earlier: Draft) -> Draft:
    """Return ``draft`` with the party and numbers that an earlier telling gives for its group."""
    own, known = draft.travellers, earlier.travellers
    filled = replace(
        own,
        people=own.people or known.people,
        party=known.party if known.party is not None else own.party,
    )
    draft = replace(draft, travellers=filled)
    if own.people is None and known.people is not None:
        draft = draft.inferring("people", "the same group, counted before")
    return draft
