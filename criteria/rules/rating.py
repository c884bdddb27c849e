"""A share of the maximum by a rating that somebody else gave."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Self

from criteria.rules.base import InputField, Rule
from criteria.rules.params import Params, unique
from criteria.rules.values import Values
from criteria.rules.words import figure, lower_first, percent, points
from parindex.lib.numbers import plain


@dataclass(frozen=True)
class Grade:
    """`share` is 0 … 1 of the maximum."""

    key: str
    label: str
    share: Decimal

    def params(self) -> dict[str, object]:
        return {"key": self.key, "label": self.label, "share": plain(self.share)}


@dataclass(frozen=True)
class Rating(Rule):
    """max × share of the rating."""

    kind: ClassVar[str] = "rating"
    title: ClassVar[str] = "Theo xếp loại"

    label: str
    grades: tuple[Grade, ...]

    @classmethod
    def read(cls, params: Params, max_score: Decimal) -> Self:
        grades = tuple(
            Grade(item.key(), item.text("label"), item.decimal("share", low=0, high=1))
            for item in params.items("ratings", at_least=2)
        )
        unique(params, "ratings", [grade.key for grade in grades])
        if max(grade.share for grade in grades) != 1:
            raise params.fail("ratings", "Phải có một mức xếp loại hưởng trọn điểm tối đa (1).")
        return cls(max_score, params.text("label", "Xếp loại"), grades)

    def params(self) -> dict[str, object]:
        return {"label": self.label, "ratings": [grade.params() for grade in self.grades]}

    def fields(self) -> tuple[InputField, ...]:
        options = tuple((grade.key, grade.label) for grade in self.grades)
        return (InputField("rating", self.label, "choice", options),)

    def points(self, values: Values) -> Fraction | None:
        key = values.choice("rating")
        return None if key is None else Fraction(self._grade(key).share) * Fraction(self.max_score)

    def sentence(self) -> str:
        first, *rest = self.grades
        parts = [f"{first.label}: {self._worth(first)}"]
        parts += [f"{lower_first(grade.label)}: {self._worth(grade)}" for grade in rest]
        return "; ".join(parts)

    def steps(self, values: Values) -> str:
        grade = self._grade(values.choice("rating") or "")
        return f"{grade.label}: {percent(grade.share * 100)} × {figure(self.max_score)}"

    def _grade(self, key: str) -> Grade:
        return next(grade for grade in self.grades if grade.key == key)

    def _worth(self, grade: Grade) -> str:
        return points(grade.share * self.max_score)
