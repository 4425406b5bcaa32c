"""Room on the map: what is taken, and where a name can still stand."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evacmap.render.figure.letters import text_box, text_width
from evacmap.render.figure.projection import Box, Points

# What it costs a name to lie over a point of a line; a free place farther off is better.
INK_COST = 3.0
LEADER_COST = 9.0
# A place so far from its name that a reader loses the thread.
RINGS = (16.0, 26.0, 38.0, 52.0, 68.0)
_TURNS_RAD = np.linspace(0, 2 * np.pi, 16, False)
TURNS = np.column_stack([np.cos(_TURNS_RAD), np.sin(_TURNS_RAD)])
# Where along a leader it is looked at.
SHARES = np.linspace(0, 1, 24)[:, None]
Boxes = NDArray[np.float64]


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
        self._ink = ink[np.argsort(ink[:, 0], kind="stable")]
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
        return bool(self.are_free(np.array([box]), inset=inset)[0])

    def are_free(self, boxes: Boxes, *, inset: float = 1.0) -> NDArray[np.bool_]:
        """Return for each box, (n, 4), whether it lies in the map and on nothing that is taken."""
        x0, y0, x1, y1 = self.rect
        left, low, right, high = boxes.T
        is_free = (left >= x0 + inset) & (low >= y0 + inset)
        is_free &= (right <= x1 - inset) & (high <= y1 - inset)
        inside = np.flatnonzero(is_free)
        left, low, right, high = boxes[inside].T[:, :, None]
        taken = self._taken.T
        is_over = (left < taken[2]) & (right > taken[0])
        is_over &= (low < taken[3]) & (high > taken[1])
        x, y = self._leaders.T
        is_crossed = (x > left) & (x < right) & (y > low) & (y < high)
        is_free[inside] = ~(is_over.any(axis=1) | is_crossed.any(axis=1))
        return np.asarray(is_free)

    def ink_under(self, box: Box) -> int:
        """Return how many points of lines lie in a box."""
        first, last = np.searchsorted(self._ink[:, 0], [box[0], box[2]], side="right")
        y = self._ink[first:last, 1]
        return int(((y > box[1]) & (y < box[3])).sum())

    def are_clear(self, start: tuple[float, float], ends: Points) -> NDArray[np.bool_]:
        """Return for each end, (n, 2), whether a leader crosses nothing that is taken.

        Its first few points apart, which lie on its own place.
        """
        near = np.array(start)
        dots = near + (ends[:, None, :] - near) * SHARES[3:]
        x, y = dots[..., 0, None], dots[..., 1, None]
        left, low, right, high = self._taken.T
        is_over = (x > left) & (x < right) & (y > low) & (y < high)
        return np.asarray(~is_over.any(axis=(1, 2)))

    def beside(self, text: str, at: tuple[float, float], style: Style) -> list[Spot]:
        """Return where a name of a place could stand right beside it, in order of preference."""
        width = text_width(text, style.face, style.size)
        feet = _beside(at, width, style.size, style.gap)
        boxes = [text_box(x, y, width, style.size) for x, y in feet]
        return [
            Spot(*feet[rank], boxes[rank], None, rank + INK_COST * self.ink_under(boxes[rank]))
            for rank in np.flatnonzero(self.are_free(np.array(boxes))).tolist()
        ]

    def farther_off(
        self, text: str, at: tuple[float, float], style: Style, radius: float
    ) -> list[Spot]:
        """Return where a name could stand at the end of a leader of a length."""
        width, size = text_width(text, style.face, style.size), style.size
        ends = np.array(at) + radius * TURNS
        feet = np.column_stack(
            [
                ends[:, 0] + np.where(TURNS[:, 0] > -1e-9, 2.0, -width - 2.0),
                ends[:, 1] - 0.26 * size,
            ]
        )
        boxes = [text_box(x, y, width, size) for x, y in feet.tolist()]
        free = np.flatnonzero(self.are_free(np.array(boxes)))
        clear = free[self.are_clear(at, ends[free])]
        return [
            Spot(
                float(feet[turn, 0]),
                float(feet[turn, 1]),
                boxes[turn],
                (float(ends[turn, 0]), float(ends[turn, 1])),
                _ring_cost(radius) + INK_COST * self.ink_under(boxes[turn]),
            )
            for turn in clear.tolist()
        ]

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


def _dots(start: tuple[float, float], end: tuple[float, float]) -> Points:
    return np.array(start) * (1 - SHARES) + np.array(end) * SHARES
