"""Values by year as people type them: "2025: 80%; 2030: 100"."""

import re
from decimal import Decimal

from parindex.lib.numbers import NumberError, format_decimal, parse_percent

_BETWEEN = re.compile(r"[;\n]+")
_GOAL = re.compile(r"(?:năm\s+)?(\d{4})\s*(?:[:=]\s*(.+))?", re.IGNORECASE)


class GoalsError(ValueError):
    """The text is not values by year; the message says how to mend it."""


def read_goals(text: str, *, without_value: Decimal | None = None) -> dict[int, Decimal]:
    """``without_value`` is what a year alone means (to keep, to complete); None: it is refused.

    Raises GoalsError.
    """
    goals: dict[int, Decimal] = {}
    for part in filter(None, (part.strip() for part in _BETWEEN.split(text))):
        year, value = _goal(part, without_value)
        if year in goals:
            raise GoalsError(f"Năm {year} được ghi hai lần.")
        goals[year] = value
    return goals


def goals_text(goals: dict[int, Decimal]) -> str:
    return "; ".join(
        f"{year}: {format_decimal(value, 4, strip=True).replace('.', '')}"
        for year, value in sorted(goals.items())
    )


def _goal(part: str, without_value: Decimal | None) -> tuple[int, Decimal]:
    match = _GOAL.fullmatch(part)
    if match is None:
        raise GoalsError(f"“{part[:40]}” không đúng dạng. Nhập ví dụ 2025: 80; 2030: 100.")
    year, told = int(match[1]), match[2]
    if told is None:
        if without_value is None:
            raise GoalsError(f"Năm {year} chưa có giá trị. Nhập ví dụ {year}: 80.")
        return year, without_value
    try:
        value = parse_percent(told)
    except NumberError as error:
        raise GoalsError(f"Năm {year}: {error}") from error
    if value != value.quantize(Decimal("0.0001")):
        raise GoalsError(f"Năm {year}: nhiều nhất 4 chữ số thập phân.")
    return year, value
