"""Tasks done on time count fully, late ones in part, missed ones not at all."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Self

from criteria.rules.base import InputField, Rule
from criteria.rules.params import Params
from criteria.rules.values import Values
from criteria.rules.words import figure, lower_first, points, times
from parindex.lib.numbers import plain

_EMPTY = ("error", "full", "zero")
_NAMES = ("due", "on_time", "late")


@dataclass(frozen=True)
class Milestones(Rule):
    """(on time + weight × late) ÷ due × max."""

    kind: ClassVar[str] = "milestones"
    title: ClassVar[str] = "Theo tiến độ nhiệm vụ"

    late_weight: Decimal
    due_label: str
    on_time_label: str
    late_label: str
    empty: str = "error"

    @classmethod
    def read(cls, params: Params, max_score: Decimal) -> Self:
        return cls(
            max_score,
            late_weight=params.decimal("late_weight", low=0, high=1),
            due_label=params.text("due_label", "Tổng số nhiệm vụ đến hạn"),
            on_time_label=params.text("on_time_label", "Số nhiệm vụ hoàn thành đúng hạn"),
            late_label=params.text("late_label", "Số nhiệm vụ hoàn thành muộn"),
            empty=params.one_of("empty", _EMPTY, "error"),
        )

    def params(self) -> dict[str, object]:
        known: dict[str, object] = {
            "late_weight": plain(self.late_weight),
            "due_label": self.due_label,
            "on_time_label": self.on_time_label,
            "late_label": self.late_label,
        }
        return known if self.empty == "error" else known | {"empty": self.empty}

    def fields(self) -> tuple[InputField, ...]:
        return (
            InputField("due", self.due_label, "count"),
            InputField("on_time", self.on_time_label, "count"),
            InputField("late", self.late_label, "count", hint="Không có thì nhập 0"),
        )

    def check(self, values: Values) -> dict[str, str]:
        due = values.number("due")
        if due is None:
            return {}
        done = (values.number("on_time") or Fraction(0)) + (values.number("late") or Fraction(0))
        if done > due:
            return {
                "due": f"Đúng hạn và muộn cộng lại là {figure(done)}, lớn hơn"
                f" {lower_first(self.due_label)} ({figure(due)}). Sửa lại một trong các số."
            }
        if due == 0 and self.empty == "error":
            return {
                "due": f"{self.due_label} phải lớn hơn 0."
                " Kiểm tra lại số liệu; nếu trong năm không phát sinh thì để trống."
            }
        return {}

    def points(self, values: Values) -> Fraction | None:
        if values.number("due") == 0:
            return Fraction(self.max_score) if self.empty == "full" else Fraction(0)
        numbers = values.numbers(_NAMES)
        if numbers is None:
            return None
        due, on_time, late = numbers
        return (on_time + Fraction(self.late_weight) * late) / due * Fraction(self.max_score)

    def sentence(self) -> str:
        weight = figure(self.late_weight)
        text = (
            f"Điểm = (số hoàn thành đúng hạn + {weight} × số hoàn thành muộn)"
            f" ÷ tổng số đến hạn × {figure(self.max_score)}"
        )
        if self.empty == "error":
            return text
        worth = points(self.max_score) if self.empty == "full" else "0 điểm"
        return f"{text}; không phát sinh: {worth}"

    def steps(self, values: Values) -> str:
        numbers = values.numbers(_NAMES)
        if numbers is None or numbers[0] == 0:
            return "không phát sinh"
        due, on_time, late = (figure(number) for number in numbers)
        weight = figure(self.late_weight)
        return times(f"({on_time} + {weight} × {late}) ÷ {due}", self.max_score)
