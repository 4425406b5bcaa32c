"""Places that a report names by a pronoun or description: there, home, the country, the capital.

The country spoken of is the last one named; "there" is where the last movement went.
"""

import re
from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from evacmap.legs.anaphors import ENDS, KIND_OF_WORD
from evacmap.legs.drafts import Draft, coarseness, contains
from evacmap.legs.marking import Anaphor, Country
from evacmap.legs.spans import Words
from evacmap.model import (
    Atlas,
    GeocodedToponym,
    Place,
    PlaceKind,
    Sentence,
    Toponym,
    ToponymRole,
)

# Nobody goes back further for what "the town" is, and a search through all would take ever longer.
IN_MIND = 400
# "the Parliament of Iraq" speaks of Iraq; "Moscow said" does not speak of Moscow.
SPOKEN_OF = frozenset({ToponymRole.PLACE, ToponymRole.NESTED})
# Countries that a report may call "the kingdom", by their code.
KINGDOMS = frozenset(
    {"SA", "GB", "JO", "MA", "BH", "BE", "NL", "DK", "NO", "SE", "ES", "TH", "KH", "BT", "LS"}
    | {"SZ", "TO"}
)
NAMED_KINDS: dict[str, tuple[frozenset[PlaceKind], str]] = {
    "city": (frozenset({PlaceKind.SETTLEMENT}), "town"),
    "island": (frozenset({PlaceKind.ISLAND}), "island"),
    "base": (frozenset({PlaceKind.AIRBASE, PlaceKind.NAVAL_BASE, PlaceKind.BASE}), "base"),
    "airport": (frozenset({PlaceKind.AIRPORT, PlaceKind.AIRBASE}), "airport"),
    "port": (frozenset({PlaceKind.PORT, PlaceKind.SETTLEMENT}), "port"),
    "camp": (frozenset({PlaceKind.CAMP}), "camp"),
    "province": (frozenset({PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.REGION}), "area"),
}


# "There" is a town, camp or district; a country or sea is seldom meant before a finer place.
FINE = 3
TOWN = 1
# Countries that a report may call "the island", by their code.
ISLAND_STATES = frozenset(
    {"CY", "MT", "LK", "CU", "JM", "MG", "IS", "TW", "BH", "SG", "MU", "BB", "LC", "VC", "GD"}
    | {"DM", "TT", "NR", "KN", "AG", "WS", "MV", "PR", "GU", "MS", "BM", "TL", "IE", "HT", "DO"}
    | {"VU", "CV", "KM", "SC", "ST", "JE", "GG", "IM", "NU", "AW", "CW"}
)


@dataclass(slots=True)
class Discourse:
    """What has been said so far, as a reader of the report holds it in mind.

    ``heard`` are the places named, in order; ``acting`` the names among them that only act or
    qualify ("Russia said", "US troops") and so are not what "the country" means; ``described``
    what a name is said to be ("the island of St Vincent"); ``missions`` the last places named in a
    sentence on an embassy or consulate, with that sentence and where it begins.
    """

    atlas: Atlas
    heard: deque[GeocodedToponym] = field(default_factory=lambda: deque(maxlen=IN_MIND))
    acting: set[int] = field(default_factory=set)
    speaking: set[int] = field(default_factory=set)
    described: dict[int, str] = field(default_factory=dict)
    nations: dict[str, Place] = field(default_factory=dict)
    travellers_country: Country | None = None
    missions: deque[tuple[GeocodedToponym, str, int]] = field(
        default_factory=lambda: deque(maxlen=8)
    )
    last: Draft | None = None
    last_left: Draft | None = None

    def follow(self, draft: Draft) -> None:
        """Take note of the last movement told, and of whose it was."""
        self.last = draft
        if draft.origins:
            self.last_left = draft
        party = draft.travellers.party
        if party is not None and party.nationality in self.nations:
            told = [span for span in draft.words if span.field == "nationality"]
            self.travellers_country = Country(
                place=self.nations[party.nationality],
                words=tuple((span.start, span.end) for span in told),
            )

    def hear(
        self,
        sentence: Sentence,
        items: Sequence[GeocodedToponym],
        acting: Collection[int] = (),
        speaking: Collection[int] = (),
    ) -> None:
        """Take note of the places that a sentence names.

        ``acting`` are the starts of actors, ``speaking`` of places whose officials speak.
        """
        for item in items:
            if item.place is None:
                continue
            kind = _described_as(sentence, item)
            if kind is not None and not (kind == "city" and coarseness(item) >= FINE):
                # "the northern Manitoba community" lies in Manitoba.
                self.described[item.toponym.start] = kind
            if item.place.kind is PlaceKind.COUNTRY:
                self.nations[item.place.name] = item.place
            self.heard.append(item)
            if "mbass" in sentence.text or "onsula" in sentence.text:
                self.missions.append((item, sentence.text, sentence.start))
        self.acting |= set(acting)
        self.speaking |= set(speaking)

    def named_in(self, sentence: Sentence) -> list[GeocodedToponym]:
        """Return the places that a sentence names, other than as an actor or adjective."""
        return [
            item
            for item in self.heard
            if sentence.start <= item.toponym.start < sentence.end
            and item.toponym.start not in self.acting
            and item.toponym.role is ToponymRole.PLACE
        ]

    def last_named(
        self,
        kinds: Collection[PlaceKind],
        before: int,
        *,
        kind: str | None = None,
        is_left: bool = False,
    ) -> GeocodedToponym | None:
        """Return the last place of one of these kinds, or so described, before an offset.

        Where the last movement went comes second: "hotels in Tel Aviv …. Half had left the town"
        speaks of the town that they left. So does the country of that, for one ``is_left``.
        """
        ends = self.last.destinations if self.last else ()
        reached = {item.place.id for item in ends if item.place}
        second = None
        for item in reversed(self.heard):
            start = item.toponym.start
            if item.place is None or start >= before:
                continue
            if item.place.kind not in kinds and not (kind and self.described.get(start) == kind):
                continue
            if start in self.acting or item.toponym.role not in SPOKEN_OF:
                continue
            if item.place.id not in reached and not (
                is_left and any(contains(item, end) for end in ends)
            ):
                return item
            second = second or item
        return second

    def country_spoken_of(self, anaphor: Anaphor) -> "Known | None":
        """Return what "the country" is: that of a town just named, or the country last named."""
        if anaphor.text.lower().endswith("kingdom"):
            return self._country_among(KINGDOMS, anaphor, "the kingdom last spoken of")
        for item in reversed(self.heard):
            start = item.toponym.start
            if start >= anaphor.start or start < anaphor.sentence or item.place is None:
                continue
            if item.toponym.role is not ToponymRole.PLACE or start in self.acting:
                continue
            if item.place.kind is not PlaceKind.COUNTRY and item.place.country:
                country = self.atlas.country(item.place.country)
                if country is not None:
                    basis = f"the country of {item.place.name}"
                    return country, round(item.score * 0.9, 3), basis, item.words
            if item.place.kind is PlaceKind.COUNTRY:
                return _of(item, "the country last named")
            break
        named = self.last_named({PlaceKind.COUNTRY}, anaphor.start, is_left=anaphor.is_left)
        left = self._country_left(named) if anaphor.is_left else None
        return left or _of(named, "the country last named")

    def _country_left(self, named: GeocodedToponym | None) -> "Known | None":
        """ "left Kathmandu and came to India. 70 more got out of the country": not of India."""
        last = self.last_left
        if last is None or last.origins[0].place is None:
            return None
        if named is not None and named.toponym.start >= last.motion.sentence.end:
            return None
        code, words = last.origins[0].place.country, last.origins[0].words
        country = self.atlas.country(code) if code else None
        return (country, 0.8, "the country that others left", words) if country else None

    def meaning(
        self, anaphor: Anaphor, nationality: Country | None, movers: Collection[str] = ()
    ) -> tuple[GeocodedToponym, str] | None:
        """Return the place an anaphor stands for, with what that rests on; None if unclear.

        ``movers`` are the ids of the countries whose people move: they do not leave "the country".
        """
        known = self._antecedent(anaphor, nationality)
        if anaphor.kind == "country" and known is not None and known[0].id in movers:
            known = self._other_country(anaphor, movers)
        if known is None:
            return None
        place, score, basis, words = known
        text = place.name if anaphor.kind == "soil" else anaphor.text
        toponym = Toponym(text=text, start=anaphor.start, end=anaphor.end)
        item = GeocodedToponym(
            toponym=toponym, place=place, score=score, reason=basis, rests_on=words
        )
        return item, f"'{anaphor.text}' as {place.name}: {basis}"

    def _antecedent(self, anaphor: Anaphor, nationality: Country | None) -> "Known | None":
        if anaphor.kind == "home" and nationality is not None:
            return nationality.place, 0.6, "the travellers' nationality", nationality.words
        if anaphor.kind in ("there", "where", "which"):
            beside = self._named_beside(anaphor)
            if beside is not None or anaphor.kind != "there":
                return _of(beside, "the place just named")
            return _of(*self._there(anaphor.sentence))
        if anaphor.kind == "here":
            return self._where_reported()
        here = self._here(anaphor) if anaphor.text.lower().startswith("this ") else None
        if here is not None:
            return here
        if anaphor.kind == "soil" and anaphor.of is not None:
            of, words = anaphor.of.place, anaphor.of.words
            return of, 0.9, f"land of {of.name}", words
        if anaphor.kind == "country":
            return self.country_spoken_of(anaphor)
        if anaphor.kind in NAMED_KINDS:
            kinds, word = NAMED_KINDS[anaphor.kind]
            named = self.last_named(kinds, anaphor.start, kind=anaphor.kind)
            if anaphor.of is not None and named is not None and named.place is not None:
                # "the Yemeni city" is none in another country.
                named = named if named.place.country == anaphor.of.place.country else None
            if named is None and anaphor.kind == "island":
                return self._country_among(ISLAND_STATES, anaphor, "the island state last named")
            return _of(named, f"the {word} last named")
        if anaphor.kind == "capital":
            return self._capital(anaphor)
        return None

    def _country_among(
        self, codes: Collection[str], anaphor: Anaphor, basis: str
    ) -> "Known | None":
        """ "the Kingdom", "the island" that is a state: the last one named, or one of its towns."""
        for item in reversed(self.heard):
            place = item.place
            code = place.country if place is not None else None
            if code is None or code not in codes or item.toponym.start >= anaphor.start:
                continue
            country = self.atlas.country(code)
            if country is not None:
                return country, round(item.score * 0.9, 3), basis, item.words
        return None

    def _where_reported(self) -> "Known | None":
        """ "TYRE, Lebanon — Some 300 came here from Homs": the place of the dateline."""
        datelines = [item for item in self.heard if item.toponym.role is ToponymRole.DATELINE]
        return _of(min(datelines, key=coarseness, default=None), "the place of the dateline")

    def _here(self, anaphor: Anaphor) -> "Known | None":
        """ "LARNACA, Cyprus — A ship brought them to this island": the one of the dateline."""
        datelines = [
            (item, item.place)
            for item in self.heard
            if item.toponym.role is ToponymRole.DATELINE and item.place is not None
        ]
        kinds = NAMED_KINDS[anaphor.kind][0] if anaphor.kind in NAMED_KINDS else frozenset()
        if anaphor.kind in ("island", "country"):
            kinds |= {PlaceKind.COUNTRY}
        for item, place in datelines:
            if place.kind in kinds:
                return _of(item, f"the {anaphor.kind} of the dateline")
        if anaphor.kind == "country" and datelines:
            item, place = datelines[0]
            country = self.atlas.country(place.country) if place.country else None
            if country is not None:
                return country, 0.8, f"the country of {place.name}", item.words
        return None

    def _other_country(self, anaphor: Anaphor, movers: Collection[str]) -> "Known | None":
        for item in reversed(self.heard):
            place = item.place
            if place is None or place.kind is not PlaceKind.COUNTRY or place.id in movers:
                continue
            if item.toponym.start < anaphor.start and item.toponym.role in ENDS | SPOKEN_OF:
                return _of(item, "the other country spoken of")
        return None

    def _capital(self, anaphor: Anaphor) -> "Known | None":
        if anaphor.of is not None:
            of, words = anaphor.of.place, anaphor.of.words
            capital = self.atlas.capital_of(of)
            return (capital, 0.9, f"capital of {of.name}", words) if capital else None
        country = self.last_named({PlaceKind.COUNTRY}, anaphor.start)
        town = self._last_capital(anaphor.start)
        if town is not None and (country is None or country.toponym.start < town.toponym.start):
            return _of(town, "the capital last named")
        if country is None or country.place is None:
            return None
        capital = self.atlas.capital_of(country.place)
        basis = "capital of the country last named"
        return (capital, 0.7, basis, country.words) if capital else None

    def _last_capital(self, before: int) -> GeocodedToponym | None:
        """The town last spoken of, where that is the capital of its country."""
        town = self.last_named({PlaceKind.SETTLEMENT}, before)
        if town is None or town.place is None or not town.place.country:
            return None
        country = self.atlas.country(town.place.country)
        capital = self.atlas.capital_of(country) if country is not None else None
        return town if capital is not None and capital.id == town.place.id else None

    def _named_beside(self, anaphor: Anaphor) -> GeocodedToponym | None:
        """ "taken to Lebanon and flown home from there": the place named before in the sentence."""
        for item in reversed(self.heard):
            start = item.toponym.start
            if start < anaphor.sentence:
                return None
            is_place = item.toponym.role is ToponymRole.PLACE and start not in self.acting
            if anaphor.kind == "there":
                # "Homs is emptying: the mayor of Hama said 300 had come from there."
                is_place |= item.toponym.role is ToponymRole.PLACE and coarseness(item) <= TOWN
                is_place &= start not in self.speaking
            if is_place and start < anaphor.start:
                return self._finest_of_name(item)
        return None

    def _finest_of_name(self, last: GeocodedToponym) -> GeocodedToponym:
        """ "in Duma, Syria, where …": the place, not the country that says which one it is."""
        at = last
        for item in reversed(self.heard):
            if not 0 < at.toponym.start - item.toponym.end <= 4 or not contains(at, item):
                continue
            at = item
        return at

    def _there(self, before: int) -> tuple[GeocodedToponym | None, str]:
        """Where the last movement went, unless another place has been spoken of since."""
        reached = None
        if self.last is not None and self.last.destinations:
            reached = self.last.destinations[0]
            told_until = self.last.motion.sentence.end
            since = self._spoken_of_since(told_until, before)
            if since is not None:
                return since, "the place spoken of since"
        if reached is not None and reached.toponym.text.lower() != "home":
            return reached, "where the last movement went"
        return self.last_named(frozenset(PlaceKind), before), "the place last named"

    def _spoken_of_since(self, start: int, before: int) -> GeocodedToponym | None:
        """The last place that sentences between two offsets speak of, the finest of its name."""
        for item in reversed(self.heard):
            if item.toponym.start < start:
                return None
            is_place = item.toponym.role is ToponymRole.PLACE and item.place is not None
            if item.toponym.start >= before or not is_place:
                continue
            if item.toponym.start not in self.acting and coarseness(item) <= FINE:
                return self._finest_of_name(item)
        return None


# What a pronoun or description means, how surely, why, and by which words.
Known = tuple[Place, float, str, Words]


def _of(item: GeocodedToponym | None, basis: str) -> Known | None:
    if item is None or item.place is None:
        return None
    return item.place, round(item.score * 0.9, 3), basis, item.words


COUNTED_BEFORE = "the same group, counted before"
# A part of a group has not its number.
PART_OF = frozenset({"most", "some", "many", "other", "rest", "few", "half", "several"})
# "Gozo, a small island off Malta": what a name is said to be behind it.
_SAID_TO_BE = re.compile(r",? (?:an?|the) (?:[\w-]+ ){0,4}?(island|town|city|village|port|camp)\b")


def _described_as(sentence: Sentence, item: GeocodedToponym) -> str | None:
    """What a name is said to be: the island of "the island of St Vincent"."""
    if item.place is not None and item.place.kind is PlaceKind.SEA:
        # "the Black Sea port" is none itself.
        return None
    start, end = item.toponym.start - sentence.start, item.toponym.end - sentence.start
    before, after = sentence.text[:start].lower(), sentence.text[end:].lower()
    words = before.split()[-2:]
    if len(words) == 2 and words[1] == "of" and words[0] in KIND_OF_WORD:
        return KIND_OF_WORD[words[0]]
    if (said := _SAID_TO_BE.match(after)) is not None and after.startswith(","):
        return KIND_OF_WORD[said[1]]
    last = item.toponym.text.lower().split()[-1]
    following = after.split()[:1] if after.startswith(" ") else []
    return KIND_OF_WORD.get(following[0].strip(".,;:") if following else "", KIND_OF_WORD.get(last))
