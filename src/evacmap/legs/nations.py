"""Ends that the country of those who move supplies: home, the state that expels, what is fled."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from evacmap.languages import word_set
from evacmap.legs.anaphors import country_of
from evacmap.legs.discourse import Discourse
from evacmap.legs.lexicon import people_kind
from evacmap.legs.marking import Country
from evacmap.legs.motion import Motion
from evacmap.legs.places import Role
from evacmap.legs.spans import words_at
from evacmap.legs.syntax import agent_of, noun_text, object_of, subject_of
from evacmap.model import GeocodedToponym, PartyKind, PlaceKind, Toponym

if TYPE_CHECKING:
    from spacy.tokens import Token

Ends = tuple[tuple[GeocodedToponym, ...], list[tuple[str, str]]]
HOMEWARD = frozenset({"repatriate", "repatriation"})
BACK = HOMEWARD | {"return", "deport", "deportation"}
OWN = frozenset({"its", "their"})
OWN_PEOPLE = frozenset({"its", "their", "citizens", "nationals"})
BRINGING = frozenset({"bring", "fly", "take", "get", "airlift", "evacuate"})


def home_of(
    motion: Motion, nationalities: dict[int, Country], discourse: Discourse
) -> Country | None:
    """Return the country that "home" is: that of the travellers, or of those told of before."""
    words = [word for word in (motion.mover, motion.carrier) if word is not None]
    # "a group of 60 Indian soldiers"
    words += [
        inner
        for word in words
        for of in word.children
        if of.lower_ == "of"
        for inner in of.children
    ]
    own = any(word.lower_ in OWN_PEOPLE for word in motion.trigger.subtree)
    if own or _brings_its_own(motion):
        # "Italy has brought 86 students home"
        words += [word for word in (motion.agent,) if word is not None]
    return country_of(nationalities, words) or discourse.travellers_country


def _brings_its_own(motion: Motion) -> bool:
    """Whether a state brings people home to itself: not refugees, and it does not send them."""
    if motion.mover is None or people_kind(motion.mover) in (None, PartyKind.REFUGEES):
        return False
    return all(trigger.lemma_.lower() in BRINGING for trigger in motion.triggers)


def countries_of(motion: Motion, nationalities: dict[int, Country]) -> frozenset[str]:
    """The countries whose people move, or that move them."""
    words = [word for word in (motion.mover, motion.agent, motion.carrier) if word is not None]
    words += [word for word in (subject_of(t) for t in motion.triggers) if word is not None]
    found = {word.i for word in words} | {child.i for word in words for child in word.children}
    return frozenset(nation.place.id for index, nation in nationalities.items() if index in found)


def whose_home(motion: Motion, nationalities: dict[int, Country], origin: Ends) -> Ends:
    """ "Indonesia repatriated 120 of its citizens from Sudan": to Indonesia."""
    if motion.mover is None or motion.agent is None or not origin[0]:
        return (), []
    of = [noun for w in motion.mover.children if w.lower_ == "of" for noun in w.children]
    own = any(child.lower_ in OWN for one in (motion.mover, *of) for child in one.children)
    country = country_of(nationalities, [motion.agent]) if own else None
    if country is None or country.place in [item.place for item in origin[0]]:
        return (), []
    basis = f"'{country.place.name}' is their home"
    return _inferred_end(motion, motion.agent, country, basis, role=Role.DESTINATION)


def goes_back(motion: Motion) -> bool:
    """Whether people return, are sent home or brought back."""
    return any(
        trigger.lemma_.lower() in BACK or any(child.lower_ == "back" for child in trigger.children)
        for trigger in motion.triggers
    )


def own_country_of(motion: Motion, nationalities: dict[int, Country], origin: Ends) -> Ends:
    """ "1,274 Guineans returned from Niger": to Guinea."""
    mover = motion.mover
    if mover is None or not origin[0]:
        return (), []
    of = [noun for word in mover.children if word.lower_ == "of" for noun in word.children]
    country = country_of(nationalities, [mover, *of])
    home = country.place.country if country is not None else None
    if country is None or home in [item.place.country for item in origin[0] if item.place]:
        return (), []
    basis = f"'{country.place.name}' is their home"
    return _inferred_end(motion, mover, country, basis, role=Role.DESTINATION)


def what_is_fled(motion: Motion, nationalities: dict[int, Country]) -> Ends:
    """ "escaping the Syrian civil war": the country whose war it is."""
    for trigger in motion.triggers:
        fled = object_of(trigger)
        country = country_of(nationalities, [fled] if fled is not None else [])
        if fled is None or country is None:
            continue
        return _inferred_end(motion, fled, country, f"'{noun_text(fled)}' is fled")
    return (), []


def own_country_fled(motion: Motion, nationalities: dict[int, Country]) -> Ends:
    """ "Tunisian leader Ali fled the country", "Afghans who fled their country": their own."""
    mover = motion.mover
    words = [mover, *mover.children] if mover is not None else []
    words += [noun for word in words if word.lower_ == "of" for noun in word.children]
    country = country_of(nationalities, words)
    for trigger in motion.triggers:
        fled = object_of(trigger)
        if country is None or fled is None or fled.lower_ not in ("country", "nation"):
            continue
        if any(child.dep_ in ("amod", "prep", "relcl") for child in fled.children):
            continue
        return _inferred_end(motion, fled, country, f"'{noun_text(fled)}' is their own")
    return (), []


def who_expels(motion: Motion, nationalities: dict[int, Country]) -> Ends:
    """ "Malaysia has deported 1,700 workers": they leave the country that expels them.

    Of a headline's "Malaysians deported" they are those who are expelled.
    """
    for trigger in motion.triggers:
        agent = agent_of(trigger)
        country = country_of(nationalities, [agent] if agent is not None else [])
        if agent is None or country is None or agent == motion.mover:
            continue
        expels = trigger.lemma_.lower() in word_set("en", "roles", "expelling")
        if not expels and not _sends_home_others(trigger, country, motion, nationalities):
            continue
        return _inferred_end(motion, agent, country, f"'{country.place.name}' makes them leave")
    return (), []


def _sends_home_others(
    trigger: "Token", country: Country, motion: Motion, nationalities: dict[int, Country]
) -> bool:
    """ "Iran repatriated 1,200 Afghans": a country brings its own home, and sends others."""
    if trigger.lemma_.lower() != "repatriate" or motion.mover is None:
        return False
    nation = country_of(nationalities, [motion.mover])
    return nation is not None and nation.place.id != country.place.id


# What lies in the country whose it is; embassies and bases of a state may lie in any other.
INLAND = frozenset(
    {"prison", "jail", "detention", "centre", "center", "camp", "hospital", "city", "town"}
    | {"village", "soil", "territory", "port", "airport", "side", "coast", "shore", "shelter"}
)
WAYS = {Role.ORIGIN: frozenset({"from", "out"}), Role.DESTINATION: frozenset({"to", "into"})}


def where_it_lies(motion: Motion, nationalities: dict[int, Country], role: Role) -> Ends:
    """ "from Kenyan camps", "to Turkish hospitals": to the country that they lie in."""
    for trigger in motion.triggers:
        near = (trigger, *(word for word in trigger.children if word.dep_ in ("prep", "dobj")))
        for preposition in (child for word in near for child in word.children):
            if preposition.dep_ != "prep" or preposition.lower_ not in WAYS[role]:
                continue
            for noun in preposition.subtree:
                lies = noun.dep_ == "pobj" and noun.lemma_.lower() in INLAND
                beside = noun.head == preposition or noun.head.head == preposition
                country = country_of(nationalities, [noun]) if lies and beside else None
                if country is not None:
                    basis = f"'{noun_text(noun)}' lies there"
                    return _inferred_end(motion, noun, country, basis, role=role)
    return (), []


def _inferred_end(
    motion: Motion, word: "Token", country: Country, basis: str, *, role: Role = Role.ORIGIN
) -> Ends:
    ((start, end),) = words_at(motion.sentence, word)
    toponym = Toponym(text=country.place.name, start=start, end=end)
    item = GeocodedToponym(
        toponym=toponym, place=country.place, score=0.8, reason=basis, rests_on=country.words
    )
    return (item,), [(role.value, basis)]


def codes_of_countries(places: Sequence[GeocodedToponym]) -> dict[str, str]:
    """Return the code of each country that a report names, or whose people it names."""
    named = (item.place for item in places)
    return {
        place.name: place.country
        for place in named
        if place is not None and place.country and place.kind is PlaceKind.COUNTRY
    }
