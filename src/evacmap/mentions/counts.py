"""Find numbers of people and things as written, with the range each leaves open.

Vague words mean what the annotation guideline says: dozens 24 to 99, hundreds 200 to 999.
"""

import re
from functools import cache

from evacmap.languages import load_words
from evacmap.model import CountMention

SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1_000_000}
FRACTIONS = {"half": 2, "third": 3, "quarter": 4}
# "half a million", "a quarter of a million"
FRACTION = rf"(?:an?\s+)?(?:{'|'.join(FRACTIONS)})\s+(?:of\s+)?an?\s+(?:{'|'.join(SCALES)})(?!s)"
Range = tuple[int | None, int | None]
# More than there are people; longer runs of digits are codes, and too long ones are infinite.
MOST = 10_000_000_000


@cache
def _grammar() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    """Return the pattern of a count, that of one number, and what each opening word does."""
    table = load_words()["numbers"]
    words = "|".join(sorted(table["words"], key=len, reverse=True))
    vague = "|".join(sorted((re.escape(key) for key in _vague_words()), key=len, reverse=True))
    digits = r"\d{1,3}(?:[,   ]\d{3})+|\d+(?:\.\d+)?"
    scale = r"(?:\s+(?:hundred|thousand|million|dozen))?"
    one = (
        rf"(?:{FRACTION}|(?:{digits}){scale}|"
        rf"(?:a\s+(?=hundred|thousand|million|dozen))?"
        rf"(?:{words})(?:[\s-]+(?:{words})|\s+and\s+(?<=hundred and |housand and )(?:{words}))*)"
    )
    opening = {
        **dict.fromkeys(table["at_least"], "at_least"),
        **dict.fromkeys(table["at_most"], "at_most"),
        **dict.fromkeys(table["about"], "about"),
    }
    opens = "|".join(sorted((re.escape(key) for key in opening), key=len, reverse=True))
    pattern = re.compile(
        rf"(?<![\w$€£.,:/+-])(?<!\bno )(?:(?P<open>{opens})\s+)?"
        rf"(?:(?P<vague>{vague})|between\s+(?P<from>{one})\s+and\s+(?P<upto>{one})|"
        rf"(?P<low>{one})(?:(?:\s+(?:to|or)\s+|\s?[-–]\s?|—)(?P<high>{one}))?)"
        rf"(?![\w%°]|[.,:/]\d|\s*(?:%|per\s?cent|percent))",
        re.IGNORECASE,
    )
    return pattern, re.compile(one, re.IGNORECASE), opening


@cache
def _vague_words() -> dict[str, tuple[int, int]]:
    table = load_words()["numbers"]
    return {key: (value[0], value[1]) for key, value in table.items() if _is_range(value)}


def _is_range(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and isinstance(value[0], int)


def _has_number(text: str) -> bool:
    """Whether a text has a digit or a number word, without which the slow pattern finds nothing."""
    if _DIGIT.search(text) is not None:
        return True
    return not _number_words().isdisjoint(_WORDS.findall(text.lower()))


_DIGIT = re.compile(r"\d")
_WORDS = re.compile(r"[a-z]+")


@cache
def _number_words() -> frozenset[str]:
    written = (*load_words()["numbers"]["words"], *_vague_words())
    return frozenset(word for entry in written for word in _WORDS.findall(entry)) - {"a", "of"}


def find_counts(text: str, offset: int = 0) -> tuple[CountMention, ...]:
    """Return the numbers in ``text``, their offsets moved by ``offset``.

    >>> [(c.text, c.low, c.high) for c in find_counts("at least 400 men and dozens of boys")]
    [('at least 400', 400, None), ('dozens', 24, 99)]
    """
    if not _has_number(text):
        return ()
    pattern, _, opening = _grammar()
    found = []
    for match in pattern.finditer(text):
        if _is_age(text, match):
            continue
        low, high = _range(match, opening)
        if low is None and high is None:
            continue
        start = match.start()
        if _follows_dateline(text, match):
            start, low = match.start("high"), parse_number(match["high"])
            high = low
        found.append(
            CountMention(
                text=text[start : match.end()],
                start=offset + start,
                end=offset + match.end(),
                low=low,
                high=high,
            )
        )
    return tuple(found)


# "children under five": how old they are.
_OF_AGE = re.compile(
    r"\b(?:aged?|boys|children|girls|men|people|persons|residents|those|women) $", re.IGNORECASE
)
AGES = frozenset({"under", "over", "above", "below"})
_MONTH = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? $", re.IGNORECASE
)


def _is_age(text: str, match: re.Match[str]) -> bool:
    opened = (match.group("open") or "").lower()
    return opened in AGES and _OF_AGE.search(text, 0, match.start()) is not None


def _follows_dateline(text: str, match: re.Match[str]) -> bool:
    """ "GOMA, Dec 5 - Four hundred men": the number after the day of a dateline, no range."""
    if not match.group("high") or not match.group("low").isdigit():
        return False
    if text[match.end("low") : match.start("high")].strip() not in ("-", "–", "—"):
        return False
    return text[match.end("low")] == " " and _MONTH.search(text, 0, match.start()) is not None


def _range(match: re.Match[str], opening: dict[str, str]) -> Range:
    opened = re.sub(r"\s+", " ", (match.group("open") or "").lower())
    way = opening.get(opened)
    if match.group("vague"):
        low, high = _vague_words()[re.sub(r"\s+", " ", match.group("vague").lower())]
        return (low, None) if way == "at_least" else (low, high)
    least: str = match["from"] or match["low"]
    most: str | None = match["upto"] or match["high"]
    first = parse_number(least)
    if first is None:
        return None, None
    if most:
        return _joined(least, most, first)
    if way == "at_least":
        return first, None
    if way == "at_most":
        up_to = opened in ("up to", "as many as", "at most", "no more than", "not more than")
        return None, first if up_to else first - 1
    return first, first


def _joined(low: str, high: str, first: int) -> Range:
    second = parse_number(high)
    if second is None:
        return first, first
    for scale, factor in (("million", 1_000_000), ("thousand", 1000), ("hundred", 100)):
        if scale in high.lower() and first < 1000 and scale not in low.lower():
            first *= factor
            break
    return (first, second) if first <= second else (first, first)


def parse_number(text: str) -> int | None:
    """Return the whole number that ``text`` writes in digits or words; None if it is not one.

    A number above 10 billion counts nobody: it is None as well.

    >>> parse_number("1.5 million"), parse_number("two hundred and fifty"), parse_number("1,600")
    (1500000, 250, 1600)
    >>> parse_number("half a million"), parse_number("a quarter of a million")
    (500000, 250000)
    """
    values: dict[str, int] = load_words()["numbers"]["words"]
    if re.fullmatch(FRACTION, text, re.IGNORECASE):
        words = text.lower().split()
        part = next(FRACTIONS[word] for word in words if word in FRACTIONS)
        return round(SCALES[words[-1]] / part)
    total, group = 0.0, 0.0
    for word in re.findall(r"[\d][\d,.   ]*|[a-z]+", text.lower()):
        if word[0].isdigit():
            group += float(re.sub(r"[,   ]", "", word).rstrip("."))
        elif word in ("a", "and"):
            group = group if word == "and" else group or 1
        elif word not in values:
            return None
        elif values[word] in (12, 20) and word in ("dozen", "score"):
            group = (group or 1) * values[word]
        elif word == "hundred":
            group = (group or 1) * 100
        elif values[word] >= 1000:
            total, group = total + (group or 1) * values[word], 0.0
        else:
            group += values[word]
    number = total + group
    return round(number) if number <= MOST else None
