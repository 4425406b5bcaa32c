"""What a report holds in any format: summary, movements, sources, doubts, method, credits."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from evacmap import tables
from evacmap.model import Endpoint, Evidence, Leg, Route, Status
from evacmap.render.html_map import credits_of
from evacmap.render.report.sentences import listed, sentence_of, source_name, speaker
from evacmap.render.wording import date_text, numbered_by_time, period_of, plain, who_text
from evacmap.render.words import read_words

# A summary of more movements than this tells those best attested.
MOST_TOLD = 15
LOW_CONFIDENCE = 0.6
COLUMNS = ("No.", "From", "To", "When", "How", "Who and how many", "Status", "Sources")
METHOD = (
    "Each movement was found in the text of a report, together with its places, dates, numbers and "
    "whether it happened. Every one leads back to the exact words quoted above; check them before "
    "you publish.",
    "Reports that tell the same movement were joined. Places come from a gazetteer; a name that "
    "several places bear was chosen by the rest of the report. Dates and numbers keep the range "
    "that the sources leave open.",
    "Lines on the map are the likely way between the places named, not a recorded track; a curve "
    "means that no report tells the way, a question mark that a place is not reported.",
)
FIELD_NAMES = {
    "origin": "where from",
    "destination": "where to",
    "date": "when",
    "people": "how many people",
    "vehicles": "how many vehicles",
    "party": "who",
    "mode": "how",
    "status": "whether it happened",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A quote with where it is from; ``url`` is None unless a browser may open it."""

    quote: str
    source: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """One movement: its row of the table, its sentence, its sources, and what is doubtful."""

    number: int
    heading: str
    sentence: str
    cells: tuple[str, ...]
    citations: tuple[Citation, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """A report, every text on one line and without control characters."""

    title: str
    subtitle: str
    overview: str
    told: tuple[str, ...]
    movements: tuple[Movement, ...]
    method: tuple[str, ...]
    credits: tuple[str, ...]
    figure_text: str


def contents_of(
    routes: Sequence[Route], *, title: str | None = None, subtitle: str | None = None
) -> Contents:
    """Return what the report of ``routes`` says; movements are numbered as on the figure."""
    numbered = numbered_by_time(routes)
    movements = tuple(_movement(number, route.leg) for number, route in numbered)
    legs = [route.leg for _, route in numbered]
    return Contents(
        title=plain(title or "") or "Movements reported",
        subtitle=" · ".join(part for part in (plain(subtitle or ""), period_of(legs)) if part),
        overview=overview_of(legs),
        told=_told(legs, movements),
        movements=movements,
        method=METHOD,
        credits=_credits(routes),
        figure_text=f"Map of the movements. {overview_of(legs)}",
    )


def overview_of(legs: Sequence[Leg]) -> str:
    """Return how many movements are reported, by whom, and what became of them."""
    if not legs:
        return "No movement is reported."
    sources = {item.publisher or item.document for leg in legs for item in leg.evidence}
    counts = Counter(leg.status for leg in legs)
    names = read_words("en")["statuses"]
    parts = [
        f"{counts[status]} {names[status.value].lower()}" for status in Status if counts[status]
    ]
    verb = "is" if len(legs) == 1 else "are"
    told = f"{_counted(len(legs), 'movement')} {verb} reported"
    told += f" by {_counted(len(sources), 'source')}"
    return f"{told}: {listed(parts)}." if len(parts) > 1 else f"{told}, {parts[0][2:].strip()}."


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def _told(legs: Sequence[Leg], movements: Sequence[Movement]) -> tuple[str, ...]:
    """Return the sentences of the summary, in order of time."""
    if len(legs) <= MOST_TOLD:
        chosen = list(range(len(legs)))
    else:
        ranked = sorted(
            range(len(legs)),
            key=lambda at: (-tables.independent_sources(legs[at]), -legs[at].confidence, at),
        )
        chosen = sorted(ranked[:MOST_TOLD])
    return tuple(f"{movements[at].sentence} ({movements[at].number})" for at in chosen)


def _movement(number: int, leg: Leg) -> Movement:
    words = read_words("en")
    count = tables.independent_sources(leg)
    return Movement(
        number=number,
        heading=_heading(leg),
        sentence=sentence_of(leg),
        cells=(
            str(number),
            _end(leg.origin),
            _end(leg.destination)
            + "".join(f", through {plain(stop.place.name)}" for stop in leg.waypoints),
            date_text(leg.date) if leg.date else "not reported",
            words["modes"][leg.mode.value] if leg.mode.value != "unknown" else "not reported",
            who_text(leg) or "not reported",
            words["statuses"][leg.status.value],
            str(count),
        ),
        citations=tuple(_citation(item) for item in leg.evidence),
        doubts=tuple(_doubts(leg)),
    )


def _heading(leg: Leg) -> str:
    stops = (leg.origin, *leg.waypoints, leg.destination)
    text = " → ".join(plain(stop.place.name) if stop else "place not reported" for stop in stops)
    return text if leg.origin else text[:1].upper() + text[1:]


def _end(end: Endpoint | None) -> str:
    return plain(end.place.name) if end else "not reported"


def _citation(item: Evidence) -> Citation:
    parts = [source_name(item)]
    title = plain(item.title or "")
    if title and item.publisher:
        parts.append(f"“{title}”")
    if item.published:
        parts.append(date_text(item.published))
    if said_by := speaker(item):
        parts.append(f"said by {said_by}")
    source = ", ".join(parts)
    return Citation(
        quote=plain(item.quote), source=source[:1].upper() + source[1:], url=safe_url(item.url)
    )


def safe_url(url: str | None) -> str | None:
    """Return an address that may be a link: http or https, and nothing that could end the link.

    >>> safe_url("javascript:alert(1)") is None
    True
    >>> safe_url("https://example.org/a b")
    'https://example.org/a%20b'
    """
    from urllib.parse import quote, urlsplit

    text = plain(url or "")
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        return None
    return quote(text, safe="/:?#@!$&*+,;=%~-._")


def _doubts(leg: Leg) -> list[str]:
    found = [
        f"{FIELD_NAMES.get(item.field, plain(item.field)).capitalize()}: inferred, not said in "
        f"these words ({plain(item.basis)})."
        for item in leg.inferred
    ]
    found += [f"Sources differ: {plain(text)}." for text in leg.disagreements]
    found += [f"Hardly possible as told: {plain(text)}." for text in leg.flags]
    if leg.confidence < LOW_CONFIDENCE:
        found.append(f"Low confidence: {leg.confidence:.2f} of 1.")
    return found


def _credits(routes: Sequence[Route]) -> tuple[str, ...]:
    words = read_words("en")["about"]
    owed = [name for name in credits_of(routes) if name != "Leaflet"]
    return (
        f"{words['partial']} {words['boundaries']}",
        f"{words['credits']}: {', '.join(owed)}. Made with evacmap.",
    )
