"""The column ``details``: what the flat columns cannot hold, as one JSON object.

It is the whole leg, and how its line was found, so that a table read again gives the same legs.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from evacmap.model import Leg, Route
from evacmap.model.plain import from_plain, to_json, to_plain

# In JSON such characters can only stand within a text. XML and UTF-8 cannot hold all of them, and
# Excel takes _x0041_ for A.
_UNSAFE = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def leg_details(leg: Leg) -> str:
    """Return ``leg`` as JSON without spaces, whose characters any format can hold."""
    return _safe(f'{{"leg":{to_json(leg)}}}')


def route_details(route: Route) -> str:
    """Return the leg and what there is to say of the line, but not the line itself."""
    facts = {"method": route.method.value, "length_km": route.length_km}
    if route.note is not None:
        facts["note"] = route.note
    written = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    return _safe(f'{{"leg":{to_json(route.leg)},"route":{written}}}')


def read_details(text: str) -> tuple[Leg, Mapping[str, Any] | None]:
    """Return the leg that ``text`` holds, and what it says of the line, if anything.

    Raises:
        ValueError: it is no such text, or one of another version.
    """
    try:
        plain = json.loads(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(plain, dict):
        raise ValueError("no JSON object")
    route = plain.get("route")
    return from_plain(Leg, plain.get("leg")), route if isinstance(route, dict) else None


def read_route(leg: Leg, facts: Mapping[str, Any], lines: Any) -> Route:
    """Return the route whose ``facts`` stand in the details, with its ``lines``.

    Raises:
        ValueError: the facts are none of a route.
    """
    route = from_plain(Route, {**facts, "leg": to_plain(leg), "lines": []})
    return replace(route, leg=leg, lines=lines)


def _safe(text: str) -> str:
    if text.isascii() and "_x" not in text and "\x7f" not in text:
        return text
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
