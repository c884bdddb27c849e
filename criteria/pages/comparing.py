"""Two sets beside each other, for the screen and for paper."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from criteria.comparing import Change, Comparison, Difference, Kind, Pair, compare, words_changed
from criteria.models import CriteriaSet, Criterion, Level
from criteria.pages.reading import points
from criteria.queries import links_to
from criteria.services.trees import tree_of
from criteria.tree import Tree
from parindex.lib.numbers import DASH, format_signed

TONES: dict[Kind, str] = {
    "added": "ok",
    "removed": "error",
    "weight": "warning",
    "text": "info",
    "rule": "info",
    "place": "",
}


@dataclass(frozen=True)
class ChangeLine:
    """``words``: the two texts as one, when they are alike enough to be read so."""

    label: str
    before: str
    after: str
    words: list[tuple[str, str]]
    is_long: bool


@dataclass(frozen=True)
class DifferenceRow:
    difference: Difference
    title: str
    match: str
    chips: list[tuple[str, str]]
    lines: list[ChangeLine]


@dataclass(frozen=True)
class FieldRow:
    """One field of both sets: maximum and number of leaves."""

    name: str
    old_code: str
    new_code: str
    old_max: str
    new_max: str
    change: str
    old_leaves: str
    new_leaves: str


def kinds() -> dict[Kind, str]:
    return {
        "added": _("Thêm mới"),
        "removed": _("Bỏ"),
        "weight": _("Đổi điểm tối đa"),
        "text": _("Đổi nội dung"),
        "rule": _("Đổi cách chấm"),
        "place": _("Chuyển chỗ, đổi mã"),
    }


def comparison_page(newer: CriteriaSet, older: CriteriaSet, wanted: str) -> dict[str, object]:
    """``wanted``: show only the differences of this kind."""
    old, new = tree_of(older), tree_of(newer)
    links = links_to(newer, older)
    found = compare(old, new, links)
    labels = kinds()
    chosen = next((kind for kind in labels if kind == wanted), None)
    differences = [d for d in found.differences if chosen is None or chosen in d.kinds]
    return {
        "set": newer,
        "other": older,
        "summary": [
            {"kind": kind, "label": label, "count": found.count(kind), "current": kind == chosen}
            for kind, label in labels.items()
        ],
        "total": len(found.differences),
        "unchanged": found.unchanged,
        "chosen": chosen,
        "rows": [_row(difference, labels) for difference in differences],
        "fields": _field_rows(found, old, new),
        "links": len(links),
        "by_code": sum(pair.found == "code" for pair in found.pairs),
    }


def _row(difference: Difference, labels: dict[Kind, str]) -> DifferenceRow:
    pair = difference.pair
    shown = [kind for kind in labels if kind in difference.kinds]
    return DifferenceRow(
        difference=difference,
        title=_title(pair),
        match=_match(pair),
        chips=[(labels[kind], TONES[kind]) for kind in shown],
        lines=_lines(difference),
    )


def _lines(difference: Difference) -> list[ChangeLine]:
    pair = difference.pair
    if pair.old is None or pair.new is None:
        return _content(pair.node)
    return [_line(change) for change in difference.changes]


def _content(node: Criterion) -> list[ChangeLine]:
    """What came or went, of a leaf without a counterpart."""
    if not node.is_leaf:
        return []
    texts = [(_("Điểm tối đa"), points(node.max_score)), (_("Cách chấm"), node.rule_sentence)]
    return [ChangeLine(label, "", text, [], False) for label, text in texts if text]


def _line(change: Change) -> ChangeLine:
    is_long = change.kind in ("text", "rule")
    words = words_changed(change.before, change.after) if change.kind == "text" else []
    return ChangeLine(change.label, change.before, change.after, [*words], is_long)


def _title(pair: Pair) -> str:
    return str(pair.node)


def _match(pair: Pair) -> str:
    if pair.is_split:
        return _("tách từ mục %s, cùng các mục khác") % (pair.old.code if pair.old else "")
    if pair.found == "code":
        return _("khớp theo mã số, chưa có liên kết")
    return ""


def _field_rows(found: Comparison, old: Tree, new: Tree) -> list[FieldRow]:
    pairs = [p for p in found.pairs if p.node.level == Level.FIELD]
    rows = [_field_row(pair, old, new) for pair in pairs]
    before = sum((n.max_score for n in old.children(None) if n.block != "adjustment"), Decimal(0))
    after = sum((n.max_score for n in new.children(None) if n.block != "adjustment"), Decimal(0))
    total = FieldRow(
        name=_("Tổng (không kể thưởng, phạt)"),
        old_code="",
        new_code="",
        old_max=points(before),
        new_max=points(after),
        change=format_signed(after - before, 4, strip=True),
        old_leaves=str(sum(node.is_leaf for node in old.nodes)),
        new_leaves=str(sum(node.is_leaf for node in new.nodes)),
    )
    return [*rows, total]


def _field_row(pair: Pair, old: Tree, new: Tree) -> FieldRow:
    has_both = pair.old is not None and pair.new is not None
    change = pair.new.max_score - pair.old.max_score if pair.old and pair.new else None
    return FieldRow(
        name=pair.node.name,
        old_code=pair.old.code if pair.old else DASH,
        new_code=pair.new.code if pair.new else DASH,
        old_max=points(pair.old.max_score) if pair.old else DASH,
        new_max=points(pair.new.max_score) if pair.new else DASH,
        change=format_signed(change, 4, strip=True) if has_both else DASH,
        old_leaves=_leaves(old, pair.old),
        new_leaves=_leaves(new, pair.new),
    )


def _leaves(tree: Tree, node: Criterion | None) -> str:
    return str(sum(each.is_leaf for each in tree.subtree(node))) if node else DASH
