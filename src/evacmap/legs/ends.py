"""Which places the ends of a motion are, with what the report said before in mind."""

from dataclasses import replace
from typing import TYPE_CHECKING

from evacmap.legs.discourse import Discourse
from evacmap.legs.drafts import contains, distance_km, finest, is_of_kind, same_place
from evacmap.legs.lexicon import vehicle_mode
from evacmap.legs.marking import Anaphor, Country, is_place_noun
from evacmap.legs.motion import Motion
from evacmap.legs.nations import (
    HOMEWARD,
    Ends,
    countries_of,
    goes_back,
    home_of,
    own_country_fled,
    own_country_of,
    what_is_fled,
    where_it_lies,
    who_expels,
    whose_home,
)
from evacmap.legs.parties import is_toppled
from evacmap.legs.places import PlaceArgument, Role
from evacmap.legs.straying import TIMES
from evacmap.model import BlockKind, GeocodedToponym, PlaceKind

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


def all_ends(
    motion: Motion, nationalities: dict[int, Country], discourse: Discourse
) -> "dict[Role, Ends]":
    """Return the places in each role; what is inferred comes with what it rests on."""
    motion = _past_the_border(_without_containers(motion))
    home = home_of(motion, nationalities, discourse)
    movers = countries_of(motion, nationalities)
    ends = {role: _ends(motion, role, discourse, home, movers) for role in Role}
    if any(
        one.place == two.place for one in ends[Role.ORIGIN][0] for two in ends[Role.DESTINATION][0]
    ):
        # "left the troubled country for Uganda": that is another one.
        reached = {item.place.id for item in ends[Role.DESTINATION][0] if item.place}
        ends[Role.ORIGIN] = _ends(motion, Role.ORIGIN, discourse, home, movers | reached)
    ends = _without_round_trip(ends)
    if motion.frame.name == "cross":
        ends = _to_other_side(ends) if ends[Role.ORIGIN][0] else _from_crossing(ends)
    if not ends[Role.ORIGIN][0] and motion.frame.name == "flee":
        ends[Role.ORIGIN] = what_is_fled(motion, nationalities)
    if motion.frame.name in ("flee", "leave") and (is_toppled(motion) or not ends[Role.ORIGIN][0]):
        own = own_country_fled(motion, nationalities)
        ends[Role.ORIGIN] = own if own[0] else ends[Role.ORIGIN]
    for role in (Role.ORIGIN, Role.DESTINATION):
        if nationalities and not ends[role][0]:
            ends[role] = where_it_lies(motion, nationalities, role)
    if not ends[Role.ORIGIN][0] and not names_origin(motion):
        ends[Role.ORIGIN] = who_expels(motion, nationalities)
    if not ends[Role.DESTINATION][0] and any(t.lemma_.lower() in HOMEWARD for t in motion.triggers):
        ends[Role.DESTINATION] = whose_home(motion, nationalities, ends[Role.ORIGIN])
    if not ends[Role.DESTINATION][0] and goes_back(motion):
        ends[Role.DESTINATION] = own_country_of(motion, nationalities, ends[Role.ORIGIN])
    return ends


def _without_containers(motion: Motion) -> Motion:
    """ "from Gisenyi district in Rwanda": the country says where the origin lies, and is no end."""
    kept = [one for one in motion.arguments if not _says_where(one, motion.arguments)]
    return replace(motion, arguments=tuple(kept))


def _past_the_border(motion: Motion) -> Motion:
    """ "crossed the border at Masnaa, en route to Zahle": Masnaa is only on the way."""
    ends = motion.places(Role.DESTINATION)
    border = [one for one in ends if one.rule == "where the border is crossed"]
    if not border or len(border) == len(ends):
        return motion
    kept = [replace(a, role=Role.VIA) if a in border else a for a in motion.arguments]
    return replace(motion, arguments=tuple(kept))


def _says_where(area: PlaceArgument, arguments: tuple[PlaceArgument, ...]) -> bool:
    if not isinstance(area.place, GeocodedToponym):
        return False
    if any(_lies_near(other, area) for other in arguments):
        return True
    if area.marker not in ("in", "of"):
        return False
    if any(_lies_right_in(other, area) for other in arguments):
        return True
    return any(
        other.role is not area.role
        and 0 < area.token.i - other.token.i <= 6
        and isinstance(other.place, GeocodedToponym)
        and contains(area.place, other.place)
        and not any(word.pos_ in ("VERB", "AUX") for word in _between(other.token, area.token))
        for other in arguments
    )


NEAR = frozenset({"near", "outside", "beside", "below", "above"})


def _lies_near(inner: PlaceArgument, area: PlaceArgument) -> bool:
    """ "towards Batković, near Bijeljina": the second only says where the first one lies."""
    if inner is area or not isinstance(inner.place, GeocodedToponym):
        return False
    between = _between(inner.token, area.token)
    words = [word.lower_ for word in between if not word.is_punct]
    return 0 < len(between) <= 3 and words[-1:] != [] and words[-1] in NEAR and len(words) <= 2


def _lies_right_in(inner: PlaceArgument, area: PlaceArgument) -> bool:
    """ "at Islam Qala in Herat", whatever Herat is: one place, not two."""
    if inner.role is not area.role or not isinstance(inner.place, GeocodedToponym):
        return False
    beside = area.token.i - inner.token.i == 2 and area.token.nbor(-1).lower_ == "in"
    return beside and inner.place.place is not None


def _between(first: "Token", second: "Token") -> "Span":
    return first.doc[first.i + 1 : second.i]


def _without_round_trip(ends: "dict[Role, Ends]") -> "dict[Role, Ends]":
    """Leave open an end that only a description gives and that is the other end as well.

    "from Sudan to the Kingdom": that is another country, and which one is not clear.
    """
    origins, destinations = ends[Role.ORIGIN], ends[Role.DESTINATION]
    if len(origins[0]) != 1 or len(destinations[0]) != 1:
        return ends
    one, other = origins[0][0].place, destinations[0][0].place
    if one is None or other is None or one.id != other.id:
        return ends
    for role in (Role.DESTINATION, Role.ORIGIN):
        if ends[role][1]:
            return {**ends, role: ((), [])}
    return ends


def _from_crossing(ends: "dict[Role, Ends]") -> "dict[Role, Ends]":
    """ "crossed the Torkham border into Afghanistan": from Torkham, on the other side."""
    crossings = tuple(
        item
        for item in ends[Role.VIA][0]
        if item.place is not None and item.place.kind is PlaceKind.CROSSING
    )
    reached = ends[Role.DESTINATION][0]
    if len(crossings) != 1 or not any(is_of_kind(item, PlaceKind.COUNTRY) for item in reached):
        return ends
    others = tuple(item for item in ends[Role.VIA][0] if item not in crossings)
    notes = [*ends[Role.ORIGIN][1], (Role.ORIGIN.value, "where the border is crossed")]
    return {**ends, Role.ORIGIN: (crossings, notes), Role.VIA: (others, ends[Role.VIA][1])}


def _to_other_side(ends: "dict[Role, Ends]") -> "dict[Role, Ends]":
    """ "from Barentu have crossed the border near Kassala", which is in the other country."""
    towns = [item for item in ends[Role.VIA][0] if item.place and item.place.country]
    left = {item.place.country for item in ends[Role.ORIGIN][0] if item.place}
    if ends[Role.DESTINATION][0] or len(towns) != 1 or not left or None in left:
        return ends
    place = towns[0].place
    if place is None or place.kind is not PlaceKind.SETTLEMENT or place.country in left:
        return ends
    notes = [(Role.DESTINATION.value, "where the border is crossed")]
    others = tuple(item for item in ends[Role.VIA][0] if item is not towns[0])
    return {
        **ends,
        Role.DESTINATION: ((towns[0],), notes),
        Role.VIA: (others, ends[Role.VIA][1]),
    }


def _ends(
    motion: Motion,
    role: Role,
    discourse: Discourse,
    home: Country | None,
    movers: frozenset[str],
) -> Ends:
    """Return the places in a role, anaphors resolved, the finest only, with what was inferred."""
    items: list[GeocodedToponym] = []
    notes: list[tuple[str, str]] = []
    arguments = _said_outright(motion.places(role))
    named = any(isinstance(argument.place, GeocodedToponym) for argument in arguments)
    for argument in arguments:
        if named and isinstance(argument.place, Anaphor) and argument.place.kind == "home":
            # "gone home to Huế": the place named is where home is.
            continue
        item = _resolved(argument, discourse, home, movers)
        if item is None:
            continue
        place, basis = item
        if place.place is None:
            continue
        items.append(place)
        if basis:
            notes.append((role.value, basis))
    return finest(_without_address(tuple(items), motion)), notes


ADDRESS_KM = 150.0


def _without_address(
    items: tuple[GeocodedToponym, ...], motion: Motion
) -> tuple[GeocodedToponym, ...]:
    """ "arrived in Negomano, Mueda": the second of two says where the first one lies.

    A list of two has an "and", unless it is a headline's.
    """
    if len(items) != 2 or motion.sentence.kind is not BlockKind.PARAGRAPH:
        return items
    first, second = sorted(items, key=lambda item: item.toponym.start)
    start = motion.sentence.start
    between = motion.sentence.text[first.toponym.end - start : second.toponym.start - start]
    behind = motion.sentence.text[second.toponym.end - start :].lstrip()
    ended = not behind.startswith((",", "and ", "or ", "&"))
    near = distance_km(first, second) <= ADDRESS_KM
    return (first,) if between == ", " and ended and near else items


WHOSE = "'from' on the traveller"
WEAK = ("where the travellers were", "the travellers' home", "where they are driven out", WHOSE)


OUTRIGHT = ("'", "object of", "inside the object", "where what is left lies")


def _said_outright(arguments: tuple[PlaceArgument, ...]) -> tuple[PlaceArgument, ...]:
    """ "students stranded in Sudan are flown from Cairo": from Cairo, unless it is in Sudan.

    Of "refugees from Chad left Tripoli", Chad is only where they are at home.
    """
    outright = [
        a.place
        for a in arguments
        if a.rule.startswith(OUTRIGHT) and a.rule != WHOSE and not _is_anaphor(a)
    ]
    kept = []
    for argument in arguments:
        weak = argument.rule in WEAK
        place = argument.place
        if weak and outright and isinstance(place, GeocodedToponym):
            related = [
                other
                for other in outright
                if isinstance(other, GeocodedToponym) and same_place(place, other)
            ]
            if not related:
                continue
        kept.append(argument)
    return tuple(kept)


def _is_anaphor(argument: PlaceArgument) -> bool:
    return isinstance(argument.place, Anaphor)


def names_origin(motion: Motion) -> bool:
    """Whether the words name an origin, be it one that the gazetteer does not know.

    "From the embassy" and "from their homes" name none: the reader knows where that is.
    """
    return any(
        child.dep_ == "prep"
        and child.lower_ in ("from", "out")
        and not _is_plain_place(child)
        and not _is_time(child)
        for trigger in motion.triggers
        for child in trigger.children
    )


def _is_time(preposition: "Token") -> bool:
    """ "shuttled from dawn", "flown out from Monday on": when, not where."""
    nouns = [noun for noun in preposition.children if noun.dep_ == "pobj"]
    return bool(nouns) and all(noun.lemma_.lower() in TIMES or noun.like_num for noun in nouns)


def _is_plain_place(preposition: "Token") -> bool:
    """Whether what follows a preposition is a sort of place, with no name, or a vehicle."""
    inner = [child for child in preposition.children if child.lower_ == "of"]
    nouns = [
        noun for word in (preposition, *inner) for noun in word.children if noun.dep_ == "pobj"
    ]
    plain = all(
        noun.pos_ == "NOUN" and (is_place_noun(noun) or vehicle_mode(noun) is not None)
        for noun in nouns
    )
    return bool(nouns) and plain and not any(map(_bears_name, nouns))


def _bears_name(noun: "Token") -> bool:
    """Whether a name says which: "the port of Odesa", "a hamlet called Dar", "Homs airport"."""
    for child in noun.children:
        if child.lower_ in ("called", "named", "known"):
            return True
        if child.pos_ == "PROPN":
            return True
        if child.lower_ in ("of", "in", "at") and any(w.pos_ == "PROPN" for w in child.children):
            return True
    return False


def _resolved(
    argument: PlaceArgument, discourse: Discourse, home: Country | None, movers: frozenset[str]
) -> tuple[GeocodedToponym, str | None] | None:
    if isinstance(argument.place, Anaphor):
        anaphor = replace(argument.place, is_left=argument.role is Role.ORIGIN)
        return discourse.meaning(anaphor, home, movers)
    return argument.place, None
