"""Legs as a person has corrected them.

Entries are taken in the order of their file. Two that contradict each other are both left out and
told; so is one that no longer finds its leg.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from evacmap.corrections.clashes import clashes_of
from evacmap.corrections.edit import Find, added_leg, changed_leg, drift_of, joined_leg
from evacmap.corrections.entries import Entry, Problem
from evacmap.corrections.find import Legs, NotFoundError, legs_by_id, said_of
from evacmap.errors import BadCellError
from evacmap.model import Correction, Leg
from evacmap.model.run import SetAside

__all__ = ["Corrected", "Find", "apply_corrections"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """The legs after correction, in order, those added last.

    ``problems`` are the entries that could not be applied, ``notes`` what is worth a look.
    ``applied`` gives each applied entry's number with the id of its leg, ``file`` the name of the
    file they are from.
    """

    legs: tuple[Leg, ...]
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    applied: tuple[tuple[int, str], ...] = ()
    file: str = "corrections.toml"

    @property
    def set_aside(self) -> tuple[SetAside, ...]:
        """The problems, as what was not used is listed."""
        return tuple(
            SetAside(
                path=f"{self.file}, entry {item.entry}" if item.entry else self.file,
                reason=item.reason,
            )
            for item in self.problems
        )


@dataclass(slots=True)
class _Work:
    find: Find
    state: Legs
    pending: defaultdict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    applied: list[tuple[int, str]] = field(default_factory=list)


def apply_corrections(legs: Iterable[Leg], entries: Sequence[Entry], *, find: Find) -> Corrected:
    """Return ``legs`` corrected by ``entries``; ``find`` knows the places that they name."""
    work = _Work(find=find, state=legs_by_id({leg.id: leg for leg in legs}))
    for entry in entries:
        if entry.do == "add":
            _try(work, entry, _add)
    for entry in entries:
        if entry.do != "add":
            _try(work, entry, _DEEDS[entry.do])
    for id in list(work.pending):
        _settle(work, id)
    return Corrected(
        legs=tuple(work.state.legs.values()),
        problems=tuple(sorted(work.problems, key=_by_entry)),
        notes=tuple(sorted(work.notes, key=_by_entry)),
        applied=tuple(sorted(work.applied)),
    )


def _by_entry(problem: Problem) -> tuple[int, str]:
    return problem.entry or 0, problem.reason


def _try(work: _Work, entry: Entry, deed: Callable[[_Work, Entry], None]) -> None:
    try:
        deed(work, entry)
    except NotFoundError as error:
        work.problems.append(error.problem)
    except BadCellError as error:
        work.problems.append(Problem(entry=entry.number, reason=str(error)))


def _add(work: _Work, entry: Entry) -> None:
    said = json.dumps(dict(sorted(entry.set.items())), default=str)
    id = hashlib.sha256(said.encode()).hexdigest()[:10]
    if id in work.state.legs:
        numbers = {leg: number for number, leg in work.applied}
        raise NotFoundError(entry.number, f"it adds the same leg as entry {numbers.get(id)}")
    leg = added_leg(entry, id, find=work.find, notes=work.notes)
    _put(work, leg)
    work.applied.append((entry.number, id))


def _remember(work: _Work, entry: Entry) -> None:
    work.pending[work.state.find(entry.leg, entry.said, entry.number)].append(entry)


def _join(work: _Work, entry: Entry) -> None:
    first = work.state.find(entry.leg, entry.said, entry.number)
    said = [*entry.others_said, *[None] * len(entry.others)]
    others = [
        work.state.find(id, said[index], entry.number) for index, id in enumerate(entry.others)
    ]
    if first in others or len(set(others)) < len(others):
        raise NotFoundError(entry.number, f"it joins leg {first} with itself")
    for id in (first, *others):
        _settle(work, id)
        if id not in work.state.legs:
            number, deed = work.state.gone[id]
            raise NotFoundError(entry.number, f"leg {id} is {deed} by entry {number}")
    parts = [work.state.legs[id] for id in (first, *others)]
    leg = joined_leg(entry, parts, find=work.find, notes=work.notes)
    for id in others:
        _drop(work, id, entry, f"joined to {first}")
    _put(work, leg)
    work.applied.append((entry.number, first))


def _split(work: _Work, entry: Entry) -> None:
    id = work.state.find(entry.leg, entry.said, entry.number)
    _settle(work, id)
    if id not in work.state.legs:
        number, deed = work.state.gone[id]
        raise NotFoundError(entry.number, f"leg {id} is {deed} by entry {number}")
    whole = work.state.legs[id]
    sign = Correction(field="leg", was="split", who=entry.by, why=entry.why)
    parts = [
        replace(
            changed_leg(replace(entry, set=cells), whole, find=work.find, notes=work.notes),
            id=f"{id}.{number}",
            corrected=(*whole.corrected, sign),
        )
        for number, cells in enumerate(entry.into, 1)
    ]
    _drop(work, id, entry, "split")
    for leg in parts:
        _put(work, leg)
    work.applied.append((entry.number, id))


def _settle(work: _Work, id: str) -> None:
    """Apply the changes and the rejection of one leg that wait, those that do not clash."""
    entries = work.pending.pop(id, [])
    clashing, problems = clashes_of(entries, id)
    work.problems += problems
    original = work.state.legs.get(id)
    for entry in entries:
        if entry.number in clashing or original is None:
            continue
        if entry.do == "reject":
            _drop(work, id, entry, "rejected")
        else:
            try:
                leg = changed_leg(entry, work.state.legs[id], find=work.find, notes=work.notes)
            except BadCellError as error:
                work.problems.append(Problem(entry=entry.number, reason=str(error)))
                continue
            work.notes += drift_of(entry, entries, original)
            work.state.legs[id] = leg
        work.applied.append((entry.number, id))


def _put(work: _Work, leg: Leg) -> None:
    work.state.legs[leg.id] = leg
    work.state.said[leg.id] = said_of(leg)


def _drop(work: _Work, id: str, entry: Entry, deed: str) -> None:
    del work.state.legs[id]
    del work.state.said[id]
    work.state.gone[id] = (entry.number, deed)


_DEEDS: dict[str, Callable[[_Work, Entry], None]] = {
    "change": _remember,
    "reject": _remember,
    "join": _join,
    "split": _split,
}
