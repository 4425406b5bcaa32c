"""Read the sentences of a report in order, keeping in mind what was said before."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from evacmap.legs.afterwards import (
    Group,
    comes_to_any,
    from_displacement,
    from_stay,
    group_told,
    of_group,
    stay_before,
    stay_told,
    with_beginning,
    with_count,
    with_stay,
)
from evacmap.legs.alone import drafts_alone, drafts_of_row
from evacmap.legs.apart import OF_ALL
from evacmap.legs.batches import batches_after
from evacmap.legs.beginnings import arrival_of, departure_of, with_unknown_origins
from evacmap.legs.borders import across_border
from evacmap.legs.clipped import has_verb
from evacmap.legs.company import Company
from evacmap.legs.counted import count_told_after, counting, laden_last
from evacmap.legs.discourse import Discourse
from evacmap.legs.drafts import Draft, lacks_ends
from evacmap.legs.entries import (
    begins_entry,
    draft_of_entry,
    entries_of,
    tells_of_things,
)
from evacmap.legs.filling import fill_from_before
from evacmap.legs.headings import heading_place, under_heading
from evacmap.legs.inferring import infer_ends
from evacmap.legs.judge import THRESHOLD
from evacmap.legs.onward import (
    STRONG,
    begun_before,
    carried_on,
    come_aboard,
    counted_before,
    going_on,
    is_doubted,
    is_vehicle_of,
    on_its_way,
    only_says_where,
)
from evacmap.legs.reasons import why_not
from evacmap.legs.rows import Columns, columns_of
from evacmap.legs.shares import Tally, tells_parts, with_shares
from evacmap.legs.stages import with_stages
from evacmap.legs.tales import Tale, goes_on_with_flight
from evacmap.legs.telling import Heard, Report, drafts_of, fragment_ends, hear
from evacmap.model import GeocodedToponym, Sentence, Status

# How many sentences apart the parts of one telling may stand.
REACH = 2
FAR, NEAR = 6, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A sentence with the drafts found in it; those kept and those set aside with the reason."""

    sentence: Sentence
    kept: tuple[Draft, ...]
    dropped: tuple[tuple[Draft, str], ...]


@dataclass(slots=True)
class Reader:
    """The state of reading one report: what was kept, and what still waits for its places.

    ``company`` is what a first reading found, None in that; ``judged`` holds each draft
    with its score, as often as it was weighed. ``heard`` is what the sentences tell by
    themselves, which two readings of a report share.
    """

    discourse: Discourse
    heard: dict[int, Heard] = field(default_factory=dict)
    company: Company | None = None
    judged: list[tuple[Draft, float]] = field(default_factory=list)
    kept: list[Draft] = field(default_factory=list)
    dropped: list[tuple[Draft, str]] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    base: Draft | None = None
    columns: Columns | None = None
    headed: tuple[int, GeocodedToponym | None] = (-1, None)
    stay: tuple[int, GeocodedToponym] | None = None
    group: Group | None = None
    tale: Tale = field(default_factory=Tale)
    is_of_flight: bool = False
    tally: Tally = field(default_factory=Tally)
    listed: tuple[int, tuple[GeocodedToponym, ...], tuple[GeocodedToponym, ...]] | None = None

    def told(self) -> list[Telling]:
        """Return, for each sentence, what was kept and what was set aside."""
        kept: dict[int, list[Draft]] = {}
        dropped: dict[int, list[tuple[Draft, str]]] = {}
        for draft in self.kept:
            kept.setdefault(draft.number, []).append(draft)
        for drop in self.dropped:
            dropped.setdefault(drop[0].number, []).append(drop)
        return [
            Telling(
                sentence=sentence,
                kept=tuple(kept.get(number, ())),
                dropped=tuple(dropped.get(number, ())),
            )
            for number, sentence in enumerate(self.sentences)
        ]

    def read(
        self, number: int, sentence: Sentence, items: Sequence[GeocodedToponym], report: Report
    ) -> None:
        """Take in the next sentence with its toponyms."""
        self.sentences.append(sentence)
        self.is_of_flight = report.is_of_flight
        fragment = fragment_ends(sentence, items) if items else None
        if fragment is not None and tells_of_things(sentence.text):
            fragment = None
        if self._read_entries(number, sentence, items, report):
            fragment = ((), ())
        elif fragment is not None:
            self._read_fragment(number, sentence, *fragment)
        elif sentence.parse is not None:
            heading = self._heading_of(number, sentence, items)
            found = self._drafts_of(number, sentence, items, report)
            told = with_unknown_origins([under_heading(draft, heading) for draft in found])
            shared = with_shares(told, sentence, items, report.counts)
            for draft in with_stages(shared, sentence):
                draft = across_border(self._with_list(draft), self.kept, sentence, items)
                self._take(draft)
            self._read_shares(number, sentence, items, report)
        if sentence.parse is None or fragment is not None:
            self.discourse.hear(sentence, items)
        self.kept += batches_after(self.kept, number, sentence, items, report.counts, report.dates)
        self._read_stay(number, sentence, items)
        self._count_last(number, sentence, report)
        self.group = group_told(sentence, report.counts, number)

    def _read_stay(self, number: int, sentence: Sentence, items: Sequence[GeocodedToponym]) -> None:
        """ "Families fled Homs. They are sheltering in Hama.": the end of that way."""
        self.stay = stay_before(sentence, items, number) or self.stay
        here = sum(draft.number == number for draft in self.kept[-NEAR:])
        at = len(self.kept) - here - 1
        if not items or at < 0 or here == NEAR:
            return
        if not here:
            self.kept[-1] = with_beginning(self.kept[-1], sentence, items, number) or self.kept[-1]
        ended = with_stay(self.kept[at], stay_told(sentence, items), sentence, number)
        if ended is not None and not comes_to_any(self.kept[at + 1 :], ended.destinations):
            whole = self.kept[at : at + 1] if self.kept[at].destinations else []
            self.kept[at : at + 1] = [*whole, ended]

    def _drafts_of(
        self, number: int, sentence: Sentence, items: Sequence[GeocodedToponym], report: Report
    ) -> list[Draft]:
        """Return what a sentence tells, heard once for both readings of a report."""
        if number not in self.heard:
            self.heard[number] = hear(sentence, number, items, report)
        return drafts_of(self.heard[number], sentence, items, self.discourse)

    def _read_entries(
        self, number: int, sentence: Sentence, items: Sequence[GeocodedToponym], report: Report
    ) -> bool:
        """ "Flights left Homs: … Germany: 124 passengers, to Beirut.": each a way of its own."""
        self.columns = columns_of(sentence.text) or self.columns
        rows = drafts_of_row(sentence, number, items, report, self.columns)
        for draft in rows:
            self._take(draft)
        if rows or tells_of_things(sentence.text):
            return bool(rows)
        base = self.base
        if base is None or number - base.number > (FAR if begins_entry(sentence) else REACH):
            return self._read_alone(number, sentence, items, report)
        # Another line of the same log says nothing of how or when these moved.
        says_nothing = base.is_entry or base.status is Status.DENIED
        if says_nothing and self._read_alone(number, sentence, items, report):
            return True
        entries = entries_of(sentence, items, report.counts)
        if entries and _tells_itself(self._drafts_of(number, sentence, items, report)):
            return False
        heading = self._heading_of(number, sentence, items)
        draft = base
        for entry in entries:
            of = base
            is_open = not (entry.origins and entry.destinations)
            if is_open and (heading is not None or base.is_entry):
                of = replace(base, origins=(), destinations=())
            own = draft_of_entry(entry, of, number=number, sentence=sentence, dates=report.dates)
            draft = under_heading(own, heading)
            self.kept.append(draft)
            self.discourse.follow(draft)
        if entries:
            # What follows a day in a log is of that day.
            self.base = replace(base, number=number, date=draft.date, is_dated=draft.is_dated)
        return bool(entries)

    def _heading_of(
        self, number: int, sentence: Sentence, items: Sequence[GeocodedToponym]
    ) -> GeocodedToponym | None:
        """Return the place that heads a sentence, or began the item in which it stands."""
        own = heading_place(sentence, items, number=number)
        if own is not None:
            self.headed = (sentence.block, own)
        block, heading = self.headed
        return heading if block == sentence.block else None

    def _read_alone(
        self, number: int, sentence: Sentence, items: Sequence[GeocodedToponym], report: Report
    ) -> bool:
        """ "0600: 14 buses, 620 people, Homs to Hama": a line of a log tells its way alone."""
        heading = self._heading_of(number, sentence, items)
        is_headed = heading is not None
        alone = drafts_alone(sentence, number, items, report, is_headed=is_headed)
        if not alone:
            return False
        drafts = self._drafts_of(number, sentence, items, report)
        if has_verb(sentence) and _tells_whole(drafts):
            return False
        for draft in alone:
            self._take(under_heading(draft, heading))
        return True

    def _read_shares(
        self, number: int, sentence: Sentence, items: Sequence[GeocodedToponym], report: Report
    ) -> None:
        """ "4,500 left Ukraine. They included 950 to Romania and 40 to Russia." """
        last = self.kept[-1] if self.kept else None
        if line := self.tally.line(last, number, sentence, items, report.counts):
            self.kept.append(line)
        if line is not None or last is None or number - last.number != 1 or last.destinations:
            return
        if not tells_parts(sentence):
            return
        span = (sentence.start, sentence.end)
        whole = replace(last, number=number, spans=tuple(sorted({*last.spans, span})))
        parts = with_shares([whole], sentence, items, report.counts)
        if len(parts) > 1:
            self.kept += parts

    def _count_last(self, number: int, sentence: Sentence, report: Report) -> None:
        """ "Families fled Homs. The exodus involved 300 people.": the number of that leg."""
        if not report.counts:
            return
        laden = laden_last(self.dropped, number, sentence, report)
        if laden is not None and why_not(laden) is None:
            self.dropped.pop()
            self.kept.append(laden)
            self.discourse.follow(laden)
        if laden is not None or not self.kept:
            return
        last = self.kept[-1]
        if last.number == number:
            return
        is_one = len(self.kept) < 2 or self.kept[-2].number != last.number
        is_open = last.travellers.people is None and last.status is not Status.DENIED
        if number - last.number > REACH or not (is_one and is_open):
            return
        count = count_told_after(sentence, report.counts)
        if count is not None:
            self.kept[-1] = with_count(last, count, sentence)

    def weighed(self, company: Company) -> None:
        """Add to each draft the clue of its company, where that decides nothing anew."""
        self.company = company
        self.kept = [company.beside(draft) for draft in self.kept]
        self.dropped = [
            (beside, why_not(beside) or reason)
            for beside, reason in ((company.beside(d), why) for d, why in self.dropped)
        ]

    def _take(self, draft: Draft) -> None:
        if self.company is not None:
            draft = self.company.beside(draft)
        draft = carried_on(draft, self.dropped)
        draft = of_group(draft, self.group, self.kept)
        draft = self.tale.told_of(draft)
        self.judged.append((draft, draft.score))
        if draft.motion.frame.weight >= 0.5 and draft.score >= THRESHOLD:
            self.base = draft
        draft = self._with_arrival(self._with_continuation(draft))
        sentence = self.sentences[draft.number]
        if self.is_of_flight:
            draft = on_its_way(begun_before(draft, self.dropped), self.dropped)
            told = [*self.kept[-2:], *(one for one, _ in self.dropped[-NEAR:])]
            draft = from_stay(come_aboard(draft, told, sentence), self.stay, self.kept)
        if draft.score >= THRESHOLD:
            draft = counted_before(draft, self.dropped)
            draft = from_stay(draft, self.stay, self.kept)
            draft = from_displacement(draft, self.dropped)
            draft = fill_from_before(draft, self.kept, named=self.discourse.named_in(sentence))
            draft = infer_ends(draft, self.kept, self.discourse, sentence)
        reason = why_not(draft)
        if reason is None:
            self.kept.append(draft)
            self.discourse.follow(draft)
        elif self.kept and (counted := counting(self.kept[-1], draft)) is not None:
            # "A corridor opened from A to B. 1,600 people were rescued.": of that leg.
            self.kept[-1] = counted
        else:
            self.dropped.append((draft, reason))

    def _with_arrival(self, draft: Draft) -> Draft:
        """ "1,400 reached Hama, with 600 of them coming from Homs": these came to Hama, too."""
        departure = departure_of(draft, self.kept[-3:])
        if departure is not None:
            draft = replace(draft, origins=departure.origins)
            return draft.inferring("origin", OF_ALL)
        arrival = arrival_of(draft, self.kept[-3:])
        if arrival is None:
            return draft
        # Where the whole came from is told share by share.
        whole = replace(arrival, names_origin=True)
        self.kept = [whole if known is arrival else known for known in self.kept]
        return replace(draft, destinations=arrival.destinations)

    def _with_continuation(self, draft: Draft) -> Draft:
        """ "… the flight from Kabul. It landed in Doha.": the second goes on with the first."""
        if not self.kept or not draft.has_end or is_doubted(draft):
            return draft
        last = self.kept[-1]
        motion = draft.motion
        if motion is last.motion:
            # Shares of one movement, side by side.
            return draft
        if draft.number == last.number and motion.group & last.motion.group:
            draft = going_on(draft, last)
            if only_says_where(last, draft):
                self.kept.pop()
                self.dropped.append((last, "only says where those who move were"))
            return draft
        refers = draft.travellers.refers_back and motion.mover is not None
        told = (refers and not goes_on_with_flight(draft)) or is_vehicle_of(draft, last)
        if told and draft.number - last.number <= REACH:
            clue = ("the group told of just before", 0.3)
            draft = replace(draft, clues=(*draft.clues, clue))
        if not draft.destinations or draft.origins:
            return draft
        unnamed = motion.mover is None or draft.travellers.refers_back
        if draft.number - last.number > 1 or last.destinations or not unnamed:
            return draft
        clue = ("goes on with the movement told just before", 0.4)
        return replace(draft, clues=(*draft.clues, clue))

    def _read_fragment(
        self,
        number: int,
        sentence: Sentence,
        origins: tuple[GeocodedToponym, ...],
        destinations: tuple[GeocodedToponym, ...],
    ) -> None:
        """A list of places belongs to the movement told just before it, or just after."""
        base = self.base
        if (
            base is None
            or number - base.number > REACH
            or not lacks_ends(base, origins, destinations)
        ):
            self.listed = (number, origins, destinations)
            return
        span = (sentence.start, sentence.end)
        draft = replace(
            base,
            number=number,
            origins=origins or base.origins,
            destinations=destinations or base.destinations,
            spans=tuple(sorted({*base.spans, span})),
        )
        self.kept.append(draft)
        self.base = replace(base, number=number)
        self.discourse.follow(draft)

    def _with_list(self, draft: Draft) -> Draft:
        """Give a movement without places the list that stands just before it."""
        if self.listed is None or draft.has_end or draft.motion.frame.weight < STRONG:
            return draft
        number, origins, destinations = self.listed
        if draft.number - number > 1 or draft.score < THRESHOLD:
            return draft
        span = (self.sentences[number].start, self.sentences[number].end)
        spans = tuple(sorted({*draft.spans, span}))
        return replace(draft, origins=origins, destinations=destinations, spans=spans)


def _tells_itself(drafts: Sequence[Draft]) -> bool:
    """Whether a sentence tells a movement by a word of its own."""
    return any(draft.has_end and draft.score >= THRESHOLD for draft in drafts)


def _tells_whole(drafts: Sequence[Draft]) -> bool:
    """Whether a sentence tells a movement with both its ends by a word of its own."""
    return any(d.origins and d.destinations and d.score >= THRESHOLD for d in drafts)
