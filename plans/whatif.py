"""Which lost leaves to win back: what a goal takes, and the cheapest set that reaches it.

Pure: whole numbers of 1/10,000 point inside, no database, no floats.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from math import ceil

POINT = 10_000
"""Units to a point: as fine as a score is stored."""
PERCENT = 10**9
"""Units to a percent: as fine as an index is stored."""


@dataclass(frozen=True)
class Leaf:
    """A leaf that lost points: ``gain`` is what full recovery brings, ``weight`` what it costs.

    The weight is a positive whole number in any unit of effort; leaves of one weight are taken to
    cost the same.
    """

    key: int
    gain: Decimal
    weight: int


@dataclass(frozen=True)
class Proposal:
    """A set of leaves in the order given. When the goal is out of reach, everything there is."""

    leaves: tuple[Leaf, ...]
    is_enough: bool

    @property
    def gain(self) -> Decimal:
        return sum((leaf.gain for leaf in self.leaves), Decimal(0))

    @property
    def effort(self) -> int:
        return sum(leaf.weight for leaf in self.leaves)


def points_for_percent(percent: Decimal, maximum: Decimal) -> Decimal:
    """The least points whose index, rounded half up as it is stored, reaches the percentage."""
    goal, scale = _units(percent, PERCENT), _units(maximum, POINT)
    # index(t) = floor((2 * 100 * PERCENT * t + scale) / (2 * scale)) >= goal, solved for t.
    least = -((scale - 2 * scale * goal) // (200 * PERCENT))
    return Decimal(max(least, 0)) / POINT


def percent_for_rank(rank: int, peers: Sequence[Decimal]) -> Decimal | None:
    """The least percentage that stands at ``rank`` or better; None when any does.

    ``peers`` are the percentages of the other units. Ties share a rank (1, 2, 2, 4), so equal to
    the one who stands there is enough.
    """
    better_first = sorted(peers, reverse=True)
    return better_first[rank - 1] if rank <= len(better_first) else None


def cheapest(leaves: Sequence[Leaf], wanted: Decimal) -> Proposal:
    """The set of least effort that regains ``wanted`` points; exact.

    Of sets with equal effort the one with fewer leaves, then with more points, then with the leaves
    that come first. Among leaves of one weight it never helps to pass over the one that brings
    more, so a set is given by how many of each weight it takes, the greatest first: with three
    weights that is a few thousand sets where 114 leaves have 2^114.
    """
    need = _units(wanted, POINT)
    if need <= 0:
        return Proposal((), is_enough=True)
    groups = _by_weight(leaves)
    sums = [_sums(group) for group in groups]
    if sum(totals[-1] for totals in sums) < need:
        return Proposal(tuple(leaves), is_enough=False)
    weights = [group[0].weight for group in groups]

    def value(counts: Sequence[int]) -> tuple[int, int, int]:
        effort = sum(w * n for w, n in zip(weights, counts, strict=True))
        points = sum(s[n] for s, n in zip(sums, counts, strict=True))
        return effort, sum(counts), -points

    best = min(_enough(sums, need), key=value)
    taken = {leaf.key for group, count in zip(groups, best, strict=True) for leaf in group[:count]}
    return Proposal(tuple(leaf for leaf in leaves if leaf.key in taken), is_enough=True)


def _by_weight(leaves: Sequence[Leaf]) -> list[list[Leaf]]:
    """Leaves of each weight, the greatest gain first; equal gains as given."""
    weights = sorted({leaf.weight for leaf in leaves})
    ordered = sorted(leaves, key=lambda leaf: -leaf.gain)
    return [[leaf for leaf in ordered if leaf.weight == weight] for weight in weights]


def _sums(group: Sequence[Leaf]) -> list[int]:
    """What the first 0, 1, 2 … leaves bring together."""
    return list(accumulate((_units(leaf.gain, POINT) for leaf in group), initial=0))


def _enough(sums: Sequence[Sequence[int]], need: int) -> Iterator[tuple[int, ...]]:
    """For any number of leaves of the other weights, the least number of the last that suffices."""
    if len(sums) == 1:
        if sums[0][-1] >= need:
            yield (bisect_left(sums[0], need),)
        return
    for count, gained in enumerate(sums[0]):
        for rest in _enough(sums[1:], need - gained):
            yield (count, *rest)


def _units(value: Decimal, scale: int) -> int:
    """Rounded up where it is finer than the scale: a goal is reached or it is not."""
    return ceil(value * scale)
