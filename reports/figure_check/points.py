"""Points of a detail table: maximum − achieved = deducted, and every parent the sum of its parts.

Leaves are what was judged, so a parent that differs from its leaves is the wrong one. Where a
leaf contradicts itself, the cell is wrong whose correction also makes its parent come out right;
failing that, the deduction, which is only derived. Each wrong cell is told once: what is computed
above it goes on with the right figure.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from reports.figure_check.codes import Key, code_of
from reports.figure_check.digits import resemblance
from reports.figure_check.figures import Figure, are_same, machine, shown, total
from reports.figure_check.findings import Kind, Slip, slip_in
from reports.figure_check.grid import Place
from reports.figure_check.losses import Losses
from reports.figure_check.tables import Note
from reports.figure_check.tree import Node, Tree, Truth, codes_of

_MANY = 10
_ROUNDING = Decimal("0.01")


class PointsCheck:
    """Checks one tree; ``truths`` afterwards tells what each node should show."""

    def __init__(self, tree: Tree, given: Mapping[Key, Truth] | None = None) -> None:
        """``given``: what fields that this tree shows without parts are in a fuller table."""
        self.tree = tree
        self.given = given or {}
        self.losses = Losses(tree)
        self.slips: list[Slip] = []
        self.notes: list[Note] = []
        self.checked: set[Place] = set()
        self.truths: dict[Key, Truth] = {}
        self.has_scores = any(node.achieved for node in tree.nodes.values())

    def run(self) -> list[Slip]:
        for root in self.tree.roots:
            self._check(root, None)
        return self.slips

    def truth(self, node: Node) -> Truth:
        return self.truths[node.key]

    # ------------------------------------------------------------------ leaves

    def _check(self, node: Node, parent: Node | None) -> None:
        for child in node.children:
            self._check(child, node)
        truth = self._parent(node) if node.children else self._leaf(node, parent)
        self.truths[node.key] = truth

    def _leaf(self, node: Node, parent: Node | None) -> Truth:
        if node.key in self.given:
            return self._given(node, self.given[node.key])
        if node.maximum and node.achieved and node.shows_deductions:
            self.checked.add(node.at)
        if node.maximum is None:
            return Truth(None, node.achieved.value if node.achieved else None)
        if node.achieved is None:
            return self._unscored_leaf(node, node.maximum)
        if node.achieved.value > node.maximum.value:
            return self._excess(node, node.maximum, node.achieved, parent)
        if _agrees(node):
            return Truth(node.maximum.value, node.achieved.value)
        return self._contradiction(node, node.maximum, node.achieved, parent)

    def _given(self, node: Node, truth: Truth) -> Truth:
        self.checked.add(node.at)
        for cell, right in (("maximum", truth.maximum), ("achieved", truth.achieved)):
            figure: Figure | None = getattr(node, cell)
            if figure and right is not None and not figure.has_points(right):
                words = [
                    f"Bảng chi tiết của lĩnh vực {node.code} cộng lại được {shown(right)}.",
                    resemblance(figure.value, right),
                ]
                self._arithmetic(node, figure, right, words)
        self._own_loss(node, truth)
        return truth

    def _unscored_leaf(self, node: Node, maximum: Figure) -> Truth:
        if not self.has_scores:
            return Truth(maximum.value, None)
        achieved = maximum.value - node.lost if node.lost is not None else None
        hint = (
            f"Theo điểm tối đa và điểm bị trừ thì đạt {shown(achieved)}."
            if achieved is not None
            else "Nếu không được điểm thì ghi 0."
        )
        self._blank(node, maximum, achieved, f"Ô điểm đạt được để trống. {hint}")
        return Truth(maximum.value, achieved)

    def _excess(self, node: Node, maximum: Figure, achieved: Figure, parent: Node | None) -> Truth:
        fitting = self._fitting(node, parent, "achieved")
        by_loss = maximum.value - node.lost if node.lost is not None else None
        likely = next(
            (v for v in (by_loss, fitting) if v is not None and 0 <= v <= maximum.value), None
        )
        words = [
            f"Điểm đạt được {shown(achieved.value)} lớn hơn điểm tối đa {shown(maximum.value)}."
        ]
        if likely is not None:
            words += [
                f"Theo các ô khác thì là {shown(likely)}.",
                resemblance(achieved.value, likely),
            ]
        right = maximum.value if likely is None else likely
        self._arithmetic(node, achieved, right, words)
        return Truth(maximum.value, likely)

    def _contradiction(
        self, node: Node, maximum: Figure, achieved: Figure, parent: Node | None
    ) -> Truth:
        """One of the three cells is wrong: which, the parent tells."""
        lost = node.lost or Decimal(0)
        other = self._fitting(node, parent, "achieved")
        if other is not None and are_same(maximum.value - other, lost):
            self._arithmetic(node, achieved, other, _by_parent(node, achieved.value, other))
            return Truth(maximum.value, other)
        larger = self._fitting(node, parent, "maximum")
        if larger is not None and are_same(larger - achieved.value, lost):
            self._arithmetic(node, maximum, larger, _by_parent(node, maximum.value, larger))
            return Truth(larger, achieved.value)
        truth = Truth(maximum.value, achieved.value)
        self._own_loss(node, truth)
        return truth

    def _fitting(self, node: Node, parent: Node | None, cell: str) -> Decimal | None:
        """The value of this leaf that would make its parent's printed sum right, if another one."""
        if parent is None or not parent.has_all_children:
            return None
        printed: Figure | None = getattr(parent, cell)
        own: Figure | None = getattr(node, cell)
        others = [
            getattr(self._known(child), cell) for child in parent.children if child is not node
        ]
        if printed is None or own is None or any(value is None for value in others):
            return None
        fitting = printed.value - total(others)
        return fitting if fitting >= 0 and not own.has_points(fitting) else None

    def _known(self, node: Node) -> Truth:
        if node.key in self.truths:
            return self.truths[node.key]
        printed = (node.maximum, node.achieved)
        return Truth(*(figure.value if figure else None for figure in printed))

    # ------------------------------------------------------------------ parents

    def _parent(self, node: Node) -> Truth:
        printed = self._known(node)
        if not node.has_all_children:
            self._remark_gap(node)
            self._own_loss(node, printed)
            return printed
        self.checked |= {node.at} | {child.at for child in node.children}
        truths = [self.truth(child) for child in node.children]
        maximum, achieved = _sum(t.maximum for t in truths), _sum(t.achieved for t in truths)
        if self._lacks_rows(node, maximum, achieved):
            self._own_loss(node, printed)
            return printed
        truth = Truth(
            self._summed(node, node.maximum, maximum, "điểm tối đa"),
            self._summed(node, node.achieved, achieved, "điểm đạt được"),
        )
        if self.has_scores and node.maximum and not node.achieved and achieved is not None:
            text = f"Ô điểm đạt được để trống; cộng các dòng con được {shown(achieved)}."
            self._blank(node, node.maximum, achieved, text)
        self._own_loss(node, truth)
        return truth

    def _remark_gap(self, node: Node) -> None:
        text = f"Dưới {node.code} chỉ có các dòng {codes_of(node.children)} nên không cộng được."
        self.notes.append(Note(node.at, text))

    def _lacks_rows(self, node: Node, maximum: Decimal | None, achieved: Decimal | None) -> bool:
        """Parts that fall short in both columns: rows are missing rather than both sums wrong."""
        if not (node.maximum and node.achieved) or maximum is None or achieved is None:
            return False
        if maximum >= node.maximum.value or achieved >= node.achieved.value:
            return False
        self._arithmetic(
            node,
            node.maximum,
            maximum,
            [
                f"Các dòng con cộng lại chỉ được {shown(achieved)}/{shown(maximum)},"
                f" dòng này in {shown(node.achieved.value)}/{shown(node.maximum.value)}:"
                " bảng thiếu dòng, hoặc điểm tối đa sai."
            ],
        )
        return True

    def _summed(
        self, node: Node, figure: Figure | None, parts: Decimal | None, what: str
    ) -> Decimal | None:
        """The sum of the parts; where a part is unknown, what is printed."""
        if parts is None:
            return figure.value if figure else None
        if figure and not figure.has_points(parts):
            cell = "maximum" if figure is node.maximum else "achieved"
            self._arithmetic(
                node, figure, parts, self._by_children(node, figure, parts, cell, what)
            )
        return parts

    def _by_children(
        self, node: Node, figure: Figure, parts: Decimal, cell: str, what: str
    ) -> list[str]:
        values = [getattr(self.truth(child), cell) for child in node.children]
        terms = f"{' + '.join(map(shown, values))} = " if len(values) <= _MANY else ""
        words = [
            f"Cộng {what} các dòng {codes_of(node.children)}: {terms}{shown(parts)},"
            f" không phải {shown(figure.value)}.",
            resemblance(figure.value, parts),
        ]
        losing = [leaf for leaf in node.leaves if self.truth(leaf).lost]
        if cell == "achieved" and node.maximum and figure.value == node.maximum.value and losing:
            words.append(f"Dòng này in đủ điểm tối đa trong khi {codes_of(losing)} bị trừ.")
        if abs(figure.value - parts) <= _ROUNDING:
            words.append("Chênh rất nhỏ, có thể do cộng số chưa làm tròn.")
        return [*words, self._backed_above(node, figure, parts, cell)]

    def _backed_above(self, node: Node, figure: Figure, parts: Decimal, cell: str) -> str:
        """The line above agrees with the corrected figure: worth saying, since it settles doubt."""
        above = self.tree.nodes.get(node.key[:-1])
        printed: Figure | None = getattr(above, cell) if above else None
        if above is None or printed is None:
            return ""
        others = [getattr(self._known(c), cell) for c in above.children if c is not node]
        if any(value is None for value in others) or not printed.has_points(total(others) + parts):
            return ""
        wrong = shown(total(others) + figure.value)
        return (
            f"Dòng {above.code} in {shown(printed.value)} cũng chỉ đúng khi {node.code} là"
            f" {shown(parts)} (cộng như in được {wrong})."
        )

    # ------------------------------------------------------------------ slips

    def _own_loss(self, node: Node, truth: Truth) -> None:
        self.slips.extend(self.losses.slips_of(node, truth, self.truths))

    def _blank(self, node: Node, beside: Figure, value: Decimal | None, text: str) -> None:
        recomputed = "" if value is None else machine(value)
        self.slips.append(Slip(beside.at, node.code, Kind.BLANK, "", recomputed, text))

    def _arithmetic(self, node: Node, figure: Figure, right: Decimal, words: Iterable[str]) -> None:
        self.slips.append(slip_in(figure, node.code, Kind.ARITHMETIC, machine(right), words))


def _agrees(node: Node) -> bool:
    """The leaf's three cells fit; an empty deduction stands for nothing lost."""
    if not node.shows_deductions or not (node.maximum and node.achieved):
        return True
    lost = node.lost or Decimal(0)
    return are_same(node.maximum.value - node.achieved.value, lost)


def _by_parent(node: Node, printed: Decimal, right: Decimal) -> list[str]:
    return [
        f"Điểm tối đa, đạt được và bị trừ của dòng này không khớp nhau; với {shown(right)} thì khớp"
        f" và tổng ở dòng {code_of(node.key[:-1])} cũng đúng.",
        resemblance(printed, right),
    ]


def _sum(values: Iterable[Decimal | None]) -> Decimal | None:
    known = list(values)
    return None if any(v is None for v in known) else total(v for v in known if v is not None)
