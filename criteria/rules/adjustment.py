"""Bonus and penalty: outside the 100 points, capped at the leaf's maximum, never negative."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Self

from criteria.rules.base import InputField, Rule
from criteria.rules.options import Option, choices, chosen, read_options
from criteria.rules.params import Params
from criteria.rules.values import Values
from criteria.rules.words import figure, lower_first, points
from parindex.lib.numbers import plain


@dataclass(frozen=True)
class Adjustment(Rule):
    """Points for every item counted, or of the option that is true.

    The sign is not stored: whoever sums up adds a bonus and subtracts a penalty.
    """

    verb: ClassVar[str]

    label: str
    each: Decimal | None = None
    options: tuple[Option, ...] = ()

    @classmethod
    def read(cls, params: Params, max_score: Decimal) -> Self:
        if params.has("options"):
            options = read_options(params, max_score)
            return cls(max_score, params.text("label", "Kết quả"), options=options)
        each = params.positive("each")
        if each > max_score:
            raise params.fail("each", f"{figure(each)} vượt mức tối đa {figure(max_score)}.")
        return cls(max_score, params.text("label"), each=each)

    def params(self) -> dict[str, object]:
        if self.each is not None:
            return {"label": self.label, "each": plain(self.each)}
        return {"label": self.label, "options": [option.params() for option in self.options]}

    def fields(self) -> tuple[InputField, ...]:
        if self.each is None:
            return (InputField("choice", self.label, "choice", choices(self.options)),)
        label = f"Số {self.label}"
        return (InputField("count", label, "count", hint="Không có thì nhập 0"),)

    def points(self, values: Values) -> Fraction | None:
        if self.each is None:
            key = values.choice("choice")
            return None if key is None else Fraction(chosen(self.options, key).points)
        number = values.number("count")
        if number is None:
            return None
        return min(number * Fraction(self.each), Fraction(self.max_score))

    def sentence(self) -> str:
        if self.each is not None:
            most = f"nhiều nhất {points(self.max_score)}"
            return f"Mỗi {self.label} {self.verb} {points(self.each)}, {most}"
        first, *rest = self.options
        parts = [f"{first.label}: {self._worth(first)}"]
        parts += [f"{lower_first(option.label)}: {self._worth(option)}" for option in rest]
        return "; ".join(parts)

    def steps(self, values: Values) -> str:
        if self.each is None:
            return chosen(self.options, values.choice("choice") or "").label
        return f"{figure(values.number('count') or 0)} × {figure(self.each)}"

    def _worth(self, option: Option) -> str:
        return f"{self.verb} {points(option.points)}" if option.points else "0 điểm"


@dataclass(frozen=True)
class Bonus(Adjustment):
    kind: ClassVar[str] = "bonus"
    title: ClassVar[str] = "Điểm thưởng"
    verb: ClassVar[str] = "cộng"


@dataclass(frozen=True)
class Penalty(Adjustment):
    kind: ClassVar[str] = "penalty"
    title: ClassVar[str] = "Điểm phạt"
    verb: ClassVar[str] = "trừ"
