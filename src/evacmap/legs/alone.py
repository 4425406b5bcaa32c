"""Lines of a log or bulletin that tell a way alone: "0600: 14 buses, Homs to Hama, 620 people".

No word of movement governs anything in them, so what stands for it is the vehicle or the people
that the line names. Only a report about evacuation or flight is read so.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from evacmap.languages import word_set
from evacmap.languages.entries import LONGEST_ENTRY
from evacmap.legs.anaphors import nationality_tokens
from evacmap.legs.drafts import Draft
from evacmap.legs.entries import (
    Entry,
    counts_people,
    draft_of_entry,
    entries_of,
)
from evacmap.legs.frames import Frame
from evacmap.legs.lexicon import people_kind, vehicle_mode
from evacmap.legs.motion import Motion
from evacmap.legs.rows import Columns, row_entry
from evacmap.legs.telling import Report, draft_of
from evacmap.model import CountMention, GeocodedToponym, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Both ends and a number of people alone make a leg; a vehicle needs the company of others.
WEIGHT = 0.5
WAY = Frame(name="entry", mover="subject", weight=WEIGHT)
_LETTERS = re.compile(r"[a-z]+")


def drafts_alone(
    sentence: Sentence,
    number: int,
    items: Sequence[GeocodedToponym],
    report: Report,
    *,
    is_headed: bool,
) -> list[Draft]:
    """Return what the entries of a line tell that goes on with no other sentence.

    ``is_headed`` is true where a place heads it, which is its other end.
    """
    doc = sentence.parse
    if doc is None or not report.is_of_flight or len(sentence.text) > LONGEST_ENTRY:
        return []
    entries = [
        entry
        for entry in entries_of(sentence, items, report.counts)
        if is_whole(entry, sentence, is_headed=is_headed) and not _is_told(entry, doc)
    ]
    if not entries or not tells_of_people(sentence, report.counts):
        return []
    return drafts_of_entries(entries, sentence, number, items, report)


def drafts_of_row(
    sentence: Sentence,
    number: int,
    items: Sequence[GeocodedToponym],
    report: Report,
    columns: Columns | None,
) -> list[Draft]:
    """Return what the row of a table tells whose heading named its columns."""
    if columns is None or sentence.parse is None or not report.is_of_flight:
        return []
    entry = row_entry(sentence, columns, items, report.counts)
    if entry is None or entry.count is None:
        return []
    (draft,) = drafts_of_entries([entry], sentence, number, items, report)
    return [draft if _counts(entry, sentence) else replace(draft, clues=(*draft.clues, _WHOLE))]


def drafts_of_entries(
    entries: Sequence[Entry],
    sentence: Sentence,
    number: int,
    items: Sequence[GeocodedToponym],
    report: Report,
) -> list[Draft]:
    """Return a draft for each entry of a line that goes on with no other sentence."""
    doc = sentence.parse
    assert doc is not None
    # Looking for names of peoples takes longer than all else, and so comes last.
    nationalities = nationality_tokens(sentence, items)
    base = draft_of(_motion(sentence, doc), number, nationalities, report)
    if base.motion.mover is None and any(entry.count is not None for entry in entries):
        base = replace(base, clues=(*base.clues, ("a number stands for the travellers", 0.2)))
    return [
        draft_of_entry(
            entry,
            replace(base, clues=(*base.clues, _WHOLE)) if _counts(entry, sentence) else base,
            number=number,
            sentence=sentence,
            dates=report.dates,
        )
        for entry in entries
    ]


_WHOLE = ("both ends and how many people, in one line", 0.2)


def _counts(entry: Entry, sentence: Sentence) -> bool:
    """Whether an entry gives both ends and how many people."""
    count = entry.count
    if count is None or not (entry.origins and entry.destinations):
        return False
    return counts_people(sentence.text[count.end - sentence.start :])


def _is_told(entry: Entry, doc: "Doc") -> bool:
    """ "Walk out of Homs by noon": a verb that no log clips is the root."""
    clipped = word_set("en", "entries", "clipped")
    offsets: tuple[tuple[int, int], ...] = doc.user_data["offsets"]
    roots = (word for word in doc if word.dep_ == "ROOT" and word.pos_ == "VERB")
    return any(
        entry.start <= offsets[word.i][0] < entry.end
        for word in roots
        if word.lower_ not in clipped
    )


def is_whole(entry: Entry, sentence: Sentence, *, is_headed: bool) -> bool:
    """Whether an entry gives both ends, or one with the number of people.

    With one end alone it has the word of a log, or is the item of a place.
    """
    if entry.origins and entry.destinations:
        return True
    words = _LETTERS.findall(sentence.text.lower())
    clipped = not word_set("en", "entries", "clipped").isdisjoint(words)
    count = entry.count
    if not (clipped or is_headed) or count is None:
        return False
    return counts_people(sentence.text[count.end - sentence.start :])


def tells_of_people(sentence: Sentence, counts: Sequence[CountMention]) -> bool:
    """Whether a line names people, what carries them, or a number of them."""
    doc = sentence.parse
    if counts or doc is None:
        return bool(counts)
    return any(vehicle_mode(word) or people_kind(word) for word in doc)


def _motion(sentence: Sentence, doc: "Doc") -> Motion:
    """Return the motion of a line without a verb: told by its vehicle, or by its people."""
    carrier = next((word for word in doc if vehicle_mode(word) is not None), None)
    mover = _mover(doc)
    trigger = carrier or mover or doc[0]
    return Motion(
        sentence=sentence,
        triggers=(trigger,),
        frame=WAY,
        mover=mover,
        carrier=carrier,
        agent=None,
        group=frozenset(word.i for word in (mover, carrier) if word is not None),
        arguments=(),
    )


def _mover(doc: "Doc") -> "Token | None":
    """Return the people of a line: those counted, or any."""
    people = [word for word in doc if people_kind(word) is not None and vehicle_mode(word) is None]
    counted = (word for word in people if any(child.like_num for child in word.children))
    return next(counted, people[0] if people else None)
