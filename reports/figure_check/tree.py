"""Criteria trees of the detail tables: one per full set of criteria in the file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from reports.figure_check.codes import Key, code_of, has_gaps, key_of, mended, parent_in
from reports.figure_check.figures import Figure
from reports.figure_check.grid import Place
from reports.figure_check.roles import Role
from reports.figure_check.row_facts import is_loose
from reports.figure_check.tables import Note, Row, Table


@dataclass(frozen=True)
class Truth:
    """What a node's figures should be; None where nobody can tell."""

    maximum: Decimal | None
    achieved: Decimal | None

    @property
    def lost(self) -> Decimal | None:
        if self.maximum is None or self.achieved is None:
            return None
        return self.maximum - self.achieved


@dataclass(eq=False)
class Node:
    """A field, criterion or sub-criterion; without a row where the table shows none."""

    key: Key
    row: Row | None = None
    maximum: Figure | None = None
    achieved: Figure | None = None
    deducted: Figure | None = None
    shows_deductions: bool = False
    """The table has a column for points lost."""
    children: list["Node"] = field(default_factory=list)

    @property
    def code(self) -> str:
        return code_of(self.key)

    @property
    def at(self) -> Place:
        return self.row.at if self.row else self.children[0].at

    @property
    def label(self) -> str:
        return self.row.label.lstrip(" -–—•*+") if self.row else ""

    @property
    def lost(self) -> Decimal | None:
        """The printed deduction, as a positive number."""
        return abs(self.deducted.value) if self.deducted else None

    @property
    def has_all_children(self) -> bool:
        return not has_gaps([child.key[-1] for child in self.children])

    def walk(self) -> Iterator["Node"]:
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def leaves(self) -> list["Node"]:
        return [node for node in self.walk() if not node.children]


@dataclass
class Tree:
    nodes: dict[Key, Node] = field(default_factory=dict)

    @property
    def roots(self) -> list[Node]:
        return [node for key, node in self.nodes.items() if len(key) == 1]

    @property
    def shows_losses_negative(self) -> bool:
        """Tables print −0,25 or 0,25; a recomputed figure follows the table."""
        values = [n.deducted.value for n in self.nodes.values() if n.deducted]
        return any(value < 0 for value in values) or not any(values)


def codes_of(nodes: Iterable[Node]) -> str:
    """`5.3.1, 5.3.2`; a long row of siblings as `5.1 đến 5.9`."""
    keys = [node.key for node in nodes]
    are_siblings = len({key[:-1] for key in keys}) == 1
    codes = [code_of(key) for key in keys]
    return f"{codes[0]} đến {codes[-1]}" if are_siblings and len(codes) > 4 else ", ".join(codes)


def read_trees(tables: Iterable[Table]) -> tuple[list[Tree], list[Note]]:
    builder = _Builder()
    for table in tables:
        if table.is_detail:
            builder.add(table)
    for tree in builder.trees:
        _join(tree)
    return [tree for tree in builder.trees if tree.nodes], builder.notes


class _Builder:
    def __init__(self) -> None:
        self.trees = [Tree()]
        self.notes: list[Note] = []
        self.last: Key = ()
        """The last code that was printed."""
        self.field: Key = ()
        """The field above, where codes begin anew under each Roman numeral."""
        self.bullets = 0

    @property
    def tree(self) -> Tree:
        return self.trees[-1]

    def add(self, table: Table) -> None:
        rows = [row for row in table.rows if row.figures and not is_loose(row)]
        restarts = _restarts(rows)
        for position, row in enumerate(rows):
            if row.roman:
                self.field = (row.roman,) if restarts else ()
                self._place(row, (row.roman,), table)
            elif row.code:
                self._place(row, self._key(row), table)
            else:
                self._place_uncoded(row, rows[position + 1 :], table)

    def _key(self, row: Row) -> Key:
        code = mended(row.code, row.code_cell, self.tree.nodes, self.last)
        return self.field + key_of(code)

    def _place(self, row: Row, key: Key, table: Table) -> None:
        if key in self.tree.nodes:
            if len(key) == 1 or key[:1] != self.last[:1]:
                self.trees.append(Tree())
            else:
                self._remark(row, f"Mã {code_of(key)} xuất hiện hai lần.")
                key = _free(key, self.tree)
        self.last, self.bullets = key, 0
        self.tree.nodes[key] = _node(key, row, table)

    def _place_uncoded(self, row: Row, following: list[Row], table: Table) -> None:
        """A field whose code the next row tells, or a part of the criterion above."""
        after = next((key_of(r.code) for r in following if r.code), ())
        opens_field = len(after) == 2 and after[1] == "1" and after[:1] != self.last[:1]
        if opens_field and not row.is_bullet:
            self._place(row, after[:1], table)
            return
        if not self.last:
            self._remark(row, "Dòng không có mã nên không biết thuộc tiêu chí nào.")
            return
        self.bullets += 1
        key = _free((*self.last, str(self.bullets)), self.tree)
        self.tree.nodes[key] = _node(key, row, table)

    def _remark(self, row: Row, text: str) -> None:
        self.notes.append(Note(row.at, text))


def _restarts(rows: list[Row]) -> bool:
    """I, 1, 1.1, II, 1, …: the codes under a Roman numeral begin anew."""
    return any(a.roman not in {"", "1"} and b.code == "1" for a, b in pairwise(rows))


def _free(key: Key, tree: Tree) -> Key:
    while key in tree.nodes:
        last = key[-1]
        key = (*key[:-1], str(int(last) + 1) if last.isdecimal() else f"{last}2")
    return key


def _node(key: Key, row: Row, table: Table) -> Node:
    period = table.periods[-1]
    return Node(
        key,
        row,
        maximum=row.figure_near(Role.MAXIMUM, period),
        achieved=row.figure_near(Role.ACHIEVED, period),
        deducted=row.figure_near(Role.DEDUCTED, period),
        shows_deductions=table.has(Role.DEDUCTED),
    )


def _join(tree: Tree) -> None:
    """Hang every node under its nearest ancestor; a field that no row shows gets a bare node."""
    for key in [key for key in tree.nodes if len(key) > 1 and key[:1] not in tree.nodes]:
        tree.nodes.setdefault(key[:1], Node(key[:1]))
    for key, node in tree.nodes.items():
        if parent := parent_in(key, tree.nodes):
            tree.nodes[parent].children.append(node)
