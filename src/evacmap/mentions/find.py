"""Takes a document and its geocoded toponyms; gives all else that was found in it."""

import re
from collections.abc import Sequence

from evacmap.mentions.counts import find_counts
from evacmap.mentions.dates import find_dates
from evacmap.mentions.parse import ENDS, names_in, parse_sentences, wanted_sentences
from evacmap.mentions.sentences import split_sentences
from evacmap.model import CountMention, DateMention, Document, GeocodedToponym, Mentions, Toponym

# How many sentences after one that may tell a movement its number may stand.
REACH = 2
# A letter other than a to z; which letters of other scripts are capitals matters little here.
_CAPITAL = re.compile(r"[^\W\d_a-z]")


def may_tell_leg(document: Document, toponyms: Sequence[Toponym] | None = None) -> bool:
    """Whether a sentence of ``document`` is worth a parse, by its words and these toponyms.

    Without ``toponyms`` each sentence counts as naming a place. What may tell no leg needs no
    gazetteer: neither its toponyms nor their places would be used.
    """
    sentences = split_sentences(document)
    if toponyms is None:
        every = set(range(len(sentences)))
        return bool(wanted_sentences(sentences, every, lambda n: _capitals(sentences[n].text)))
    named = names_in(sentences, toponyms)
    return bool(
        wanted_sentences(
            sentences,
            set(named),
            lambda number: [
                toponym.start - sentences[number].start
                for toponym in named.get(number, ())
                if toponym.role in ENDS
            ],
        )
    )


def _capitals(text: str) -> list[int]:
    """Return where the capitals of a sentence are: every name that may be a place has one."""
    return [match.start() for match in _CAPITAL.finditer(text)]


def find_mentions(document: Document, places: Sequence[GeocodedToponym]) -> Mentions:
    """Return the sentences of ``document``, parsed where they can hold a leg, and what is in them.

    ``places`` decide which sentences are worth a parse. Dates are those of these sentences
    and of the few behind each, resolved against the day of publication; counts those of the
    sentences around as well.
    """
    sentences = parse_sentences(split_sentences(document), places)
    parsed = [number for number, sentence in enumerate(sentences) if sentence.parse is not None]
    behind = {number + step for number in parsed for step in range(1, REACH + 1)}
    around = behind | {number - step for number in parsed for step in (0, 1)}
    dates: list[DateMention] = []
    counts: list[CountMention] = []
    for number in sorted(around & set(range(len(sentences)))):
        sentence = sentences[number]
        if sentence.parse is not None or number in behind:
            dates += find_dates(sentence.text, document.source.published, offset=sentence.start)
        counts += find_counts(sentence.text, sentence.start)
    return Mentions(sentences=sentences, dates=tuple(dates), counts=tuple(counts))
