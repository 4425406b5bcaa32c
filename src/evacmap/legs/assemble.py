"""Takes one document with its mentions and geocoded toponyms; gives its legs.

The order: each sentence gives drafts, the judge keeps those that tell a leg, what the report
said before fills gaps, tellings of one movement are joined, ends left open are filled from
where the report is set or by the likeliest of its places, and drafts become legs.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from math import prod
from typing import TypeVar

from evacmap.languages.theme import (
    is_of_withdrawal,
    off_topic_of,
    off_topics_of,
    tells_of_flight,
    theme_of,
)
from evacmap.legs.batches import is_batch
from evacmap.legs.company import SEVERAL, Company, laden_in, speaks_for_others
from evacmap.legs.discourse import Discourse
from evacmap.legs.drafts import Draft, coarseness, same_place
from evacmap.legs.identity import leg_id, next_id
from evacmap.legs.joining import join_drafts
from evacmap.legs.judge import THRESHOLD
from evacmap.legs.likeliest import BASIS as LIKELIEST
from evacmap.legs.likeliest import fill_likeliest
from evacmap.legs.merging import clusters
from evacmap.legs.reader import Reader, Telling
from evacmap.legs.reasons import is_half_told
from evacmap.legs.resting import leg_spans
from evacmap.legs.scene import BASIS, fill_from_scene
from evacmap.legs.stories import Story, stories_of
from evacmap.legs.telling import Heard, Report
from evacmap.model import (
    Atlas,
    Document,
    Endpoint,
    Evidence,
    GeocodedToponym,
    Inference,
    Leg,
    Mentions,
    Sentence,
)


def assemble_legs(
    document: Document,
    mentions: Mentions,
    places: Sequence[GeocodedToponym],
    *,
    atlas: Atlas,
) -> tuple[Leg, ...]:
    """Return the legs that one report tells, in the order of the text.

    ``places`` are the geocoded toponyms of ``document``; ``atlas`` answers what "the country",
    "the capital" or "home" is. Legs have one piece of evidence each.
    """
    if all(sentence.parse is None for sentence in mentions.sentences):
        return ()
    legs: dict[str, Leg] = {}
    for sentences, named in _stories(document, mentions, places):
        story = replace(mentions, sentences=sentences)
        for draft in _drafts_of(document, story, named, atlas):
            for leg in _legs_of(draft, document):
                if leg.id in legs and is_batch(draft):
                    leg = replace(leg, id=next_id(leg.id, legs))
                legs.setdefault(leg.id, leg)
    return tuple(sorted(legs.values(), key=lambda leg: leg.evidence[0].start))


def tell(
    document: Document, mentions: Mentions, places: Sequence[GeocodedToponym], atlas: Atlas
) -> list[Telling]:
    """Return what each sentence of the report tells of movements, and what was set aside."""
    return [
        telling
        for sentences, named in _stories(document, mentions, places)
        for telling in _read(document, replace(mentions, sentences=sentences), named, atlas).told()
    ]


def _stories(
    document: Document, mentions: Mentions, places: Sequence[GeocodedToponym]
) -> list[Story]:
    return stories_of(mentions.sentences, places, title=document.source.title)


def _drafts_of(
    document: Document, mentions: Mentions, places: Sequence[GeocodedToponym], atlas: Atlas
) -> list[Draft]:
    """Return one draft for each movement that a story tells."""
    if all(sentence.parse is None for sentence in mentions.sentences):
        return []
    reader = _read(document, mentions, places, atlas)
    kept = [draft for telling in reader.told() for draft in telling.kept]
    acting = reader.discourse.acting
    drafts = fill_from_scene(join_drafts(kept), mentions.sentences, places, acting)
    drafts = fill_likeliest(join_drafts(drafts), mentions.sentences, places, acting)
    # Once more: an origin found, or a telling made fuller by joining, may show that two are one.
    length = len(mentions.sentences)
    joined = join_drafts(drafts)
    left = _places_left(joined)
    return [
        draft
        for draft in joined
        if not is_half_told(
            draft, sentences=length, places=() if _is_left_again(draft, left) else places
        )
    ]


def _places_left(drafts: Sequence[Draft]) -> list[GeocodedToponym]:
    """Return the places that movements are told to begin at, each once."""
    left = {
        origin.place.id: origin
        for draft in drafts
        if not any(item.field == "origin" and item.basis == BASIS for item in draft.inferred)
        for origin in draft.origins
        if origin.place is not None
    }
    return list(left.values())


def _is_left_again(draft: Draft, left: Sequence[GeocodedToponym]) -> bool:
    """ "60 were brought to Kos and flown on to Athens": the other place named is further on."""
    if draft.origins:
        return False
    return any(same_place(origin, end) for origin in left for end in draft.destinations)


def _read(
    document: Document, mentions: Mentions, places: Sequence[GeocodedToponym], atlas: Atlas
) -> Reader:
    report = Report(
        published=document.source.published,
        dates=mentions.dates,
        counts=mentions.counts,
        theme=theme_of(mentions.sentences),
        off_topic=0.0,
        is_of_withdrawal=is_of_withdrawal(mentions.sentences),
        is_of_flight=tells_of_flight(mentions.sentences),
    )
    if len(mentions.sentences) < SEVERAL:
        company = Company(told=None, theme=report.theme)
        return _read_through(mentions, places, report, atlas, company, {})
    heard: dict[int, Heard] = {}
    first = _read_through(mentions, places, report, atlas, None, heard)
    told = frozenset(draft.number for draft in first.kept if speaks_for_others(draft))
    laden = laden_in(draft for draft, _ in first.judged)
    off_topic = off_topic_of(mentions.sentences)
    company = Company(told=told, theme=report.theme, off_topic=off_topic, laden=laden)
    if company.changes_any(first.judged):
        return _read_through(mentions, places, report, atlas, company, heard)
    first.weighed(company)
    return first


def _read_through(
    mentions: Mentions,
    places: Sequence[GeocodedToponym],
    report: Report,
    atlas: Atlas,
    company: Company | None,
    heard: dict[int, Heard],
) -> Reader:
    reader = Reader(discourse=Discourse(atlas=atlas), company=company, heard=heard)
    sentences = mentions.sentences
    items = _by_sentence(sentences, places, lambda item: item.toponym.start)
    dates = _by_sentence(sentences, mentions.dates, lambda date: date.start)
    counts = _by_sentence(sentences, mentions.counts, lambda count: count.start)
    off_topics = off_topics_of(sentences)
    for number, sentence in enumerate(sentences):
        # Only its own dates and numbers, or the time grows with the square of the length.
        own = replace(
            report,
            dates=tuple(next(dates)),
            counts=tuple(next(counts)),
            off_topic=off_topics[number],
        )
        reader.read(number, sentence, next(items), own)
    return reader


Found = TypeVar("Found")


def _by_sentence(
    sentences: Sequence[Sentence], found: Sequence[Found], start: Callable[[Found], int]
) -> Iterator[list[Found]]:
    """Yield for each sentence what begins in it, in the order of the text."""
    ordered = sorted(found, key=start)
    at = 0
    for sentence in sentences:
        inside = []
        while at < len(ordered) and start(ordered[at]) < sentence.end:
            if start(ordered[at]) >= sentence.start:
                inside.append(ordered[at])
            at += 1
        yield inside


def _legs_of(draft: Draft, document: Document) -> Iterator[Leg]:
    """One leg for each pair of an origin cluster and a destination cluster."""
    pairs = _in_pairs(draft)
    if len(pairs) > 1:
        for origins_of, destinations_of in pairs:
            yield from _legs_of(
                replace(draft, origins=origins_of, destinations=destinations_of), document
            )
        return
    # Those who come to one place may be together by then; those who only leave are not.
    origins = clusters(draft.origins, is_together=bool(draft.destinations)) or [()]
    destinations = clusters(draft.destinations) or [()]
    if len(origins) * len(destinations) > 1:
        # One number told for several ways says nothing of any one of them.
        draft = replace(draft, travellers=replace(draft.travellers, people=None, vehicles=None))
    pairs = [(origin, destination) for origin in origins for destination in destinations]
    # Of those from several places, those who were there already did not go there.
    moved = [pair for pair in pairs if not _is_one_place(*pair)]
    for origin, destination in moved or [_told_end(draft, *pair) for pair in pairs[:1]]:
        yield _leg(draft, document, origin, destination)


def _told_end(
    draft: Draft, origin: tuple[GeocodedToponym, ...], destination: tuple[GeocodedToponym, ...]
) -> tuple[tuple[GeocodedToponym, ...], tuple[GeocodedToponym, ...]]:
    """Return the ends of a way from a place to itself, only that which is surely told.

    The parser hung one name on two words, or an end was inferred: an inferred end goes first, and
    those who arrive or go back have a goal.
    """
    inferred = {item.field for item in draft.inferred}
    has_goal = draft.motion.frame.at or draft.motion.frame.name == "return"
    # "rescued 60 people off Samos and took them to Samos": out of the sea before it.
    has_goal = has_goal or ("origin", "'off'") in draft.rules
    if "origin" in inferred or (has_goal and "destination" not in inferred):
        return (), destination
    return origin, ()


def _is_one_place(one: tuple[GeocodedToponym, ...], other: tuple[GeocodedToponym, ...]) -> bool:
    ids = [{item.place.id for item in items if item.place} for items in (one, other)]
    return bool(ids[0] & ids[1])


Pair = tuple[tuple[GeocodedToponym, ...], tuple[GeocodedToponym, ...]]


def _in_order(ends: tuple[GeocodedToponym, ...]) -> list[GeocodedToponym]:
    return sorted(ends, key=lambda item: item.toponym.start)


def _in_pairs(draft: Draft) -> list[Pair]:
    """ "from Irpin and Bucha to Kyiv and from Sumy to Poltava": each with what follows it."""
    named = [(item.toponym.start, True, item) for item in draft.origins]
    named += [(item.toponym.start, False, item) for item in draft.destinations]
    named.sort(key=lambda entry: entry[0])
    origins, destinations = draft.origins, draft.destinations
    if len(origins) == len(destinations) > 1 and "respectively" in draft.motion.sentence.text:
        pairwise = zip(_in_order(origins), _in_order(destinations), strict=True)
        return [((one,), (other,)) for one, other in pairwise]
    pairs: list[tuple[list[GeocodedToponym], list[GeocodedToponym]]] = []
    for _, is_origin, item in named:
        if is_origin and (not pairs or pairs[-1][1]):
            pairs.append(([], []))
        if not pairs:
            return []
        pairs[-1][0 if is_origin else 1].append(item)
    if any(not origins or not destinations for origins, destinations in pairs):
        return []
    return [(tuple(origins), tuple(destinations)) for origins, destinations in pairs]


def _leg(
    draft: Draft,
    document: Document,
    origin: tuple[GeocodedToponym, ...],
    destination: tuple[GeocodedToponym, ...],
) -> Leg:
    start, end = _best_span(draft)
    source = document.source
    evidence = Evidence(
        document=document.name,
        publisher=source.publisher,
        title=source.title,
        published=str(source.published) if source.published else None,
        url=source.url,
        quote=document.text[start:end],
        start=start,
        end=end,
        said_by=draft.said_by,
        spans=leg_spans(draft, origins=_finest(origin), destinations=_finest(destination)),
    )
    ends = _endpoint(origin), _endpoint(destination)
    parts = _confidence(draft, ends)
    confidence = 1.0
    for _, value in parts:
        confidence *= value
    return Leg(
        id=leg_id(
            origin=ends[0],
            destination=ends[1],
            date=draft.date,
            mode=draft.mode,
            party=draft.travellers.party,
        ),
        origin=ends[0],
        destination=ends[1],
        waypoints=tuple(stop for item in draft.via if (stop := _endpoint((item,))) is not None),
        date=draft.date,
        mode=draft.mode,
        party=draft.travellers.party,
        people=draft.travellers.people,
        vehicles=draft.travellers.vehicles,
        status=draft.status,
        inferred=_inferences(draft),
        evidence=(evidence,),
        confidence=round(confidence, 2),
        confidence_parts=parts,
    )


def _inferences(draft: Draft) -> tuple[Inference, ...]:
    """One inference a field, and none for what some telling states."""
    last = {item.field: item for item in draft.inferred}
    if draft.is_dated or draft.date is None:
        last.pop("date", None)
    return tuple(last.values())


def _best_span(draft: Draft) -> tuple[int, int]:
    sentence = draft.motion.sentence
    return sentence.start, sentence.end


def _finest(items: tuple[GeocodedToponym, ...]) -> tuple[GeocodedToponym, ...]:
    """Return the finest of the places that stand for one end; none where none is known."""
    known = [item for item in items if item.place is not None]
    return (min(known, key=coarseness),) if known else ()


def _endpoint(items: tuple[GeocodedToponym, ...]) -> Endpoint | None:
    named = _finest(items)
    if not named:
        return None
    (item,) = named
    assert item.place is not None
    name = item.toponym.text
    described = name.lower().startswith(("the ", "there", "where", "which", "home", "their "))
    if described or item.rests_on:
        name = item.place.name
        if item.is_unlocated:
            # "from there": the name alone, not the country that it lies in.
            name = name.rpartition(", ")[0] or name
    return Endpoint(name=name, place=item.place, score=item.score)


def _confidence(
    draft: Draft, ends: tuple[Endpoint | None, Endpoint | None]
) -> tuple[tuple[str, float], ...]:
    scores = [end.score for end in ends if end is not None]
    told = min(1.0, 0.5 + 0.5 * (draft.score - THRESHOLD + 0.4))
    inferred = [item.basis for item in draft.inferred if item.field in ("origin", "destination")]
    stated = prod((0.7 if basis in (BASIS, LIKELIEST) else 0.85 for basis in inferred), start=1.0)
    return (
        ("places are the right ones", round(min(scores), 2)),
        ("the words tell a leg", round(told, 2)),
        ("ends stated, not inferred", round(stated, 2)),
    )
