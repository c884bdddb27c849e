"""Complaints about figures outside what can be declared."""

from decimal import Decimal

from criteria.rules.values import Values
from criteria.rules.words import figure


def within(values: Values, name: str, high: Decimal, unit: str) -> dict[str, str]:
    value = values.number(name)
    if value is None or 0 <= value <= high:
        return {}
    return {name: f"{figure(value)}{unit} không hợp lệ. Nhập từ 0 đến {figure(high)}."}
