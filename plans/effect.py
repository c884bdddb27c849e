"""Whether a plan worked: points that were to be won back against those of the next result. Pure.

Points are compared only where the criterion kept its maximum; where it changed, shares are
compared, in percentage points. Where a criterion has no successor, or several, nothing is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

HUNDRED = Decimal(100)


class Comparison(StrEnum):
    POINTS = "points"
    SHARE = "share"
    """The maximum changed: percentage points."""
    NONE = "none"


@dataclass(frozen=True)
class Score:
    points: Decimal
    maximum: Decimal

    @property
    def lost(self) -> Decimal:
        return self.maximum - self.points

    @property
    def share(self) -> Decimal:
        return self.points / self.maximum * HUNDRED if self.maximum else Decimal(0)


@dataclass(frozen=True)
class Repaired:
    """One deduction of a plan: ``before`` lost points, ``after`` is the next result of the same
    criterion, None where nothing can be compared."""

    key: int
    expected: Decimal
    before: Score
    after: Score | None

    @property
    def comparison(self) -> Comparison:
        if self.after is None:
            return Comparison.NONE
        same = self.after.maximum == self.before.maximum
        return Comparison.POINTS if same else Comparison.SHARE

    @property
    def regained(self) -> Decimal | None:
        """Points; negative when more was lost than before."""
        if self.after is None or self.comparison is not Comparison.POINTS:
            return None
        return self.after.points - self.before.points

    @property
    def change(self) -> Decimal | None:
        """Percentage points, also where the maximum changed."""
        return None if self.after is None else self.after.share - self.before.share

    @property
    def has_recurred(self) -> bool:
        """Points were lost again on the same criterion."""
        return self.after is not None and self.after.lost > 0

    @property
    def is_met(self) -> bool:
        return self.regained is not None and self.regained >= self.expected


@dataclass(frozen=True)
class Balance:
    """Sums over deductions whose points can be compared; the others are counted."""

    planned: Decimal
    regained: Decimal
    compared: int
    total: int
    recurred: int

    @property
    def incomparable(self) -> int:
        return self.total - self.compared


def balance(rows: Iterable[Repaired]) -> Balance:
    every: Sequence[Repaired] = list(rows)
    compared = [row for row in every if row.comparison is Comparison.POINTS]
    return Balance(
        planned=sum((row.expected for row in compared), Decimal(0)),
        regained=sum((row.regained or Decimal(0) for row in compared), Decimal(0)),
        compared=len(compared),
        total=len(every),
        recurred=sum(row.has_recurred for row in every),
    )
