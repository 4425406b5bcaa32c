"""Say in words what was found in each sentence of a report, and the rule behind each field."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from evacmap.legs.drafts import Draft
from evacmap.legs.reader import Telling
from evacmap.legs.reasons import is_half_told
from evacmap.legs.resting import leg_spans
from evacmap.model import GeocodedToponym, Leg, Mentions, Sentence


def explain_tellings(
    tellings: Sequence[Telling], mentions: Mentions, places: Sequence[GeocodedToponym]
) -> Iterator[str]:
    """Yield the lines that explain a report, a paragraph a sentence.

    Sentences in which nothing was looked for, as they hold no word of movement near a place,
    are only counted.
    """
    silent = 0
    for telling in tellings:
        sentence = telling.sentence
        if sentence.parse is None:
            silent += 1
            continue
        yield f"[{sentence.start}-{sentence.end}] {' '.join(sentence.text.split())}"
        inside = [item for item in places if sentence.start <= item.toponym.start < sentence.end]
        yield from (f"    place  {_place_line(item)}" for item in inside)
        for date in mentions.dates:
            if sentence.start <= date.start < sentence.end:
                yield f"    date   {date.text!r}: {date.if_past}; if planned {date.if_planned}"
        for draft in telling.kept:
            yield from _draft_lines("leg", draft)
            yield from _words_lines(draft, mentions)
            if is_half_told(draft, sentences=len(mentions.sentences), places=places):
                yield "           a leg only if its other end is told elsewhere: too weak alone"
        for draft, reason in telling.dropped:
            yield from _draft_lines("no leg", draft)
            yield f"           because: {reason}"
        if not telling.kept and not telling.dropped:
            yield "    no motion word governs anything here"
        yield ""
    yield f"{silent} more sentences hold no word of movement near a place"


def explain_legs(legs: Sequence[Leg]) -> Iterator[str]:
    """Yield a line for each leg that remains when the tellings of one movement are joined."""
    yield ""
    count = "1 leg" if len(legs) == 1 else f"{len(legs)} legs"
    yield f"{count} when tellings of one movement are joined:"
    for leg in legs:
        ends = " -> ".join(end.name if end else "?" for end in (leg.origin, leg.destination))
        yield f"    {ends}: {leg.status.value}, {leg.mode.value}, {leg.date or 'no date'}"
        for item in leg.inferred:
            yield f"           inferred {item.field}: {item.basis}"


def _place_line(item: GeocodedToponym) -> str:
    toponym = item.toponym
    if item.place is None:
        return f"{toponym.text!r} ({toponym.role.value}): undecided, {item.reason}"
    place = item.place
    where = f"{place.name}, {place.kind.value} in {place.country or 'no country'}"
    return f"{toponym.text!r} ({toponym.role.value}): {where}, {item.score:.2f}, {item.reason}"


def _draft_lines(label: str, draft: Draft) -> Iterator[str]:
    origin = " / ".join(item.toponym.text for item in draft.origins) or "?"
    destination = " / ".join(item.toponym.text for item in draft.destinations) or "?"
    words = ", ".join(f"'{trigger.text}'" for trigger in draft.motion.triggers)
    party = draft.travellers.party
    people = draft.travellers.people
    yield f"    {label:6} {origin} -> {destination}, told by {words}"
    yield (
        f"           {draft.status.value}, {draft.mode.value}, {draft.date or 'no date'}, "
        f"{people.text if people else 'no number'}, {party.text if party else 'nobody named'}"
    )
    for name, rule in draft.rules:
        yield f"           {name}: {rule}"
    for item in draft.inferred:
        yield f"           inferred {item.field}: {item.basis}"
    clues = ", ".join(f"{name} {weight:+.2f}" for name, weight in draft.clues)
    yield f"           {draft.score:.2f}: {clues}"


def _words_lines(draft: Draft, mentions: Mentions) -> Iterator[str]:
    """Name the words on which each field rests, with where they stand in the report."""
    words: dict[str, list[str]] = {}
    for span in leg_spans(draft, origins=draft.origins, destinations=draft.destinations):
        text = _text_at(mentions.sentences, span.start, span.end)
        words.setdefault(span.field, []).append(f"{text!r} {span.start}-{span.end}")
    for field, found in words.items():
        yield f"           {field} rests on {', '.join(found)}"


def _text_at(sentences: Sequence[Sentence], start: int, end: int) -> str:
    """Return the words at ``start`` to ``end`` of the report, within one sentence."""
    number = bisect_right(sentences, start, key=lambda sentence: sentence.start) - 1
    sentence = sentences[number]
    return " ".join(sentence.text[start - sentence.start : end - sentence.start].split())
