"""What the text below the tables says of criteria that lost points."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from reports.figure_check.figures import Figure, Unreadable, figure_of
from reports.figure_check.grid import Place
from reports.figure_check.roles import Role
from reports.figure_check.tables import Layout, TextLine

_MENTION = re.compile(
    r"\W*(?:nguyên nhân\s*)?(?:(?:tiêu chí|tc|tctp)\s*(?:thành phần)?\s*)"
    r"(?P<code>\d{1,2}(?:\.\d{1,2})*)\b\s*[.:)–-]*\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_CODED = re.compile(
    r"\W*(?P<code>\d{1,2}(?:\.\d{1,2})+)\.?\s+(?P<rest>.*trừ.*)", re.IGNORECASE | re.DOTALL
)
_LOST = re.compile(
    r"\(\s*(?:bị\s*)?trừ\s*:?\s*(?P<number>[-–]?\s*\d+(?:[.,]\d+)?)\s*(?:điểm)?\s*\)", re.IGNORECASE
)
_REASON = re.compile(
    r"\W*(?:nguyên nhân|lý do|do)\b\s*[:.]?\s*(?P<text>.*)", re.IGNORECASE | re.DOTALL
)
_REASON_MIN = 3


@dataclass(frozen=True)
class Mention:
    """A criterion that the text says has lost points."""

    at: Place
    code: str
    name: str = ""
    lost: Figure | None = None
    has_reason: bool = False


def read_mentions(layout: Layout) -> list[Mention]:
    found = list(_in_tables(layout))
    found.extend(_in_texts(layout.texts))
    return found


def _in_tables(layout: Layout) -> Iterator[Mention]:
    for table in layout.tables:
        if not table.is_of_causes:
            continue
        for row in table.rows:
            if row.code:
                lost = next((f for (r, _), f in row.figures.items() if r is Role.DEDUCTED), None)
                told = _mention(row.at, row.code, row.label)
                yield replace(told, lost=lost or told.lost, has_reason=bool(row.cause))


def rows_with_reason_below(layout: Layout) -> set[Place]:
    """Rows with a line "Nguyên nhân: …" right under them."""
    return {
        text.row.at
        for text in layout.texts
        if text.row and (match := _REASON.match(_words(text))) and len(match["text"]) > _REASON_MIN
    }


def _in_texts(texts: Iterable[TextLine]) -> Iterator[Mention]:
    pending: Mention | None = None
    unfinished = ""
    for at, text in _pieces(texts):
        start = _MENTION.match(text) or _CODED.match(text)
        if start:
            if pending:
                yield pending
            unfinished = start["rest"]
            pending = _mention(at, start["code"], unfinished)
        elif pending and (reason := _REASON.match(text)):
            if len(reason["text"]) > _REASON_MIN:
                pending = replace(pending, has_reason=True)
        elif pending and not pending.lost and not pending.has_reason:
            unfinished = f"{unfinished} {text}"
            pending = _mention(pending.at, pending.code, unfinished)
    if pending:
        yield pending


def _pieces(texts: Iterable[TextLine]) -> Iterator[tuple[Place, str]]:
    """Lines of text, also those that stand together in one cell."""
    for text in texts:
        for piece in _words(text).split("\n"):
            if piece.strip():
                yield text.line.at, piece.strip()


def _words(text: TextLine) -> str:
    return " ".join(cell.text for cell in text.line.filled)


def _mention(at: Place, code: str, rest: str) -> Mention:
    losses = list(_LOST.finditer(rest))
    if not losses:
        return Mention(at, code, rest.strip())
    last = losses[-1]
    reason = rest[last.end() :].strip(" ;:.,–-")
    return Mention(
        at,
        code,
        rest[: last.start()].strip(),
        _figure(last["number"], at),
        has_reason=len(reason) > _REASON_MIN,
    )


def _figure(text: str, at: Place) -> Figure | None:
    try:
        return figure_of(text, at)
    except Unreadable:
        return None
