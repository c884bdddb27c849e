"""A judged score, where the text of the criterion leaves it to people."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Self

from criteria.rules.base import InputField, Rule
from criteria.rules.limits import within
from criteria.rules.params import Params
from criteria.rules.values import Values
from criteria.rules.words import figure
from parindex.lib.numbers import plain


@dataclass(frozen=True)
class Manual(Rule):
    """0 … max in whole steps."""

    kind: ClassVar[str] = "manual"
    title: ClassVar[str] = "Chấm theo mức độ"

    step: Decimal
    label: str

    @classmethod
    def read(cls, params: Params, max_score: Decimal) -> Self:
        step = params.positive("step", default=Decimal("0.01"))
        if max_score % step:
            raise params.fail(
                "step", f"Bước {figure(step)} không chia hết điểm tối đa {figure(max_score)}."
            )
        return cls(max_score, step, params.text("label", "Điểm"))

    def params(self) -> dict[str, object]:
        return {"step": plain(self.step), "label": self.label}

    def fields(self) -> tuple[InputField, ...]:
        return (InputField("score", self.label, "number", hint=self._range()),)

    def check(self, values: Values) -> dict[str, str]:
        outside = within(values, "score", self.max_score, " điểm")
        score = values.number("score")
        if outside or score is None or score % Fraction(self.step) == 0:
            return outside
        lower = score - score % Fraction(self.step)
        return {
            "score": f"{figure(score)} không theo bước {figure(self.step)}."
            f" Nhập {figure(lower)} hoặc {figure(lower + Fraction(self.step))}."
        }

    def points(self, values: Values) -> Fraction | None:
        return values.number("score")

    def sentence(self) -> str:
        return f"Chấm {self._range()} điểm, theo bước {figure(self.step)}"

    def steps(self, values: Values) -> str:
        return "chấm theo mức độ"

    def _range(self) -> str:
        return f"từ 0 đến {figure(self.max_score)}"
