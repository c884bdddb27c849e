"""What one measure promises, in a line: "cấp huyện: tối thiểu 40% (2022), 60% (2023)"."""

from decimal import Decimal

from parindex.lib.numbers import format_signed
from plans.goals import Comparator, amount
from plans.models import TargetMeasure

_VERBS = {
    Comparator.AT_LEAST: "tối thiểu",
    Comparator.OVER: "trên",
    Comparator.EQUAL: "đạt",
    Comparator.AT_MOST: "không quá",
    Comparator.RISE: "tăng",
    Comparator.FALL: "giảm",
    Comparator.KEEP: "duy trì",
    Comparator.DONE: "hoàn thành",
}


def measure_words(measure: TargetMeasure) -> str:
    years = [_promise(measure, year, value) for year, value in sorted(measure.course.goals.items())]
    told = f"{_VERBS[measure.compared]} {', '.join(years)}".strip()
    return f"{measure.name}: {told}" if measure.name else told


def value_words(measure: TargetMeasure, value: Decimal | None) -> str:
    """An actual figure: a change with its sign, completion in words, a level with its unit."""
    if value is None:
        return ""
    if measure.compared is Comparator.DONE:
        return "đã hoàn thành" if value >= 1 else "chưa hoàn thành"
    if measure.compared.is_change and value != 0:
        sign = format_signed(value)[0]
        return f"{sign}{amount(measure.measure, abs(value), measure.unit_name)}"
    return amount(measure.measure, value, measure.unit_name)


def _promise(measure: TargetMeasure, year: int, value: Decimal) -> str:
    if not measure.compared.has_goal:
        return f"({year})"
    return f"{amount(measure.measure, value, measure.unit_name)} ({year})"
