"""The nodes of one set as a tree, and everything in them that follows from the tree."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from criteria.codes import joined
from criteria.models import Block, Criterion, Method

COMPUTED = ("position", "level", "block", "is_leaf", "max_score", "method", "sort_key")
"""Columns that `settle` fills; nobody types them, but for a leaf's own maximum and method."""

MAX_DEPTH = 3


class Tree:
    """Nodes by parent, in the order of their positions."""

    def __init__(self, nodes: Iterable[Criterion]) -> None:
        self.nodes = list(nodes)
        self.by_id = {node.pk: node for node in self.nodes}
        self._below: dict[int | None, list[Criterion]] = defaultdict(list)
        for node in sorted(self.nodes, key=lambda n: (n.position, n.pk)):
            self._below[node.parent_id].append(node)

    def children(self, node: Criterion | None) -> list[Criterion]:
        """The node's children; of None, the top."""
        return list(self._below[node.pk if node else None])

    def parent(self, node: Criterion) -> Criterion | None:
        return self.by_id[node.parent_id] if node.parent_id else None

    def root(self, node: Criterion) -> Criterion:
        parent = self.parent(node)
        return node if parent is None else self.root(parent)

    def subtree(self, node: Criterion) -> list[Criterion]:
        """The node and all below it, in order."""
        return [node, *(deep for child in self.children(node) for deep in self.subtree(child))]

    def in_order(self) -> list[Criterion]:
        return [deep for top in self.children(None) for deep in self.subtree(top)]

    def siblings(self, node: Criterion) -> list[Criterion]:
        """All children of the node's parent, the node among them."""
        return self.children(self.parent(node))

    def depth(self, node: Criterion) -> int:
        parent = self.parent(node)
        return 1 if parent is None else 1 + self.depth(parent)

    def height(self, node: Criterion) -> int:
        """1 for a leaf."""
        return 1 + max((self.height(child) for child in self.children(node)), default=0)


def settle(tree: Tree, adjustment_cap: Decimal | None) -> list[Criterion]:
    """Compute what follows from the tree, in one pass; returns the nodes that changed."""
    before = {node.pk: _computed(node) for node in tree.nodes}
    _settle_below(tree, None, adjustment_cap)
    return [node for node in tree.nodes if _computed(node) != before[node.pk]]


def sum_of(children: Iterable[Criterion], block: str, adjustment_cap: Decimal | None) -> Decimal:
    """A parent's maximum. Of bonus and penalty, what a unit can gain at most."""
    if block != Block.ADJUSTMENT:
        return sum((child.max_score for child in children), Decimal(0))
    bonus = sum((c.max_score for c in children if c.rule_kind != "penalty"), Decimal(0))
    return bonus if adjustment_cap is None else min(bonus, adjustment_cap)


def renumbered(tree: Tree, parent: Criterion | None, *, deep: bool = False) -> dict[int, str]:
    """New codes, by key: the parent's children by their order, and what follows from them below.

    ``deep`` numbers every lower level by its order too. A lettered top code stays as it is.
    """
    codes: dict[int, str] = {}
    _renumber(tree, parent, parent.code if parent else "", deep, codes)
    return codes


def _renumber(
    tree: Tree, parent: Criterion | None, code: str, deep: bool, codes: dict[int, str]
) -> None:
    number = 0
    for child in tree.children(parent):
        if parent is None and child.code.isalpha():
            codes[child.pk] = child.code
        else:
            number += 1
            codes[child.pk] = joined(code, number)
        if deep:
            _renumber(tree, child, codes[child.pk], deep, codes)
        else:
            _carry(tree, child, codes)


def _carry(tree: Tree, node: Criterion, codes: dict[int, str]) -> None:
    """Everything below keeps the last part of its code."""
    for child in tree.children(node):
        codes[child.pk] = f"{codes[node.pk]}.{child.code.rpartition('.')[2]}"
        _carry(tree, child, codes)


def _settle_below(tree: Tree, parent: Criterion | None, cap: Decimal | None) -> None:
    for position, node in enumerate(tree.children(parent), start=1):
        key = f"{position:03d}"
        node.position = position
        node.level = parent.level + 1 if parent else 1
        node.block = parent.block if parent else node.block
        node.sort_key = f"{parent.sort_key}.{key}" if parent else key
        _settle_below(tree, node, cap)
        _settle_node(node, tree.children(node), cap)


def _settle_node(node: Criterion, children: list[Criterion], cap: Decimal | None) -> None:
    node.is_leaf = not children
    if children:
        methods = {child.method for child in children}
        node.method = methods.pop() if len(methods) == 1 else Method.MIXED
        node.max_score = sum_of(children, node.block, cap)
    elif node.block == Block.ADJUSTMENT:
        node.method = Method.ADJUSTMENT


def _computed(node: Criterion) -> tuple[object, ...]:
    return tuple(getattr(node, name) for name in COMPUTED)
