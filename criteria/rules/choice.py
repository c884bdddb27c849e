"""Points of the option that is true: yes or no, on time or late, met in part."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Self

from criteria.rules.base import InputField, Rule
from criteria.rules.options import Option, choices, chosen, read_options
from criteria.rules.params import Params
from criteria.rules.values import Values
from criteria.rules.words import figure, lower_first, points


@dataclass(frozen=True)
class Choice(Rule):
    kind: ClassVar[str] = "choice"
    title: ClassVar[str] = "Chọn phương án"

    label: str
    options: tuple[Option, ...]

    @classmethod
    def read(cls, params: Params, max_score: Decimal) -> Self:
        options = read_options(params, max_score)
        if max(option.points for option in options) != max_score:
            raise params.fail(
                "options", f"Không phương án nào đạt điểm tối đa {figure(max_score)}."
            )
        return cls(max_score, params.text("label", "Kết quả thực hiện"), options)

    def params(self) -> dict[str, object]:
        return {"label": self.label, "options": [option.params() for option in self.options]}

    def fields(self) -> tuple[InputField, ...]:
        return (InputField("choice", self.label, "choice", choices(self.options)),)

    def points(self, values: Values) -> Fraction | None:
        key = values.choice("choice")
        return None if key is None else Fraction(chosen(self.options, key).points)

    def sentence(self) -> str:
        first, *rest = self.options
        parts = [f"{first.label}: {points(first.points)}"]
        parts += [f"{lower_first(option.label)}: {points(option.points)}" for option in rest]
        return "; ".join(parts)

    def steps(self, values: Values) -> str:
        return chosen(self.options, values.choice("choice") or "").label
