"""The legs as a plain table, for readers without scripts and text browsers."""

import html
from collections.abc import Sequence

from evacmap.model import Endpoint, Leg, Route
from evacmap.render.text import encodable

MOST_ROWS = 100


def reading_table(routes: Sequence[Route]) -> str:
    """Return an HTML table of the first ``MOST_ROWS`` legs, with their quotes."""
    rows = "\n".join(_row(route) for route in routes[:MOST_ROWS])
    more = len(routes) - MOST_ROWS
    note = f"<p>{more} more movements are in the data of this page.</p>" if more > 0 else ""
    heads = ("From", "To", "When", "How", "Who", "Status", "What the reports say")
    head = "".join(f'<th scope="col">{text}</th>' for text in heads)
    return f"<table><thead><tr>{head}</tr></thead>\n<tbody>{rows}</tbody></table>{note}"


def _row(route: Route) -> str:
    leg = route.leg
    quotes = " ".join(
        f"“{item.quote}” ({', '.join(filter(None, (item.publisher, item.published)))})"
        for item in leg.evidence
    )
    cells = (
        _name(leg.origin),
        _name(leg.destination),
        str(leg.date or "not reported"),
        leg.mode.value,
        _who(leg) or "not reported",
        leg.status.value,
        quotes,
    )
    return "<tr>" + "".join(f"<td>{html.escape(encodable(text))}</td>" for text in cells) + "</tr>"


def _who(leg: Leg) -> str:
    texts = (leg.people.text if leg.people else None, leg.party.text if leg.party else None)
    return " ".join(filter(None, texts))


def _name(endpoint: Endpoint | None) -> str:
    return endpoint.name if endpoint else "not reported"
