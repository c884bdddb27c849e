"""Points by how many there are."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import ClassVar, Self

from criteria.rules.base import InputField, Rule
from criteria.rules.params import Params
from criteria.rules.spans import spans
from criteria.rules.values import Values
from criteria.rules.words import figure, points, upper_first
from parindex.lib.numbers import plain


@dataclass(frozen=True)
class Step:
    at_least: int
    points: Decimal

    def params(self) -> dict[str, object]:
        return {"at_least": self.at_least, "points": plain(self.points)}


@dataclass(frozen=True)
class Count(Rule):
    """The points of the highest step that the number reaches; the last step starts at 0."""

    kind: ClassVar[str] = "count"
    title: ClassVar[str] = "Theo số lượng"

    label: str
    unit: str
    counted: tuple[Step, ...]

    @classmethod
    def read(cls, params: Params, max_score: Decimal) -> Self:
        counted = tuple(
            Step(item.whole("at_least"), item.decimal("points", low=0, high=max_score))
            for item in params.items("steps", at_least=2)
        )
        for index, (upper, lower) in enumerate(pairwise(counted), start=1):
            if lower.at_least >= upper.at_least:
                raise params.fail(
                    f"steps[{index}].at_least",
                    f"Mốc {lower.at_least} phải nhỏ hơn mốc {upper.at_least} ở dòng trên.",
                )
        if counted[-1].at_least != 0:
            raise params.fail(
                f"steps[{len(counted) - 1}].at_least", "Dòng cuối cùng phải bắt đầu từ 0."
            )
        if max(step.points for step in counted) != max_score:
            raise params.fail("steps", f"Không dòng nào đạt điểm tối đa {figure(max_score)}.")
        return cls(max_score, params.text("label", "Số lượng"), params.text("unit", ""), counted)

    def params(self) -> dict[str, object]:
        known: dict[str, object] = {"label": self.label}
        if self.unit:
            known["unit"] = self.unit
        return known | {"steps": [step.params() for step in self.counted]}

    def fields(self) -> tuple[InputField, ...]:
        return (InputField("count", self.label, "count"),)

    def points(self, values: Values) -> Fraction | None:
        number = values.number("count")
        if number is None:
            return None
        return Fraction(next(s.points for s in self.counted if number >= s.at_least))

    def sentence(self) -> str:
        edges = [Decimal(step.at_least) for step in self.counted]
        texts = spans(edges, self._show, bare=figure, whole=True)
        return upper_first(
            "; ".join(
                f"{text}: {points(step.points)}"
                for text, step in zip(texts, self.counted, strict=True)
            )
        )

    def steps(self, values: Values) -> str:
        number = values.number("count")
        return "" if number is None else self._show(number)

    def _show(self, number: Decimal | Fraction) -> str:
        return f"{figure(number)} {self.unit}".rstrip()
