"""Who moved, as the subject of a plain English sentence."""

import re

from evacmap.model import Count, Leg, Mode, PartyKind
from evacmap.render.wording import grouped, plain

VEHICLES = {
    Mode.BUS: ("bus", "buses"),
    Mode.CAR: ("car", "cars"),
    Mode.RAIL: ("train", "trains"),
    Mode.AIR: ("plane", "planes"),
    Mode.HELICOPTER: ("helicopter", "helicopters"),
    Mode.SEA: ("ship", "ships"),
}
VEHICLE = ("vehicle", "vehicles")
UNNAMED = {
    PartyKind.CIVILIANS: "civilians",
    PartyKind.MILITARY: "military personnel",
    PartyKind.DIPLOMATS: "diplomats",
    PartyKind.OFFICIALS: "officials",
    PartyKind.WOUNDED: "wounded people",
    PartyKind.PRISONERS: "prisoners",
    PartyKind.REFUGEES: "refugees",
    PartyKind.CREW: "crew members",
    PartyKind.EQUIPMENT: "equipment",
    PartyKind.UNKNOWN: "people",
}
# Words that mean somebody only in the report's own sentence.
PRONOUNS = frozenset(
    {
        "i", "me", "we", "us", "you", "he", "him", "she", "her", "it", "they", "them",
        "this", "that", "these", "those", "who", "whom", "one", "ones", "all", "both",
        "no one", "nobody", "others", "another", "each", "everyone", "everybody", "someone",
        "somebody",
    }
)  # fmt: skip
POSSESSIVES = frozenset(
    {
        "my", "our", "your", "his", "her", "its", "their",
    }
)  # fmt: skip
NUMBER_WORDS = frozenset(
    {
        "a", "about", "almost", "an", "approximately", "around", "as", "at", "between",
        "couple", "dozen", "dozens", "eight", "eighteen", "eighty", "eleven", "estimated",
        "fewer", "fifteen", "fifty", "five", "forty", "four", "fourteen", "half", "hundred",
        "hundreds", "least", "less", "many", "million", "millions", "more", "most",
        "nearly", "nine", "nineteen", "ninety", "of", "one", "or", "over", "roughly",
        "scores", "seven", "seventeen", "seventy", "several", "six", "sixteen", "sixty",
        "some", "ten", "than", "thirteen", "thirty", "thousand", "thousands", "three", "to",
        "twelve", "twenty", "two", "up", "well", "and", "few", "single",
    }
)  # fmt: skip
# What may stand in front of a noun, so that no number can.
DETERMINERS = NUMBER_WORDS | POSSESSIVES | frozenset(
    {
        "the", "every", "no", "any", "other", "such", "what",
    }
)  # fmt: skip
# Nouns that begin a sentence of a report, and so bear a capital that is not theirs.
COMMON_NOUNS = frozenset(
    {
        "buses", "cars", "children", "citizens", "civilians", "convoys", "crew",
        "diplomats", "evacuees", "families", "flights", "forces", "helicopters",
        "inhabitants", "locals", "men", "migrants", "officials", "passengers", "patients",
        "people", "persons", "planes", "police", "prisoners", "refugees", "residents",
        "ships", "soldiers", "staff", "students", "survivors", "trains", "troops", "trucks",
        "vehicles", "villagers", "women", "workers", "wounded",
    }
)  # fmt: skip
PLURAL_NUMBERS = ("dozens", "hundreds", "thousands", "millions", "scores")
# "Dozen", "few" and the like take "of" only where they are plural.
NAMES_VEHICLES = re.compile(
    r"\b(bus|coach|car|vehicle|truck|lorr|van|tank|plane|aircraft|airliner|jet|flight|helicopter|"
    r"warship|ship|vessel|boat|ferr|frigate|train|convoy|column|motorcade)",
    re.IGNORECASE,
)
LONGEST = 160
VAGUE = frozenset(
    {
        "a", "about", "almost", "an", "and", "another", "any", "around", "as", "at", "between",
        "every", "least", "less", "more", "most", "no", "of", "or", "other", "over", "some",
        "such", "than", "the", "to", "up", "well", "what",
    }
)  # fmt: skip
# Words that need no quotation marks to stand in a sentence of ours, brackets being closed.
TIDY = re.compile(r"(?:[\w\s'’\-–&/%$€£.,+]|\([\w\s'’\-–.,]+\))*")
LEANING = re.compile(r"[,;:](?!\d)|[.?!] ")


def subject_of(leg: Leg) -> str:
    """Return who moved, to stand within a sentence, never empty."""
    people = _people(leg)
    party = _party(leg)
    is_of_vehicles = bool(NAMES_VEHICLES.search(party))
    if leg.vehicles is None or is_of_vehicles:
        return _with_count(people, party, leg.vehicles) if is_of_vehicles else people
    vehicles = counted_vehicles(leg.vehicles, leg.mode)
    if not party and leg.people is None and _kind(leg) is PartyKind.UNKNOWN:
        return vehicles
    return f"{vehicles} with {people}"


def names_vehicle(leg: Leg) -> bool:
    """Return whether the subject tells the vehicle, so that the sentence need not."""
    if NAMES_VEHICLES.search(_party(leg)):
        return leg.mode is not Mode.FOOT
    return leg.vehicles is not None and leg.mode in VEHICLES


def _kind(leg: Leg) -> PartyKind:
    return leg.party.kind if leg.party else PartyKind.UNKNOWN


def _party(leg: Leg) -> str:
    """Return the report's words for who moved; empty where they mean nothing on their own."""
    text = plain(leg.party.text).strip(" .,;:-–—") if leg.party else ""
    if len(text) > LONGEST:
        text = text[:LONGEST].rsplit(" ", 1)[0] + " …"
    first = _first_word(text)
    if text.casefold() in PRONOUNS or not any(map(str.isalnum, text)):
        return ""
    words = _words(text)
    if all(word in DETERMINERS or word == "another" for word in words) and TIDY.fullmatch(text):
        if leg.people or not _has_number(text, words):
            return ""
        return f"{_before_noun(lower_start(text))} {UNNAMED[_kind(leg)]}"
    if first in POSSESSIVES or not TIDY.fullmatch(text) or LEANING.search(text):
        # Words that lean on the report's own sentence stay visibly its own.
        return "“" + " ".join(re.sub("[“”]", " ", text).split()).strip(" .,;:") + "”"
    return lower_start(text)


def _people(leg: Leg) -> str:
    party = _party(leg)
    if leg.people is None:
        return party or UNNAMED[_kind(leg)]
    count = count_text(leg.people)
    if not party:
        return f"{_before_noun(count)} {UNNAMED[_kind(leg)]}"
    if _tells(party, count, leg.people):
        return party
    if _is_bare_plural(party):
        return f"{_before_noun(count)} {party}"
    return f"{party} ({count})"


def _with_count(people: str, party: str, vehicles: Count | None) -> str:
    if vehicles is None or _tells(party, count_text(vehicles), vehicles):
        return people
    return people if people.endswith(")") else f"{people} ({count_text(vehicles)})"


def counted_vehicles(count: Count, mode: Mode) -> str:
    """Return a number of vehicles with its noun.

    >>> counted_vehicles(Count(low=4, high=4, text="four"), Mode.BUS)
    'four buses'
    >>> counted_vehicles(Count(low=1, high=1, text="a"), Mode.SEA)
    'one ship'
    """
    singular, plural = VEHICLES.get(mode, VEHICLE)
    if count.low == count.high == 1:
        return f"one {singular}"
    return f"{_before_noun(count_text(count))} {plural}"


def count_text(count: Count) -> str:
    """Return a number in the report's words if they are nothing else, else in figures.

    >>> count_text(Count(low=400, high=None, text="At least 400"))
    'at least 400'
    >>> count_text(Count(low=2, high=3, text="the two or three of them"))
    '2 to 3'
    """
    text = grouped(plain(count.text)).strip(" .,;:")
    words = _words(text)
    if text and all(word in NUMBER_WORDS for word in words) and _has_number(text, words):
        return lower_start(text)
    low, high = count.low, count.high
    if low is None and high is None:
        return "an unknown number of"
    if low is None:
        return f"at most {high:,}"
    if high is None:
        return f"at least {low:,}"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.casefold())


def _has_number(text: str, words: list[str]) -> bool:
    vague = VAGUE | POSSESSIVES
    is_whole = not re.search(r"[^\w\s.,'’\-–]", text)
    return is_whole and (any(map(str.isdigit, text)) or any(word not in vague for word in words))


def _before_noun(count: str) -> str:
    """Return a number as it stands before a noun: "hundreds of", "a couple of", "four".

    >>> _before_noun("hundreds"), _before_noun("several"), _before_noun("at least 400")
    ('hundreds of', 'several', 'at least 400')
    """
    last = count.split()[-1].casefold() if count else ""
    return f"{count} of" if last in PLURAL_NUMBERS or last == "couple" else count


def _tells(party: str, count: str, number: Count) -> bool:
    """Return whether the words for who moved hold the number already."""
    digits = re.sub(r"\D", "", party)
    numbers = {str(each) for each in (number.low, number.high) if each is not None}
    text = plain(number.text).casefold()
    return (
        count.casefold() in party.casefold()
        or bool(text and text in party.casefold())
        or digits in numbers
    )


def _is_bare_plural(party: str) -> bool:
    words = party.split()
    if not words or len(words) > 4 or any(map(str.isdigit, party)) or party[0] == "“":
        return False
    is_plural = words[-1].endswith("s") and not words[-1].endswith("ss")
    is_plain = all(re.fullmatch(r"[^\W\d_][\w'’-]*", word) for word in words)
    irregular = {"people", "men", "women", "children", "police", "personnel", "staff", "troops"}
    return (
        is_plain
        and _first_word(party) not in DETERMINERS
        and "of" not in words
        and (is_plural or words[-1].casefold() in irregular)
    )


def _first_word(text: str) -> str:
    return text.split(maxsplit=1)[0].casefold() if text else ""


def lower_start(text: str) -> str:
    """Return ``text`` to stand within a sentence: a small first letter unless it is a name.

    >>> lower_start("The planes"), lower_start("Russian citizens")
    ('the planes', 'Russian citizens')
    """
    first = _first_word(text)
    is_shouted = len(first) > 1 and text.split()[0].isupper()
    if is_shouted or first not in DETERMINERS | COMMON_NOUNS | PRONOUNS:
        return text
    return text[0].lower() + text[1:]
