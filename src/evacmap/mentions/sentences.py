"""Split the blocks of a report into sentences, with their offsets."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from evacmap.languages import load_words
from evacmap.model import Block, BlockKind, Document, Sentence

# An end mark, closing quotes or brackets, white space; then something that can begin a sentence.
# Or an end mark between a word and a capitalised one, the white space lost on a web page.
# Possessive, and never begun within a run of marks, so that long runs take linear time.
_END = re.compile(
    r"""(?<![.!?…])[.!?…]++["”’»)\]]*+(?=\s++["“‘«(\[—–•*-]*[\w"“‘«(\[])"""
    r"""|(?<=[a-z]{3})[.!?]["”’»)]?(?=["“‘«(]?[A-Z][a-z]*[\s,’'])"""
)
_LAST_WORD = re.compile(r"([^\W\d_][\w.’'-]*)$")
_MARKS = re.compile(r"[\s\"“‘«(\[—–•*-]*")

_OPENING = re.compile(
    r"(?:The|A|An|They|It|He|She|We|From|In|On|At|By|But|And|Another|Some|About|More|All|Two|Both|"
    r"After|Before|Most|There|Those|This|That|His|Her|Their|No|Now|Then|One|Its)\s"
)
READ_KINDS = frozenset(
    {BlockKind.TITLE, BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}
)


# Each report is split before the gazetteer is asked, with its toponyms, and with their places.
@lru_cache(maxsize=4)
def split_sentences(document: Document) -> tuple[Sentence, ...]:
    """Return the sentences of the blocks that tell the report itself, in order."""
    found: list[Sentence] = []
    for number, block in enumerate(document.blocks):
        if block.kind not in READ_KINDS:
            continue
        for start, end in _spans(document.text, block):
            text = document.text[start:end]
            found.append(Sentence(text=text, start=start, end=end, block=number, kind=block.kind))
    return tuple(found)


def _spans(text: str, block: Block) -> Iterator[tuple[int, int]]:
    begin = block.start
    for mark in _END.finditer(text, block.start, block.end):
        if mark.end() > block.end or not _ends_sentence(text, mark, begin):
            continue
        yield from _trimmed(text, begin, mark.end())
        begin = mark.end()
    yield from _trimmed(text, begin, block.end)


def _ends_sentence(text: str, mark: re.Match[str], begin: int) -> bool:
    following = _MARKS.match(text, mark.end())
    next_char = text[following.end() : following.end() + 1] if following else ""
    if next_char.islower():
        return False
    if not mark.group().startswith("."):
        return True
    last = _LAST_WORD.search(text, max(begin, mark.start() - 30), mark.start())
    if last is None:
        return True
    word = last.group(1)
    if word.lower() in ("a.m", "p.m"):
        # "at 3 p.m. From there they went on", but "at 3 p.m. Monday", "at 3 p.m. Eastern"
        return following is not None and _OPENING.match(text, following.end()) is not None
    if len(word) == 1 and word.isupper():
        return False
    return word.lower() not in _abbreviations()


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        yield start, end


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(load_words()["sentences"]["abbreviations"])
