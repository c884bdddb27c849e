"""Points in proportion to a rate, up to a target."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Self

from criteria.rules.base import InputField, Rule
from criteria.rules.measure import AMOUNTS, COUNTS, PERCENT, Measure
from criteria.rules.params import Params
from criteria.rules.values import Values
from criteria.rules.words import figure, percent, points, times, upper_first
from parindex.lib.numbers import plain


@dataclass(frozen=True)
class Ratio(Rule):
    """max × min(1, rate ÷ target); below the floor 0. Rate, target and floor in percent."""

    kind: ClassVar[str] = "ratio"
    title: ClassVar[str] = "Theo tỷ lệ"

    measure: Measure
    target: Decimal = Decimal(100)
    floor: Decimal = Decimal(0)

    @classmethod
    def read(cls, params: Params, max_score: Decimal) -> Self:
        measure = Measure.read(params, (COUNTS, AMOUNTS, PERCENT))
        target = params.positive("target", default=Decimal(100))
        if measure.ceiling is not None and target > measure.ceiling:
            raise params.fail(
                "target", f"Mục tiêu {percent(target)} vượt 100% nên không ai đạt được."
            )
        floor = params.decimal("floor", low=0, high=target, default=Decimal(0))
        return cls(max_score, measure, target, floor)

    def params(self) -> dict[str, object]:
        known = self.measure.params() | {"target": plain(self.target)}
        return known | {"floor": plain(self.floor)} if self.floor else known

    def fields(self) -> tuple[InputField, ...]:
        return self.measure.fields()

    def check(self, values: Values) -> dict[str, str]:
        return self.measure.check(values)

    def points(self, values: Values) -> Fraction | None:
        if self.measure.is_empty(values):
            return self.measure.empty_points(self.max_score)
        rate = self.measure.value(values)
        if rate is None:
            return None
        if rate < self.floor:
            return Fraction(0)
        return min(Fraction(1), rate / Fraction(self.target)) * Fraction(self.max_score)

    def sentence(self) -> str:
        parts = self._parts()
        if self.measure.empty == "full":
            parts.append(f"không phát sinh: {points(self.max_score)}")
        elif self.measure.empty == "zero":
            parts.append("không phát sinh: 0 điểm")
        return upper_first("; ".join(parts))

    def steps(self, values: Values) -> str:
        edges = (self.floor, self.target)
        start = self.measure.steps(values, edges)
        rate = self.measure.value(values)
        if rate is None:
            return start
        if rate < self.floor:
            return f"{start}; dưới {percent(self.floor)}"
        if rate >= self.target:
            return start if self.target == 100 else f"{start}; đạt mục tiêu {percent(self.target)}"
        shown = start.rpartition("= ")[2]
        formula = self._formula(shown)
        if formula == shown:
            return start
        return formula if start == shown else f"{start}; {formula}"

    def _parts(self) -> list[str]:
        target = percent(self.target)
        top = target if self.target == self.measure.ceiling else f"từ {target} trở lên"
        full = f"{top}: {points(self.max_score)}"
        if self.floor == self.target:
            return [full, f"dưới {target}: 0 điểm"]
        if self.floor > 0:
            floor = percent(self.floor)
            between = f"từ {floor} đến dưới {target}: {self._formula('tỷ lệ', always=True)}"
            return [full, between, f"dưới {floor}: 0 điểm"]
        if self.target == self.measure.ceiling:
            return [f"điểm = {self._formula('tỷ lệ', always=True)}"]
        return [full, f"dưới {target}: {self._formula('tỷ lệ', always=True)}"]

    def _formula(self, rate: str, *, always: bool = False) -> str:
        share = rate if self.target == 100 else f"{rate} ÷ {percent(self.target)}"
        return f"{share} × {figure(self.max_score)}" if always else times(share, self.max_score)
