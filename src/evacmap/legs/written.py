"""What a written word names, without a parse: people, a vehicle, a way of travel."""

from evacmap.languages import load_words
from evacmap.legs.nouns import people_kinds, vehicle_modes
from evacmap.model import Mode, PartyKind


def names_people(word: str) -> bool:
    """Whether a written word is a noun for people, one or several."""
    lower, kinds = word.lower(), people_kinds()
    singles = (lower, lower.removesuffix("s"), lower.removesuffix("ies") + "y", lower + "s")
    irregular = {"people", "children", "women", "men"}
    kind = next((kinds[each] for each in singles if each in kinds), None)
    return lower in irregular or kind not in (None, PartyKind.EQUIPMENT)


def is_vehicle_word(word: str) -> bool:
    """Return whether a written word names a vehicle or several."""
    lower, modes = word.lower(), vehicle_modes()
    return lower in modes or lower.removesuffix("s") in modes or lower.removesuffix("es") in modes


def mode_of_word(word: str) -> Mode | None:
    """Return the way of travel that a written word after "by" or "on" names."""
    lower, modes = word.lower(), vehicle_modes()
    by_word: dict[str, list[str]] = load_words()["mode_words"]
    named = next((Mode(mode) for mode, words in by_word.items() if lower in words), None)
    return modes.get(lower) or modes.get(lower.removesuffix("s")) or named
