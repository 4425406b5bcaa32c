"""From words of a parse to characters of the report and back.

The parse is of a plainer text than the report's (see ``mentions.parse.plain_doc``), so its own
offsets are never used: ``Doc.user_data`` keeps those of the report.
"""

from typing import TYPE_CHECKING

from evacmap.model import FieldSpan, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token


def offsets_of(token: "Token") -> tuple[int, int]:
    """Return where a word stands in the text of its sentence."""
    start, end = token.doc.user_data["offsets"][token.i]
    return start, end


Words = tuple[tuple[int, int], ...]
"""Where words stand in the text of the document: start and end of each stretch."""


def words_at(sentence: Sentence, *parts: "Token | Span") -> Words:
    """Return where words or phrases of a sentence stand in the document."""
    from spacy.tokens import Span

    found = []
    for part in parts:
        first, last = (part[0], part[-1]) if isinstance(part, Span) else (part, part)
        start, end = offsets_of(first)[0], offsets_of(last)[1]
        found.append((sentence.start + start, sentence.start + end))
    return tuple(found)


def field_spans(field: str, words: Words) -> tuple[FieldSpan, ...]:
    """Return the stretches ``words`` as those on which ``field`` of a leg rests."""
    return tuple(FieldSpan(field=field, start=start, end=end) for start, end in words)


def span_between(sentence: Sentence, start: int, end: int) -> "Span | None":
    """Return the words at characters ``start`` to ``end`` of the document; None where none are."""
    doc = sentence.parse
    if doc is None:
        return None
    inside = [
        number
        for number, (first, last) in enumerate(doc.user_data["offsets"])
        if first < end - sentence.start and last > start - sentence.start
    ]
    return doc[inside[0] : inside[-1] + 1] if inside else None


def written(doc: "Doc", first: int, last: int) -> str:
    """Return the words ``first`` to ``last``, both included, as the report writes them."""
    offsets = doc.user_data["offsets"]
    text: str = doc.user_data["text"][offsets[first][0] : offsets[last][1]]
    return text
