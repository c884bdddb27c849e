"""Text copied from Word, PDF or Excel: one line a row, tabs between cells."""

import re
from collections.abc import Callable, Iterator

from parindex.lib.text import nfc
from reports.figure_check.grid import (
    COLUMNS_MAX,
    EMPTY,
    PASTED,
    ROWS_MAX,
    TEXT_MAX,
    Cell,
    Sheet,
    sheet_of,
)

_BREAKS = re.compile(r"\r\n|[\r\n\x0b\x0c\u2028\u2029]")
_QUOTED_LINES = 12
"""A quoted cell of Excel spans a few lines; a stray quotation mark must not eat the text."""


def read_pasted(text: str) -> Sheet:
    split = _splitter(text)
    return sheet_of(PASTED, ((number, split(line)) for number, line in _joined_lines(text)))


def _splitter(text: str) -> Callable[[str], list[Cell]]:
    return (
        _by_bars if "\t" not in text and re.search(r"^.*\|.*\|", text, re.MULTILINE) else _by_tabs
    )


def _by_tabs(line: str) -> list[Cell]:
    return [_cell(part) for part in line.split("\t", COLUMNS_MAX)[:COLUMNS_MAX]]


def _by_bars(line: str) -> list[Cell]:
    bare = line.strip()
    return [
        _cell(part)
        for part in bare.removeprefix("|").removesuffix("|").split("|", COLUMNS_MAX)[:COLUMNS_MAX]
    ]


def _cell(text: str) -> Cell:
    bare = nfc(text[:TEXT_MAX]).replace("\u00a0", " ").strip()
    if len(bare) > 1 and bare[0] == bare[-1] == '"':
        bare = bare[1:-1].replace('""', '"').strip()
    return Cell(bare) if bare else EMPTY


def _joined_lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines with their numbers; a cell that Excel quoted because it holds a break is one cell."""
    lines = _BREAKS.split(text, ROWS_MAX)[:ROWS_MAX]
    number = 0
    while number < len(lines):
        height = _quoted_height(lines[number : number + _QUOTED_LINES])
        yield number + 1, "\n".join(lines[number : number + height])
        number += height


def _quoted_height(lines: list[str]) -> int:
    last_cell = lines[0].rpartition("\t")[2]
    if not last_cell.startswith('"') or _closes(last_cell[1:]):
        return 1
    for height, line in enumerate(lines[1:], start=2):
        if _closes(line.partition("\t")[0]):
            return height
    return 1


def _closes(text: str) -> bool:
    return text.replace('""', "").endswith('"')
