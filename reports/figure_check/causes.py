"""Points lost and the reasons given for them, in a column or in the text below the table."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from parindex.lib.text import fold
from reports.figure_check.codes import Key, code_of, key_of
from reports.figure_check.digits import resemblance
from reports.figure_check.figures import Figure, Unreadable, are_same, figure_of, machine, shown
from reports.figure_check.findings import Kind, Slip, slip_in
from reports.figure_check.grid import Place
from reports.figure_check.headers import Role
from reports.figure_check.tables import Layout, Note, Row, TextLine
from reports.figure_check.tree import Node, Tree, Truth

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
_NAME_SHOWN = 60
_SAME_NAME, _OTHER_NAME = 0.6, 0.8
"""How alike two names must be: of the same code, and of another code."""
_WORDS_ALIKE, _ALIKE_MAX = 3, 20
_NAME_COMPARED = 150
"""Characters; names do not differ only beyond them."""


_Words = tuple[str, ...]
"""The field and the first words of a name."""


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


def check_causes(
    tree: Tree, truths: Mapping[Key, Truth], mentions: Sequence[Mention], rows: Sequence[Row]
) -> tuple[list[Slip], list[Note]]:
    """``rows``: rows of the tree whose cause stands in a line of its own below them."""
    slips: list[Slip] = []
    notes: list[Note] = []
    reasoned = {key for key, n in tree.nodes.items() if n.row and (n.row.cause or n.row in rows)}
    by_words = _by_first_words(tree)
    for mention in mentions:
        node = _meant(mention, tree, by_words)
        if node is None:
            continue
        if node.code != mention.code:
            notes.append(_mislabelled(mention, node))
        slips.extend(_disagreement(mention, node, truths))
        if mention.has_reason:
            reasoned.add(node.key)
    slips.extend(_missing(tree, truths, reasoned))
    return slips, notes


# -------------------------------------------------------------------- reading


def _in_tables(layout: Layout) -> Iterator[Mention]:
    for table in layout.tables:
        if not table.is_of_causes:
            continue
        for row in table.rows:
            if row.code:
                lost = next((f for (r, _), f in row.figures.items() if r is Role.DEDUCTED), None)
                told = _mention(row.at, row.code, row.label)
                yield replace(told, lost=lost or told.lost, has_reason=bool(row.cause))


def rows_with_reason_below(layout: Layout) -> list[Row]:
    """A line "Nguyên nhân: …" right under a row of the table."""
    return [
        text.row
        for text in layout.texts
        if text.row and (match := _REASON.match(_words(text))) and len(match["text"]) > _REASON_MIN
    ]


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


# -------------------------------------------------------------------- matching


def _meant(mention: Mention, tree: Tree, by_words: Mapping[_Words, Sequence[Node]]) -> Node | None:
    """By code, unless the name clearly is that of another criterion of the same field."""
    by_code = tree.nodes.get(key_of(mention.code))
    name = _bare(mention.name)
    if len(name) <= _REASON_MIN or (by_code and _likeness(name, by_code) >= _SAME_NAME):
        return by_code
    others = by_words.get(_first_words(key_of(mention.code), name), ())
    best = max(others, key=lambda node: _likeness(name, node), default=None)
    return best if best and _likeness(name, best) >= _OTHER_NAME else by_code


def _by_first_words(tree: Tree) -> dict[_Words, list[Node]]:
    """Names are compared in full only where they begin alike: a long text stays quick to check."""
    found: dict[_Words, list[Node]] = {}
    for node in tree.nodes.values():
        alike = found.setdefault(_first_words(node.key, _bare(node.label)), [])
        if len(alike) < _ALIKE_MAX:
            alike.append(node)
    return found


def _first_words(key: Key, name: str) -> _Words:
    return key[0], *name.split()[:_WORDS_ALIKE]


def _likeness(name: str, node: Node) -> float:
    other = _bare(node.label)
    if not other:
        return 0
    shorter, longer = sorted((name, other), key=len)
    if len(shorter) > 12 and longer.startswith(shorter):
        return 1
    matcher = SequenceMatcher(None, name, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _SAME_NAME else 0


def _bare(text: str) -> str:
    return fold(text[:_NAME_COMPARED]).strip(" .;:,-–")


def _mislabelled(mention: Mention, node: Node) -> Note:
    name = node.label if len(node.label) <= _NAME_SHOWN else f"{node.label[:_NAME_SHOWN]}…"
    return Note(mention.at, f"Lời văn ghi mã {mention.code}, nội dung là của {node.code} “{name}”.")


# -------------------------------------------------------------------- checking


def _disagreement(mention: Mention, node: Node, truths: Mapping[Key, Truth]) -> Iterator[Slip]:
    right = truths[node.key].lost
    if mention.lost is None or right is None:
        return
    told = abs(mention.lost.value)
    if are_same(told, right):
        return
    repeats = node.lost is not None and are_same(node.lost, told)
    words = [
        f"Lời văn ghi trừ {shown(told)} điểm; theo bảng, {node.code} bị trừ {shown(right)} điểm.",
        "Lời văn lặp lại lỗi của bảng." if repeats else resemblance(told, right),
    ]
    sign = -1 if mention.lost.value < 0 else 1
    yield slip_in(mention.lost, node.code, Kind.ARITHMETIC, machine(sign * right), words)


def _missing(tree: Tree, truths: Mapping[Key, Truth], reasoned: set[Key]) -> Iterator[Slip]:
    losing = {
        leaf: lost
        for root in tree.roots
        for leaf in root.leaves
        if leaf.row and (lost := truths[leaf.key].lost) and lost > 0
    }
    fields = {leaf.key[0] for leaf in losing}
    explained = {key[0] for key in reasoned}
    expects_all = len(fields & explained) * 2 > len(fields)
    for leaf, lost in losing.items():
        if not expects_all and leaf.key[0] not in explained:
            continue
        if any(leaf.key[:depth] in reasoned for depth in range(2, len(leaf.key) + 1)):
            continue
        text = (
            f"{code_of(leaf.key)} bị trừ {shown(lost)} điểm mà không nêu nguyên nhân, trong khi các"
            " mục bị trừ khác có nêu."
        )
        yield Slip(leaf.at, leaf.code, Kind.MISSING, "", "", text)
