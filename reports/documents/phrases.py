"""Phrases that papers about results share, with their figures written the Vietnamese way."""

from collections.abc import Iterable
from decimal import Decimal

from criteria.models import Level
from parindex.lib.numbers import (
    DASH,
    MINUS,
    format_decimal,
    format_percent,
    format_signed,
    half_up,
)
from reports.unit_result import Figures, Group, Node, Part

FIELD_PLACES = 1
"""Percentages and changes of fields; those of the whole index take two places."""


def counted(number: int) -> str:
    """01, 12: a zero before a single digit, as papers count things."""
    return f"{number:02d}"


def listed(names: Iterable[str]) -> str:
    """Names that may hold commas themselves."""
    return "; ".join(names)


def points(value: Decimal | None) -> str:
    return format_decimal(value, strip=True)


def points_of(part: Figures | Part) -> str:
    """6,46/10; a dash while there is no score."""
    if part.points is None or part.max_points is None:
        return DASH
    return f"{points(part.points)}/{points(part.max_points)}"


def lost(node: Node) -> str:
    """The deduction as tables show it: negative; empty when nothing is lost."""
    if node.deducted is None:
        return DASH
    return MINUS + points(node.deducted) if node.deducted else ""


def change_text(change: Decimal | None, places: int = FIELD_PLACES) -> str:
    """+2,1; one more place when the change would vanish in rounding."""
    if change and not half_up(change, places):
        places += 1
    return format_signed(change, places)


def change_words(change: Decimal, places: int = 2) -> str:
    """tăng 6,22 điểm phần trăm"""
    if change == 0:
        return "không thay đổi"
    verb = "tăng" if change > 0 else "giảm"
    places += 1 if not half_up(change, places) else 0
    return f"{verb} {format_decimal(abs(change), places, strip=True)} điểm phần trăm"


def band_words(group: Group) -> str:
    """từ 70% đến dưới 80%; empty when the label says it already."""
    if "%" in group.label or group.floor is None:
        return ""
    floor = format_percent(group.floor, strip=True)
    if group.ceiling is None:
        return f"từ {floor} trở lên"
    ceiling = format_percent(group.ceiling, strip=True)
    return f"dưới {ceiling}" if group.floor == 0 else f"từ {floor} đến dưới {ceiling}"


def group_name(group: Group) -> str:
    """nhóm 3; nhóm “Xuất sắc”"""
    if group.label.lower().startswith("nhóm"):
        return group.label[:1].lower() + group.label[1:]
    return f"nhóm “{group.label}”"


def node_title(node: Node) -> str:
    """Tiêu chí thành phần 3.4.1. Ban hành các quy chế …"""
    return f"{Level(node.level).label} {node.code}. {node.name}"


def kinds_of(nodes: Iterable[Node]) -> str:
    """What the nodes are called together: "tiêu chí, tiêu chí thành phần"."""
    levels = sorted({node.level for node in nodes})
    return ", ".join(str(Level(level).label).lower() for level in levels)


def sentence(text: str) -> str:
    """The text with a full stop, unless it ends a sentence already."""
    trimmed = text.strip()
    return trimmed if trimmed.endswith((".", "!", "?", "…")) else trimmed.rstrip(";,") + "."
