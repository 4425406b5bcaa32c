"""Where the line of each leg runs on the sheet: its lane beside others, its curve, its loose end.

The same rules as the page's ways.js, in points and with north up.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from evacmap.model import Mode, Route, RouteMethod, Status
from evacmap.render.figure.projection import Box, Frame, Points, Projection
from evacmap.render.symbols import width_of
from evacmap.render.wording import people_of

BEND = 0.17
BEND_STEP = 0.1
LANE_PX = 7.0
STUB_PX = 58.0
# A way told by more legs than this is drawn once, with all their numbers.
MOST_LANES = 6
# A badge of more characters than this hides the map; it bears a letter, which the key tells.
MOST_BADGE = 12
OPENS_TO_DEG = 40.0
OPENS_FROM_DEG = 160.0

# The letter of each line of many legs, by their numbers.
Letters = dict[tuple[int, ...], str]


@dataclass(slots=True)
class Strand:
    """A line to draw: of one leg, or of many on one way.

    ``numbers`` are those of the legs in the key, ``label`` what its badge says. ``lines`` are in
    degrees; ``angle`` is the direction of a loose end, in radians, and ``opens`` which end is not
    reported.
    """

    numbers: list[int]
    label: str
    route: Route
    lines: list[Points]
    mode: Mode
    status: Status
    width_px: float
    opens: str | None
    is_arc: bool
    is_faint: bool = False
    lane: int = 0
    is_beside: bool = False
    angle: float = 0.0
    stretches: dict[tuple[object, ...], bool] = field(default_factory=dict)

    @property
    def is_stub(self) -> bool:
        """Whether only one end is reported."""
        return self.opens is not None


def strands_of(
    numbered: Sequence[tuple[int, Route]],
    projection: Projection,
    *,
    letters: Letters,
    faint: frozenset[int] = frozenset(),
) -> list[Strand]:
    """Return the strands of routes with their numbers; those without a line have none.

    Lines of more numbers than a badge holds are added to ``letters``, unless they are there.
    """
    ways: dict[tuple[object, ...], list[tuple[int, Route]]] = {}
    for number, route in numbered:
        if route.leg.ends:
            ways.setdefault(_way_key(route), []).append((number, route))
    strands = []
    for members in ways.values():
        if len(members) > MOST_LANES:
            strands.append(_strand(members, projection, faint))
        else:
            strands += [_strand([member], projection, faint) for member in members]
    for strand in strands:
        if len(strand.label) > MOST_BADGE:
            strand.label = letters.setdefault(tuple(strand.numbers), _letter(len(letters)))
    _lay_lanes(strands)
    return strands


def numbers_text(numbers: Sequence[int]) -> str:
    """Return the numbers of a bundle in few characters.

    >>> numbers_text([3]), numbers_text([3, 4, 5, 9])
    ('3', '3–5, 9')
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _letter(rank: int) -> str:
    """Return the letter of a rank: A to Z, then AA to AZ, and so on."""
    before, own = divmod(rank, 26)
    return (_letter(before - 1) if before else "") + chr(ord("A") + own)


def _way_key(route: Route) -> tuple[object, ...]:
    leg = route.leg
    is_arc = route.method is RouteMethod.ARC
    return _lines_of(route), is_arc, leg.origin is None, leg.destination is None


def _lines_of(route: Route) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Return the lines of a route; the places in order where it has none."""
    lines = tuple(line for line in route.lines if line)
    return lines or (tuple((stop.place.lon, stop.place.lat) for stop in route.leg.ends),)


def _strand(
    members: list[tuple[int, Route]], projection: Projection, faint: frozenset[int]
) -> Strand:
    route = members[0][1]
    lines = projection.pieces([np.array(line, float) for line in _lines_of(route)])
    legs = [each.leg for _, each in members]
    counted = [people for leg in legs if (people := people_of(leg)) is not None]
    is_stub = len(lines) == 1 and len(lines[0]) == 1
    numbers = [number for number, _ in members]
    return Strand(
        numbers=numbers,
        label=numbers_text(numbers),
        route=route,
        lines=lines,
        mode=Counter(leg.mode for leg in legs).most_common(1)[0][0],
        status=Counter(leg.status for leg in legs).most_common(1)[0][0],
        width_px=width_of(max(counted, default=None)),
        opens=("from" if route.leg.origin is None else "to") if is_stub else None,
        is_arc=not is_stub and route.method is RouteMethod.ARC,
        is_faint=all(number in faint for number in numbers),
    )


def _lay_lanes(strands: list[Strand]) -> None:
    """Put strands that share a stretch side by side, each direction on its own side."""
    along: dict[tuple[object, ...], list[Strand]] = {}
    for strand in strands:
        if not strand.is_stub:
            strand.stretches = _stretches(strand.lines)
            for stretch in strand.stretches:
                along.setdefault(stretch, []).append(strand)
    laid: set[int] = set()
    for strand in strands:
        taken = set()
        for stretch, direction in strand.stretches.items():
            for other in along[stretch]:
                if other is strand:
                    continue
                strand.is_beside = True
                if id(other) in laid and other.stretches[stretch] == direction:
                    taken.add(other.lane)
        while strand.lane in taken:
            strand.lane += 1
        laid.add(id(strand))


def _stretches(lines: list[Points]) -> dict[tuple[object, ...], bool]:
    found: dict[tuple[object, ...], bool] = {}
    for line in lines:
        # About ten metres.
        ends = [tuple(point) for point in np.round(line, 4).tolist()]
        for a, b in pairwise(ends):
            if a != b:
                found[(a, b) if a < b else (b, a)] = a < b
    return found


def metres_of(strands: Sequence[Strand], projection: Projection) -> Points:
    """Return all that a map must have room for, in metres: places, lines and the tops of curves."""
    parts = []
    for strand in strands:
        for line in strand.lines:
            metres = projection.metres(line)
            parts.append(_curved(metres, _bend(strand), 3) if strand.is_arc else metres)
    return np.vstack(parts) if parts else np.zeros((1, 2))


def _bend(strand: Strand) -> float:
    return BEND + BEND_STEP * strand.lane


def page_lines(strand: Strand, frame: Frame, unit: float) -> list[Points]:
    """Return the lines of a strand on the sheet, in the order of travel."""
    if strand.is_stub:
        return [_stub(strand, frame, unit)]
    found = []
    for line in strand.lines:
        page = frame.page(line)
        if strand.is_arc:
            found.append(_curved(page, _bend(strand), 24))
            continue
        thin = _thinned(page, 1.2 if strand.is_beside else 0.4)
        offset = (strand.lane + 0.5) * LANE_PX * unit if strand.is_beside else 0.0
        found.append(_beside(thin, offset) if offset else thin)
    return found


def _stub(strand: Strand, frame: Frame, unit: float) -> Points:
    at = frame.page(strand.lines[0])[0]
    way = np.array([np.cos(strand.angle), np.sin(strand.angle)]) * unit
    near, far = at + 8 * way, at + STUB_PX * way
    return np.array([near, far] if strand.opens == "to" else [far, near])


def _curved(points: Points, bend: float, steps: int) -> Points:
    """Return a line through ``points`` that bends between each two: to the left going east."""
    share = np.linspace(0, 1, steps + 1)[:, None]
    parts = [points[:1]]
    for start, end in pairwise(points):
        dx, dy = end - start
        control = (start + end) / 2 + [-dy * bend, dx * bend]
        curve = (1 - share) ** 2 * start + 2 * share * (1 - share) * control + share**2 * end
        parts.append(curve[1:])
    return np.vstack(parts)


def _thinned(points: Points, tolerance: float) -> Points:
    kept = [points[0]]
    for point in points[1:-1]:
        if np.abs(point - kept[-1]).max() >= tolerance:
            kept.append(point)
    return np.array([*kept, *points[1:][-1:]])


def _beside(line: Points, offset: float) -> Points:
    """Return the line moved to the right of its direction."""
    if len(line) < 2:
        return line
    steps = np.diff(line, axis=0)
    lengths = np.hypot(*steps.T)
    lengths[lengths == 0] = 1.0
    normals = np.column_stack([steps[:, 1], -steps[:, 0]]) / lengths[:, None]
    before = np.vstack([normals[:1], normals])
    after = np.vstack([normals, normals[-1:]])
    middle = before + after
    middle /= np.maximum(np.hypot(*middle.T), 1e-9)[:, None]
    miter = np.minimum(1.4, 1 / np.maximum(0.3, (middle * before).sum(axis=1)))
    return np.asarray(line + middle * miter[:, None] * offset)


def fan_stubs(strands: Sequence[Strand], frame: Frame, unit: float) -> None:
    """Turn each loose end to where there is most room around its place."""
    lines = [
        _dense(line, 4.0)
        for each in strands
        if not each.is_stub
        for line in page_lines(each, frame, unit)
    ]
    directions: dict[tuple[float, float], list[float]] = {}
    for strand in strands:
        if strand.is_stub:
            x, y = frame.page(strand.lines[0])[0]
            spot = (round(float(x), 1), round(float(y), 1))
            used = directions.setdefault(spot, _directions_at(lines, spot, STUB_PX * unit))
            usual = OPENS_TO_DEG if strand.opens == "to" else OPENS_FROM_DEG
            strand.angle = _freest(used, np.radians(usual), spot, frame, unit)
            used.append(strand.angle)


def _directions_at(lines: list[Points], spot: tuple[float, float], reach: float) -> list[float]:
    """Return in which directions lines pass within reach of a spot."""
    found = []
    for line in lines:
        away = line - spot
        distance = np.hypot(*away.T)
        near = away[(distance < reach) & (distance > reach / 6)]
        found += [
            float(angle) for angle in np.arctan2(near[:, 1], near[:, 0])[:: max(1, len(near) // 4)]
        ]
    return found


def _freest(
    used: list[float], usual: float, spot: tuple[float, float], frame: Frame, unit: float
) -> float:
    reach = (STUB_PX + 20) * unit
    best, best_room = usual, -np.inf
    for turn in np.radians([0, 30, -30, 60, -60, 90, -90, 120, -120, 150, -150, 180]):
        angle = usual + turn
        apart = [abs((angle - other + np.pi) % (2 * np.pi) - np.pi) for other in used]
        room = min([*apart, 0.8]) - 0.08 * abs(turn)
        if not frame.has(spot[0] + reach * np.cos(angle), spot[1] + reach * np.sin(angle)):
            room -= 3.0
        if room > best_room + 1e-9:
            best, best_room = float(angle), room
    return best


def length_of(line: Points) -> float:
    """Return the length of a line on the sheet."""
    return float(np.hypot(*np.diff(line, axis=0).T).sum()) if len(line) > 1 else 0.0


def along(line: Points, share: float) -> tuple[float, float, float]:
    """Return x, y and direction at a share of a line's length."""
    steps = np.diff(line, axis=0)
    lengths = np.hypot(*steps.T)
    ends = np.cumsum(lengths)
    target = share * ends[-1]
    at = min(int(np.searchsorted(ends, target)), len(steps) - 1)
    rest = (target - (ends[at] - lengths[at])) / (lengths[at] or 1.0)
    x, y = line[at] + steps[at] * min(1.0, max(0.0, rest))
    return float(x), float(y), float(np.arctan2(steps[at, 1], steps[at, 0]))


def shortened(line: Points, by: float) -> Points:
    """Return a line without its last ``by`` points."""
    total = length_of(line)
    if total <= by or len(line) < 2:
        return line[:1].repeat(2, axis=0) + np.array([[0, 0], [1e-3, 0]]) if len(line) else line
    x, y, _ = along(line, 1 - by / total)
    ends = np.cumsum(np.hypot(*np.diff(line, axis=0).T))
    kept = int(np.searchsorted(ends, total - by))
    return np.vstack([line[: kept + 1], [x, y]])


def inside_part(line: Points, rect: Box) -> Points:
    """Return the longest run of a line's points that lies in a rectangle."""
    dense = _dense(line, 4.0)
    x0, y0, x1, y1 = rect
    is_in = (dense >= [x0, y0]).all(axis=1) & (dense <= [x1, y1]).all(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], is_in, [False]]).astype(int)))
    if not len(edges):
        return dense[:0]
    runs = edges.reshape(-1, 2)
    start, stop = runs[int(np.argmax(runs[:, 1] - runs[:, 0]))]
    return dense[start:stop]


def _dense(line: Points, step: float) -> Points:
    """Return a line with a point at least every ``step`` points."""
    steps = np.diff(line, axis=0)
    counts = np.clip((np.hypot(*steps.T) / step).astype(int), 1, 400)
    owners = np.repeat(np.arange(len(steps)), counts)
    ranks = np.arange(1, len(owners) + 1) - np.repeat(np.cumsum(counts) - counts, counts)
    dense = line[owners] + steps[owners] * (ranks / counts[owners])[:, None]
    return np.vstack([line[:1], dense])


def ink_of(lines: Sequence[Points]) -> Points:
    """Return points all along lines, to see what a label would cover."""
    return np.vstack([_dense(line, 3.0) for line in lines]) if lines else np.zeros((0, 2))
