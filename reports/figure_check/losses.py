"""The cells of deductions: maximum − achieved, empty only where nothing is lost."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from reports.figure_check.codes import Key
from reports.figure_check.digits import is_swapped, resemblance
from reports.figure_check.figures import Figure, are_same, machine, shown, total
from reports.figure_check.findings import Kind, Slip, slip_in
from reports.figure_check.tree import Node, Tree, Truth, codes_of


class Losses:
    """The deductions of one tree; remembers the wrong ones, which spoil every sum of items."""

    def __init__(self, tree: Tree) -> None:
        self.sign = -1 if tree.shows_losses_negative else 1
        self.wrong: set[Key] = set()

    def slips_of(self, node: Node, truth: Truth, truths: Mapping[Key, Truth]) -> Iterator[Slip]:
        """``truths``: of the nodes below."""
        right = truth.lost
        if right is None or truth.maximum is None or truth.achieved is None:
            return
        if node.row is None or not node.shows_deductions:
            return
        if node.deducted is None:
            if right > 0 and not are_same(right, 0):
                yield self._blank(node, truth.maximum, truth.achieved)
                yield from self._items(node, right, truths)
        elif not are_same(abs(node.deducted.value), right):
            self.wrong.add(node.key)
            yield self._wrong(node, node.deducted, truth.maximum, truth.achieved)

    def _wrong(self, node: Node, deducted: Figure, maximum: Decimal, achieved: Decimal) -> Slip:
        right, lost = maximum - achieved, abs(deducted.value)
        words = [
            f"{shown(maximum)} − {shown(achieved)} = {shown(right)},"
            f" nên điểm bị trừ là {self._signed(right)}."
        ]
        other = maximum - lost
        if is_swapped(other, achieved):
            words.append(
                f"{shown(lost)} ứng với điểm đạt {shown(other)}, là {shown(achieved)} viết đảo hai"
                f" chữ số; {shown(achieved)} mới đúng."
            )
            words.append("Các dòng con cộng lại đúng bằng số này." if node.children else "")
        else:
            words.append(resemblance(lost, right))
        return slip_in(deducted, node.code, Kind.ARITHMETIC, machine(self.sign * right), words)

    def _blank(self, node: Node, maximum: Decimal, achieved: Decimal) -> Slip:
        right = maximum - achieved
        beside = node.achieved or node.maximum
        text = (
            f"Mất {shown(right)} điểm ({shown(maximum)} − {shown(achieved)})"
            f" mà ô điểm bị trừ để trống: ghi {self._signed(right)}."
        )
        at = beside.at if beside else node.at
        return Slip(at, node.code, Kind.BLANK, "", machine(self.sign * right), text)

    def _items(self, node: Node, right: Decimal, truths: Mapping[Key, Truth]) -> Iterator[Slip]:
        """Who fills the empty cell by adding up the items printed below would repeat their slip."""
        leaves = [leaf for leaf in node.leaves if leaf is not node]
        wrong = [leaf for leaf in leaves if leaf.key in self.wrong]
        items = [leaf.lost if leaf.lost is not None else truths[leaf.key].lost for leaf in leaves]
        printed = total(item for item in items if item is not None)
        if not wrong or are_same(printed, right):
            return
        text = (
            f"Cộng các khoản trừ in ở những dòng dưới được {shown(printed)}, trong khi chỉ mất"
            f" {shown(right)} điểm; chênh {shown(abs(printed - right))} do dòng {codes_of(wrong)}."
        )
        sums = (machine(self.sign * printed), machine(self.sign * right))
        yield Slip(node.at, node.code, Kind.ARITHMETIC, *sums, text)

    def _signed(self, loss: Decimal) -> str:
        return shown(self.sign * loss)
