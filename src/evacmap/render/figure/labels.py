"""Room on the map: what is taken, and where a name can still stand."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from evacmap.render.figure.pen import text_box, text_width
from evacmap.render.figure.projection import Box, Points

# What it costs a name to lie over a point of a line; a free place farther off is better.
INK_COST = 3.0
LEADER_COST = 9.0
# A place so far from its name that a reader loses the thread.
RINGS = (16.0, 26.0, 38.0, 52.0, 68.0)
TURNS = tuple((np.cos(turn), np.sin(turn)) for turn in np.linspace(0, 2 * np.pi, 16, False))


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a name stands: its foot's left end, its box, and where its leader ends, if any."""

    x: float
    y: float
    box: Box
    leader: tuple[float, float] | None
    cost: float


@dataclass(frozen=True, slots=True)
class Style:
    """How a name is written, and how far from its place."""

    face: str
    size: float
    gap: float


class Room:
    """The rectangle of a map, what is taken of it, and the lines that names should not cover."""

    def __init__(self, rect: Box, ink: Points) -> None:
        self.rect = rect
        self.ink = ink
        self._taken = np.zeros((0, 4))
        self._leaders = np.zeros((0, 2))
        self._covers: list[Box] = []

    def block(self, box: Box) -> None:
        """Take a box."""
        self._taken = np.vstack([self._taken, box])

    def cover(self, box: Box) -> None:
        """Take a box that hides what lies under it."""
        self.block(box)
        self._covers.append(box)

    def unhidden(self, points: Points) -> Points:
        """Return the longest run of points that nothing laid over the map hides."""
        is_seen = np.ones(len(points), bool)
        for x0, y0, x1, y1 in self._covers:
            is_seen &= ~((points > [x0, y0]) & (points < [x1, y1])).all(axis=1)
        edges = np.flatnonzero(np.diff(np.concatenate([[0], is_seen.astype(int), [0]])))
        runs = edges.reshape(-1, 2)
        if not len(runs):
            return points[:0]
        start, stop = runs[int(np.argmax(runs[:, 1] - runs[:, 0]))]
        return points[start:stop]

    def block_leader(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Keep names off a leader."""
        self._leaders = np.vstack([self._leaders, _dots(start, end)])

    def is_free(self, box: Box, *, inset: float = 1.0) -> bool:
        """Return whether a box lies in the map and on nothing that is taken."""
        x0, y0, x1, y1 = self.rect
        if box[0] < x0 + inset or box[1] < y0 + inset or box[2] > x1 - inset:
            return False
        if box[3] > y1 - inset:
            return False
        taken = self._taken
        is_over = (box[0] < taken[:, 2]) & (box[2] > taken[:, 0])
        is_over &= (box[1] < taken[:, 3]) & (box[3] > taken[:, 1])
        return not is_over.any() and _count_in(self._leaders, box) == 0

    def ink_under(self, box: Box) -> int:
        """Return how many points of lines lie in a box."""
        return _count_in(self.ink, box)

    def is_clear(self, start: tuple[float, float], end: tuple[float, float]) -> bool:
        """Return whether a leader crosses nothing that is taken, its first few points apart."""
        x, y = _dots(start, end)[3:].T[:, :, None]
        left, low, right, high = self._taken.T
        return not ((x > left) & (x < right) & (y > low) & (y < high)).any()

    def beside(self, text: str, at: tuple[float, float], style: Style) -> Iterator[Spot]:
        """Yield where a name of a place could stand right beside it, in order of preference."""
        width = text_width(text, style.face, style.size)
        for rank, (x, y) in enumerate(_beside(at, width, style.size, style.gap)):
            box = text_box(x, y, width, style.size)
            if self.is_free(box):
                yield Spot(x, y, box, None, rank + INK_COST * self.ink_under(box))

    def farther_off(
        self, text: str, at: tuple[float, float], style: Style, radius: float
    ) -> Iterator[Spot]:
        """Yield where a name could stand at the end of a leader of a length."""
        width, size = text_width(text, style.face, style.size), style.size
        for cos, sin in TURNS:
            end = (at[0] + radius * cos, at[1] + radius * sin)
            x = end[0] + 2 if cos > -1e-9 else end[0] - width - 2
            y = end[1] - 0.26 * size
            box = text_box(x, y, width, size)
            if self.is_free(box) and self.is_clear(at, end):
                yield Spot(x, y, box, end, _ring_cost(radius) + INK_COST * self.ink_under(box))

    def best(self, text: str, at: tuple[float, float], style: Style) -> Spot | None:
        """Take and return the best spot for a name; None where there is none."""
        found = min(self.beside(text, at, style), key=lambda spot: spot.cost, default=None)
        for radius in RINGS:
            # Nothing on this ring or a wider one can be better.
            if found is not None and found.cost <= _ring_cost(radius):
                break
            ring = self.farther_off(text, at, style, radius)
            best = min(ring, key=lambda spot: spot.cost, default=None)
            if best is not None and (found is None or best.cost < found.cost):
                found = best
        if found is not None:
            self.block(found.box)
            if found.leader:
                self.block_leader(at, found.leader)
        return found


def _ring_cost(radius: float) -> float:
    return LEADER_COST + radius / 6


def _beside(
    at: tuple[float, float], width: float, size: float, gap: float
) -> list[tuple[float, float]]:
    """Return the eight places around a point, best first (after Imhof 1975)."""
    x, y = at
    foot = y - 0.26 * size
    high, low = y + gap + 0.24 * size, y - gap - 0.76 * size
    near = 0.7 * gap
    return [
        (x + gap, foot),
        (x - gap - width, foot),
        (x + near, y + near + 0.24 * size),
        (x - width / 2, high),
        (x - width / 2, low),
        (x + near, y - near - 0.76 * size),
        (x - near - width, y + near + 0.24 * size),
        (x - near - width, y - near - 0.76 * size),
    ]


def _count_in(points: Points, box: Box) -> int:
    if not len(points):
        return 0
    x, y = points[:, 0], points[:, 1]
    return int(((x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3])).sum())


def _dots(start: tuple[float, float], end: tuple[float, float]) -> Points:
    share = np.linspace(0, 1, 24)[:, None]
    return np.array(start) * (1 - share) + np.array(end) * share
