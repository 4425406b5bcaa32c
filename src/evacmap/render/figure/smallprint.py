"""What a figure says about itself: period, sources, credits, and what it does not claim."""

from collections import Counter
from collections.abc import Sequence

from evacmap.model import EdtfDate, Route
from evacmap.render.html_map import credits_of
from evacmap.render.wording import period_of, plain
from evacmap.render.words import read_words

MOST_SOURCES = 12


def sources_of(routes: Sequence[Route]) -> list[str]:
    """Return who published the reports, those of most legs first."""
    counts = Counter(
        plain(item.publisher or item.document) for route in routes for item in route.leg.evidence
    )
    return [name for name, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))]


def subtitle_of(routes: Sequence[Route], subtitle: str | None = None) -> str:
    """Return the line below the title: what was given, the period, and how much there is."""
    period = period_of([route.leg for route in routes])
    movements, sources = len(routes), len(sources_of(routes))
    told = f"{movements} movement{'' if movements == 1 else 's'} reported"
    if sources:
        told += f" by {sources} source{'' if sources == 1 else 's'}"
    return " · ".join(part for part in (plain(subtitle or ""), period, told) if part)


def small_print(routes: Sequence[Route], projection: str) -> list[str]:
    """Return sources, credits and disclaimer, a paragraph each."""
    words = read_words("en")["about"]
    names = sources_of(routes)
    listed = ", ".join(names[:MOST_SOURCES])
    if len(names) > MOST_SOURCES:
        listed += f" and {len(names) - MOST_SOURCES} more"
    parts = [f"Sources: {listed}{_published(routes)}."] if names else []
    parts.append(f"{words['partial']} {words['boundaries']}")
    owed = [name for name in credits_of(routes) if name != "Leaflet"]
    parts.append(f"{words['credits']}: {', '.join(owed)}. {projection}. Drawn by evacmap.")
    return parts


def _published(routes: Sequence[Route]) -> str:
    days = sorted(
        {item.published for route in routes for item in route.leg.evidence if item.published}
    )
    if not days:
        return ""
    from evacmap.render.wording import date_text

    first, last = EdtfDate(days[0]), EdtfDate(days[-1])
    if first == last:
        return f", published {date_text(first)}"
    return f", published {date_text(f'{first}/{last}')}"
