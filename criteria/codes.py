"""Codes of criteria, "3.1.2": their order, their parent, the next one."""

from collections.abc import Iterable

CodeKey = tuple[tuple[int, int, str], ...]


def code_key(code: str) -> CodeKey:
    """Order of codes part by part: 1.9 before 1.10, numbers before letters; "1.01" equals "1.1"."""
    return tuple(_part_key(part.strip()) for part in code.split("."))


def is_child_code(code: str, parent_code: str) -> bool:
    """Whether the code is its parent's with exactly one part more."""
    head, _dot, last = code.rpartition(".")
    return bool(last) and code_key(head) == code_key(parent_code)


def next_code(parent_code: str, siblings: Iterable[str]) -> str:
    """The code that continues the siblings; a lettered code such as S does not count."""
    numbers = [int(last) for last in (c.rpartition(".")[2] for c in siblings) if last.isdecimal()]
    return joined(parent_code, max(numbers, default=0) + 1)


def joined(parent_code: str, number: int) -> str:
    return f"{parent_code}.{number}" if parent_code else str(number)


def _part_key(part: str) -> tuple[int, int, str]:
    return (0, int(part), "") if part.isdecimal() else (1, 0, part.upper())
