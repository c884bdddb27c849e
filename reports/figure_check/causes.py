"""Every deduction has its cause, and the text tells the deduction that the table tells."""

from collections.abc import Iterator, Mapping, Sequence, Set
from difflib import SequenceMatcher

from parindex.lib.text import fold
from reports.figure_check.codes import Key, code_of, key_of
from reports.figure_check.digits import resemblance
from reports.figure_check.figures import are_same, machine, shown
from reports.figure_check.findings import Kind, Slip, slip_in
from reports.figure_check.grid import Place
from reports.figure_check.mentions import Mention
from reports.figure_check.tables import Note
from reports.figure_check.tree import Node, Tree, Truth

_NAME_MIN, _NAME_SHOWN = 3, 60
_SAME_NAME, _OTHER_NAME = 0.6, 0.8
"""How alike two names must be: of the same code, and of another code."""
_WORDS_ALIKE, _ALIKE_MAX = 3, 20
_NAME_COMPARED = 150
"""Characters; names do not differ only beyond them."""


_Words = tuple[str, ...]
"""The field and the first words of a name."""


def check_causes(
    tree: Tree, truths: Mapping[Key, Truth], mentions: Sequence[Mention], rows: Set[Place]
) -> tuple[list[Slip], list[Note]]:
    """``rows``: rows of the tree whose cause stands in a line of its own below them."""
    slips: list[Slip] = []
    notes: list[Note] = []
    reasoned = {key for key, n in tree.nodes.items() if n.row and (n.row.cause or n.row.at in rows)}
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


# -------------------------------------------------------------------- which criterion is meant


def _meant(mention: Mention, tree: Tree, by_words: Mapping[_Words, Sequence[Node]]) -> Node | None:
    """By code, unless the name clearly is that of another criterion of the same field."""
    by_code = tree.nodes.get(key_of(mention.code))
    name = _bare(mention.name)
    if len(name) <= _NAME_MIN or (by_code and _likeness(name, by_code) >= _SAME_NAME):
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
