"""Numbers of the sections that a paper prints, without gaps where some were left out. Pure."""

from collections.abc import Callable, Sequence
from itertools import islice
from typing import Protocol

from parindex.lib.text import ROMAN, list_letters

ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
PART = "Phần thứ"


class Numbered(Protocol):
    level: int
    number: str


def renumbered(sections: Sequence[Numbered]) -> list[str]:
    """In the style in which each number is printed: Phần thứ nhất, I, 1, 1.1, a … d, đ, e."""
    counts: dict[int, int] = {}
    above: dict[int, str] = {}
    found = []
    for section in sections:
        level = section.level
        counts = {deep: count for deep, count in counts.items() if deep <= level}
        counts[level] = counts.get(level, 0) + 1
        number = _STYLES[_style(section.number)](counts[level], above.get(level - 1, ""))
        above[level] = number
        found.append(number)
    return found


def _style(number: str) -> str:
    if number.startswith(PART):
        return "part"
    if "." in number:
        return "dotted"
    if number.isdecimal():
        return "plain"
    if number in ROMAN:
        return "roman"
    return "letter" if number else "none"


def _letter(place: int) -> str:
    return next(islice(list_letters(), place - 1, None))


_STYLES: dict[str, Callable[[int, str], str]] = {
    "part": lambda place, above: f"{PART} {ORDINALS[place - 1]}",
    "roman": lambda place, above: ROMAN[place - 1],
    "plain": lambda place, above: str(place),
    "dotted": lambda place, above: f"{above}.{place}",
    "letter": lambda place, above: _letter(place),
    "none": lambda place, above: "",
}
