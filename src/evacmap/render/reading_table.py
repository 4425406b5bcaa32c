"""The legs as a plain table, for readers without scripts and text browsers."""

import html
from collections.abc import Mapping, Sequence
from typing import Any

from evacmap.model import Endpoint, Leg, Route
from evacmap.render.text import encodable

MOST_ROWS = 100


def reading_table(
    routes: Sequence[Route], words: Mapping[str, Any], *, credits: Sequence[str] = ()
) -> str:
    """Return a heading, an HTML table of the first ``MOST_ROWS`` legs with quotes, and credits."""
    columns = ("from", "to", "date", "mode", "who", "status")
    heads = [*(words["table"][name] for name in columns), words["panel"]["reported"]]
    rows = "\n".join(_row(_cells(route.leg, words)) for route in routes[:MOST_ROWS])
    shown, total = f"{MOST_ROWS:,}", f"{len(routes):,}"
    part = words["ui"]["of_many"].format(at=shown, n=total) if len(routes) > MOST_ROWS else ""
    notes = (part, words["about"]["partial"], words["about"]["boundaries"], " · ".join(credits))
    head = "".join(f'<th scope="col">{_escaped(text)}</th>' for text in heads)
    return (
        f"<h2>{_escaped(words['ui']['movements'])}</h2>\n"
        f"<table><thead><tr>{head}</tr></thead>\n<tbody>{rows}</tbody></table>"
        + "".join(f"\n<p>{_escaped(note)}</p>" for note in notes if note)
    )


def _cells(leg: Leg, words: Mapping[str, Any]) -> tuple[str, ...]:
    ui = words["ui"]
    quotes = " ".join(
        f"“{item.quote}” ({', '.join(filter(None, (item.publisher, item.published)))})"
        for item in leg.evidence
    )
    return (
        _name(leg.origin) or ui["unknown_place"],
        _name(leg.destination) or ui["unknown_place"],
        str(leg.date or ui["unknown_date"]),
        words["modes"][leg.mode.value],
        _who(leg) or ui["unknown_people"],
        words["statuses"][leg.status.value],
        quotes,
    )


def _row(cells: Sequence[str]) -> str:
    return "<tr>" + "".join(f'<td dir="auto">{_escaped(text)}</td>' for text in cells) + "</tr>"


def _escaped(text: str) -> str:
    return html.escape(encodable(text))


def _who(leg: Leg) -> str:
    texts = (leg.people.text if leg.people else None, leg.party.text if leg.party else None)
    return " ".join(filter(None, texts))


def _name(endpoint: Endpoint | None) -> str | None:
    return endpoint.name if endpoint else None
