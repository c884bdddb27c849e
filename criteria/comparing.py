"""Two sets beside each other: which node became which, and what changed in it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from criteria.models import Criterion
from criteria.tree import Tree
from parindex.lib.numbers import format_decimal, format_signed

Kind = Literal["added", "removed", "weight", "text", "rule", "place"]
Found = Literal["link", "code", ""]

ALIKE = 0.5
"""Share of words in common from which two texts are easier to read as one with marks."""


@dataclass(frozen=True)
class Pair:
    """An old node and the one that continues it; one of the two may be missing.

    ``found`` says how they were matched, ``is_split`` that the old one is continued by several.
    """

    old: Criterion | None
    new: Criterion | None
    found: Found = ""
    is_split: bool = False

    @property
    def node(self) -> Criterion:
        found = self.new or self.old
        if found is None:
            raise ValueError("a pair of nothing")
        return found


@dataclass(frozen=True)
class Change:
    kind: Kind
    label: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Difference:
    pair: Pair
    changes: list[Change]

    @property
    def kinds(self) -> set[Kind]:
        return {change.kind for change in self.changes}


@dataclass(frozen=True)
class Comparison:
    pairs: list[Pair]
    differences: list[Difference] = field(default_factory=list)

    def count(self, kind: Kind) -> int:
        return sum(kind in difference.kinds for difference in self.differences)

    @property
    def unchanged(self) -> int:
        return len(self.pairs) - len(self.differences)


def compare(old: Tree, new: Tree, links: Mapping[int, int]) -> Comparison:
    """``links``: new node → the old node that it continues."""
    pairs = paired(old, new, links)
    became = {p.new.pk: p.old.pk for p in pairs if p.new and p.old}
    found = [Difference(pair, _changes(pair, became)) for pair in pairs]
    return Comparison(pairs, [each for each in found if each.changes])


def paired(old: Tree, new: Tree, links: Mapping[int, int]) -> list[Pair]:
    """By link first; what is left on both sides, by code. In the new order, field by field, each
    followed by what is gone from it."""
    linked = [links[node.pk] for node in new.nodes if links.get(node.pk) in old.by_id]
    left = {n.code: n for n in old.in_order() if n.pk not in linked}
    pairs = []
    for node in new.in_order():
        before = old.by_id.get(links.get(node.pk, 0))
        if before:
            pairs.append(Pair(before, node, "link", linked.count(before.pk) > 1))
        elif same := left.pop(node.code, None):
            pairs.append(Pair(same, node, "code"))
        else:
            pairs.append(Pair(None, node))
    pairs += [Pair(node, None) for node in left.values()]
    fields = {p.old.pk: p.new.sort_key for p in pairs if p.old and p.new and not p.old.parent_id}
    return sorted(pairs, key=lambda pair: _field_key(pair, old, new, fields))


def _field_key(
    pair: Pair, old: Tree, new: Tree, fields: Mapping[int, str]
) -> tuple[bool, str, bool]:
    """Where the pair's field stands in the new set; fields that are gone come last."""
    if pair.new:
        return (False, new.root(pair.new).sort_key, False)
    root = old.root(pair.node)
    return (root.pk not in fields, fields.get(root.pk, root.sort_key), True)


def words_changed(before: str, after: str) -> list[tuple[Literal["same", "gone", "new"], str]]:
    """The two texts as one, word by word; nothing when they have too little in common."""
    old, new = before.split(), after.split()
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    parts: list[tuple[Literal["same", "gone", "new"], str]] = []
    if matcher.ratio() < ALIKE:
        return parts
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            parts.append(("same", " ".join(old[a:b])))
            continue
        if b > a:
            parts.append(("gone", " ".join(old[a:b])))
        if d > c:
            parts.append(("new", " ".join(new[c:d])))
    return parts


Read = Callable[[Criterion], str]

_TEXTS: tuple[tuple[Promise, Read], ...] = (
    (gettext_lazy("Nội dung"), lambda n: n.name),
    (gettext_lazy("Cách chấm theo văn bản"), lambda n: n.rule_text),
    (gettext_lazy("Tài liệu kiểm chứng"), lambda n: n.evidence_hint),
    (gettext_lazy("Cơ quan thẩm định"), lambda n: n.appraising_office),
    (gettext_lazy("Đơn vị thực hiện"), lambda n: n.lead_unit),
    (gettext_lazy("Khi không phát sinh"), lambda n: str(n.get_not_applicable_display())),
)


def _changes(pair: Pair, became: Mapping[int, int]) -> list[Change]:
    if pair.old is None:
        return [Change("added", _("Thêm mới"))]
    if pair.new is None:
        return [Change("removed", _("Bỏ"))]
    return [
        *_weight(pair.old, pair.new),
        *_text(pair.old, pair.new),
        *_rule(pair.old, pair.new),
        *_place(pair.old, pair.new, became),
    ]


def _weight(old: Criterion, new: Criterion) -> Iterable[Change]:
    """Of what is scored itself: a parent's maximum only follows from below."""
    if (old.is_leaf or new.is_leaf) and old.max_score != new.max_score:
        change = format_signed(new.max_score - old.max_score, 4, strip=True)
        after = f"{_points(new.max_score)} ({change})"
        yield Change("weight", _("Điểm tối đa"), _points(old.max_score), after)


def _text(old: Criterion, new: Criterion) -> Iterable[Change]:
    for label, read in _TEXTS:
        if read(old) != read(new):
            yield Change("text", str(label), read(old), read(new))
    if old.is_leaf and new.is_leaf and old.method != new.method:
        before, after = str(old.get_method_display()), str(new.get_method_display())
        yield Change("text", _("Phương pháp"), before, after)


def _rule(old: Criterion, new: Criterion) -> Iterable[Change]:
    if (old.rule_kind, old.rule_params) != (new.rule_kind, new.rule_params):
        yield Change("rule", _("Cách chấm"), _sentence(old), _sentence(new))


def _place(old: Criterion, new: Criterion, became: Mapping[int, int]) -> Iterable[Change]:
    continued = became.get(new.parent_id) if new.parent_id else None
    is_moved = old.level != new.level or (new.parent_id and continued != old.parent_id)
    if is_moved or old.code != new.code:
        label = _("Chuyển chỗ") if is_moved else _("Mã số")
        yield Change("place", label, old.code, new.code)


def _sentence(node: Criterion) -> str:
    if not node.is_leaf:
        return _("Tổng điểm các mục con")
    return node.rule_sentence or _("Chưa có cách chấm")


def _points(value: Decimal) -> str:
    return format_decimal(value, 4, strip=True)
