"""Legs as plain English sentences, built from their fields alone.

No sentence claims more than the sources do: what is planned, urged or denied is told so, in forms
that need no agreement between subject and verb ("would go", "had been urged", "it was denied").
"""

from collections.abc import Sequence

from evacmap.model import EdtfDate, Endpoint, Evidence, Leg, Place, Status
from evacmap.render.report.subjects import PRONOUNS, lower_start, names_vehicle, subject_of
from evacmap.render.wording import date_text, plain, when_text
from evacmap.render.words import read_words

MOST_NAMED = 3
WITH_ARTICLE = frozenset(
    {
        "Bahamas", "Central African Republic", "Comoros", "Czech Republic",
        "Democratic Republic of the Congo", "Dominican Republic", "Gambia", "Maldives",
        "Netherlands", "Philippines", "Republic of the Congo", "Seychelles", "Vatican City",
    }
)  # fmt: skip
ENDINGS_WITH_ARTICLE = (
    " Islands", " Sea", " Emirates", " Ocean", " Peninsula", " Strait", " Canal", " Channel",
)  # fmt: skip


def sentence_of(leg: Leg, *, has_sources: bool = True) -> str:
    """Return one sentence that tells a leg: who, from where to where, how, when, who says so."""
    told = _movement(leg)
    source = f", according to {sources_text(leg.evidence)}" if has_sources else ""
    return _finished(told + source)


def _movement(leg: Leg) -> str:
    who = subject_of(leg)
    how = "" if names_vehicle(leg) else read_words("en")["how"][leg.mode.value]
    when = f" {_when(leg.date)}" if leg.date else ""
    if leg.status is Status.COMPLETED:
        return f"{who} {_verb(leg, 'past')}{how}{when}"
    if leg.status is Status.ONGOING:
        return f"the movement of {who}{_way(leg)}{how} was under way{when}"
    if leg.status is Status.PLANNED:
        return f"it was planned that {who} would {_verb(leg, 'bare')}{how}{when}"
    if leg.status is Status.URGED:
        return f"{who} had been urged to {_verb(leg, 'bare')}{how}{when}"
    return f"it was denied that {who} had {_verb(leg, 'participle')}{how}{when}"


VERBS = {
    "past": ("went", "left", "reached"),
    "bare": ("go", "leave", "reach"),
    "participle": ("gone", "left", "reached"),
}


def _verb(leg: Leg, form: str) -> str:
    """Return the verb with its places: went from A through B to C, left A, reached C."""
    both, leaving, reaching = VERBS[form]
    if leg.origin is None and leg.destination is not None:
        return f"{reaching} {place_name(leg.destination)}{_through(leg, ' by way of')}"
    if leg.destination is None and leg.origin is not None:
        return f"{leaving} {place_name(leg.origin)}{_through(leg, ' by way of')}"
    return f"{both}{_way(leg)}"


def _way(leg: Leg) -> str:
    start = f" from {place_name(leg.origin)}" if leg.origin else ""
    end = f" to {place_name(leg.destination)}" if leg.destination else ""
    return f"{start}{_through(leg, ' through')}{end}"


def _through(leg: Leg, words: str) -> str:
    stops = [place_name(stop) for stop in leg.waypoints]
    return f"{words} {listed(stops)}" if stops else ""


def place_name(end: Endpoint) -> str:
    """Return the name of a place within a sentence, with its article where English wants one."""
    name = plain(end.place.name) or "a place without a name"
    return f"the {name}" if _takes_article(name, end.place) else name


def _takes_article(name: str, place: Place) -> bool:
    if name.casefold().startswith(("the ", "a ")):
        return False
    is_composed = name.endswith(ENDINGS_WITH_ARTICLE) or name.startswith("United ")
    if place.kind.value in ("crossing", "airbase", "naval base", "base", "camp"):
        is_composed |= name.split()[-1].islower()
    return name in WITH_ARTICLE or is_composed


def _when(date: EdtfDate) -> str:
    words = when_text(date)
    return f"{words} on" if words.startswith("from ") else words


def sources_text(evidence: Sequence[Evidence]) -> str:
    """Return who says so, each source once, with whom it quotes."""
    names = list(dict.fromkeys(_source_name(item) for item in evidence))
    if len(names) > MOST_NAMED:
        more = len(names) - MOST_NAMED + 1
        names = [*names[: MOST_NAMED - 1], f"{more} other reports"]
    return listed(names)


def _source_name(item: Evidence) -> str:
    said_by = speaker(item)
    return source_name(item) + (f" (citing {said_by})" if said_by else "")


def speaker(item: Evidence) -> str:
    """Return whom a report quotes; empty where that is only "he" or "they"."""
    name = plain(item.said_by or "").strip(" .,;:")
    return "" if name.casefold() in PRONOUNS else lower_start(name)


def source_name(item: Evidence) -> str:
    """Return how to call a report: its publisher, else its title and day."""
    if name := plain(item.publisher or "").strip(" ,;:"):
        return name
    if title := plain(item.title or "").strip(" .,;:"):
        return f"a report titled “{title}”"
    if item.published:
        return f"a report of {date_text(item.published)}"
    return f"the report “{plain(item.document)}”"


def listed(names: Sequence[str]) -> str:
    """Return names joined as in running text.

    >>> listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])
    ('a', 'a and b', 'a, b and c')
    """
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _finished(text: str) -> str:
    """Return a sentence with a capital and one full stop."""
    clean = " ".join(text.split())
    at = 1 if clean.startswith("“") else 0
    clean = clean[:at] + clean[at : at + 1].upper() + clean[at + 1 :]
    return clean if clean.endswith((".", "…", "?", "!")) else f"{clean}."
