"""The forms in which the verbs of the language are written."""

from evacmap.languages import load_words

_VOWELS = "aeiou"


def verb_forms(verb: str) -> set[str]:
    """Return the forms in which a verb is written, some that it has not included."""
    irregular: dict[str, list[str]] = load_words()["irregular"]
    return {verb, *irregular.get(verb, _regular_forms(verb))}


def _regular_forms(verb: str) -> set[str]:
    if verb.endswith("e"):
        return {verb + "s", verb + "d", verb[:-1] + "ing"}
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return {verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"}
    doubled = verb + verb[-1]
    return {verb + "s", verb + "es", verb + "ed", verb + "ing", doubled + "ed", doubled + "ing"}
