"""Full points minus something for every violation."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Self

from criteria.rules.base import InputField, Rule
from criteria.rules.params import Params, unique
from criteria.rules.values import Values
from criteria.rules.words import figure, points
from parindex.lib.numbers import plain


@dataclass(frozen=True)
class Violation:
    """`label` is what is counted ("báo cáo thiếu"); `cap` limits what this kind can cost."""

    key: str
    label: str
    points: Decimal
    cap: Decimal | None = None

    def cost(self, number: Fraction) -> Fraction:
        cost = number * Fraction(self.points)
        return cost if self.cap is None else min(cost, Fraction(self.cap))

    def sentence(self) -> str:
        if self.cap == self.points:
            return f"có {self.label}: trừ {points(self.points)}"
        most = "" if self.cap is None else f" (nhiều nhất {points(self.cap)})"
        return f"mỗi {self.label} trừ {points(self.points)}{most}"

    def params(self) -> dict[str, object]:
        known: dict[str, object] = {
            "key": self.key,
            "label": self.label,
            "points": plain(self.points),
        }
        return known if self.cap is None else known | {"cap": plain(self.cap)}


@dataclass(frozen=True)
class Deduct(Rule):
    """max − Σ points × number of violations of each kind, never below 0."""

    kind: ClassVar[str] = "deduct"
    title: ClassVar[str] = "Trừ theo vi phạm"

    clean: str
    violations: tuple[Violation, ...]

    @classmethod
    def read(cls, params: Params, max_score: Decimal) -> Self:
        violations = tuple(_read_violation(item, max_score) for item in params.items("violations"))
        unique(params, "violations", [violation.key for violation in violations])
        return cls(max_score, params.text("clean", "Không có vi phạm"), violations)

    def params(self) -> dict[str, object]:
        return {"clean": self.clean, "violations": [each.params() for each in self.violations]}

    def fields(self) -> tuple[InputField, ...]:
        return tuple(
            InputField(each.key, f"Số {each.label}", "count", hint="Không có thì nhập 0")
            for each in self.violations
        )

    def points(self, values: Values) -> Fraction | None:
        numbers = self._numbers(values)
        if numbers is None:
            return None
        costs = (each.cost(number) for each, number in zip(self.violations, numbers, strict=True))
        return max(Fraction(0), Fraction(self.max_score) - sum(costs, Fraction(0)))

    def sentence(self) -> str:
        parts = [f"{self.clean}: {points(self.max_score)}"]
        parts += [each.sentence() for each in self.violations]
        if self._may_exceed():
            parts.append("không dưới 0")
        return "; ".join(parts)

    def steps(self, values: Values) -> str:
        numbers = self._numbers(values) or ()
        found = [
            (each, number)
            for each, number in zip(self.violations, numbers, strict=True)
            if number > 0
        ]
        if not found:
            return self.clean
        minus = "".join(f" − {_worked(each, number)}" for each, number in found)
        return figure(self.max_score) + minus

    def _may_exceed(self) -> bool:
        """Whether the violations together can cost more than there is."""
        caps = [each.cap for each in self.violations if each.cap is not None]
        return len(caps) < len(self.violations) or sum(caps) > self.max_score

    def _numbers(self, values: Values) -> tuple[Fraction, ...] | None:
        return values.numbers(tuple(each.key for each in self.violations))


def _read_violation(item: Params, max_score: Decimal) -> Violation:
    key, label = item.key(), item.text("label")
    each = item.positive("points")
    if each > max_score:
        raise item.fail("points", f"Trừ {figure(each)} vượt điểm tối đa {figure(max_score)}.")
    cap = item.decimal("cap", low=each, high=max_score) if item.has("cap") else None
    return Violation(key, label, each, cap)


def _worked(each: Violation, number: Fraction) -> str:
    cost = each.cost(number)
    if cost == number * Fraction(each.points):
        return f"{figure(number)} × {figure(each.points)}"
    return figure(cost)
