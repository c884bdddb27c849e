"""What a ratio or a band looks at: a share of two figures, a percentage, or a plain number."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from criteria.rules.base import InputField
from criteria.rules.params import Params
from criteria.rules.values import Values
from criteria.rules.words import figure, lower_first, measured

COUNTS = "counts"
AMOUNTS = "amounts"
PERCENT = "percent"
NUMBER = "number"

_EMPTY = ("error", "full", "zero")


@dataclass(frozen=True)
class Measure:
    """How the measured figure is declared.

    `over` allows a share above 100%. `empty` says what a denominator of 0 means: a mistake,
    full points, or none.
    """

    kind: str
    label: str = ""
    numerator_label: str = ""
    denominator_label: str = ""
    unit: str = ""
    over: bool = False
    empty: str = "error"

    @classmethod
    def read(cls, params: Params, kinds: Sequence[str]) -> "Measure":
        kind = params.one_of("measure", kinds, COUNTS)
        if kind in (COUNTS, AMOUNTS):
            return cls(
                kind=kind,
                numerator_label=params.text("numerator_label", "Số đạt yêu cầu"),
                denominator_label=params.text("denominator_label", "Tổng số"),
                over=params.flag("over"),
                empty=params.one_of("empty", _EMPTY, "error"),
            )
        if kind == PERCENT:
            return cls(kind=kind, label=params.text("label", "Tỷ lệ (%)"), over=params.flag("over"))
        return cls(kind=kind, label=params.text("label", "Giá trị"), unit=params.text("unit", ""))

    def params(self) -> dict[str, object]:
        texts = {
            "label": self.label,
            "numerator_label": self.numerator_label,
            "denominator_label": self.denominator_label,
            "unit": self.unit,
        }
        known: dict[str, object] = {"measure": self.kind}
        known |= {name: text for name, text in texts.items() if text}
        if self.over:
            known["over"] = True
        if self.empty != "error":
            known["empty"] = self.empty
        return known

    @property
    def is_share(self) -> bool:
        return self.kind in (COUNTS, AMOUNTS)

    @property
    def is_rate(self) -> bool:
        return self.kind != NUMBER

    @property
    def ceiling(self) -> Decimal | None:
        """The highest figure that can be declared, when there is one."""
        return Decimal(100) if self.is_rate and not self.over else None

    def fields(self) -> tuple[InputField, ...]:
        if self.kind == COUNTS:
            return (
                InputField("numerator", self.numerator_label, "count"),
                InputField("denominator", self.denominator_label, "count"),
            )
        if self.kind == AMOUNTS:
            return (
                InputField("numerator", self.numerator_label, "number"),
                InputField("denominator", self.denominator_label, "number"),
            )
        if self.kind == PERCENT:
            return (InputField("percent", self.label, "percent", hint="Ví dụ 98,26"),)
        return (InputField("value", self.label, "number", hint=self.unit),)

    def check(self, values: Values) -> dict[str, str]:
        if self.is_share:
            return self._check_share(values)
        if self.kind == PERCENT:
            return self._check_percent(values)
        return {}

    def is_empty(self, values: Values) -> bool:
        """Nothing arose, so that there is nothing to take a share of."""
        return self.is_share and values.number("denominator") == 0

    def value(self, values: Values) -> Fraction | None:
        """The measured figure; a share is in percent."""
        if not self.is_share:
            return values.number("percent" if self.kind == PERCENT else "value")
        both = values.numbers(("numerator", "denominator"))
        return None if both is None or both[1] == 0 else both[0] / both[1] * 100

    def empty_points(self, max_score: Decimal) -> Fraction:
        return Fraction(max_score) if self.empty == "full" else Fraction(0)

    def show(self, value: Decimal | Fraction) -> str:
        """The figure with its unit, as rule sentences write it."""
        return f"{figure(value)}{self._unit()}"

    def steps(self, values: Values, edges: Iterable[Decimal]) -> str:
        value = self.value(values)
        if value is None:
            return "không phát sinh"
        text = measured(value, edges) + self._unit()
        both = values.numbers(("numerator", "denominator"))
        return text if both is None else f"{figure(both[0])}/{figure(both[1])} = {text}"

    def _unit(self) -> str:
        if self.is_rate:
            return "%"
        return f" {self.unit}" if self.unit else ""

    def _check_share(self, values: Values) -> dict[str, str]:
        numerator, denominator = values.number("numerator"), values.number("denominator")
        for name, label, number in (
            ("numerator", self.numerator_label, numerator),
            ("denominator", self.denominator_label, denominator),
        ):
            if number is not None and number < 0:
                return {name: f"{label} không được âm. Nhập từ 0 trở lên."}
        if denominator == 0 and self.empty == "error":
            return {
                "denominator": f"{self.denominator_label} phải lớn hơn 0."
                " Kiểm tra lại số liệu; nếu trong năm không phát sinh thì để trống."
            }
        if numerator is None or denominator is None:
            return {}
        if numerator > denominator and (denominator == 0 or not self.over):
            return {
                "numerator": f"{self.numerator_label} ({figure(numerator)}) lớn hơn"
                f" {lower_first(self.denominator_label)} ({figure(denominator)})."
                " Sửa lại một trong hai số."
            }
        return {}

    def _check_percent(self, values: Values) -> dict[str, str]:
        value = values.number("percent")
        if value is None:
            return {}
        if value < 0:
            return {"percent": "Tỷ lệ không được âm. Nhập từ 0 trở lên."}
        if value > 100 and not self.over:
            return {"percent": f"{figure(value)}% vượt quá 100%. Nhập từ 0 đến 100."}
        return {}
