"""Writes on what the nodes of a draft say: their text and their rule."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from criteria import rules
from criteria.codes import next_code
from criteria.models import Block, CriteriaSet, Criterion, Method
from criteria.services.drafts import (
    Values,
    check_valid,
    check_version,
    differing,
    draft_lock,
    node_lock,
    only,
)
from criteria.services.trees import codes_follow, codes_write, tree_of, tree_refresh
from criteria.tree import MAX_DEPTH
from parindex.errors import Invalid
from parindex.history.services import event_record
from parindex.units.models import User

COMMON_FIELDS = ("code", "name", "rule_text", "lead_unit", "appraising_office", "provenance")
LEAF_FIELDS = ("max_score", "method", "evidence_hint", "not_applicable")
NODE_FIELDS = (*COMMON_FIELDS, *LEAF_FIELDS, "block")
RECORDED = (*NODE_FIELDS, "rule_kind", "rule_params")
HANDED_DOWN = ("rule_kind", "rule_params")
"""What a leaf gives to its first child, for a parent is only a sum."""


@transaction.atomic
def criterion_add(
    *,
    criteria_set: CriteriaSet,
    parent: Criterion | None,
    values: Values,
    actor: User,
    after: Criterion | None = None,
) -> Criterion:
    """A new leaf below the parent, right after a sibling or last; returns it as stored.

    Without a code it takes the one of its place, and its siblings are numbered anew. The first
    child of a leaf takes over the leaf's rule. Raises Forbidden, Locked, Invalid.
    """
    only(values, NODE_FIELDS)
    draft = draft_lock(criteria_set, actor)
    tree = tree_of(draft)
    above = tree.by_id[parent.pk] if parent else None
    if above and tree.depth(above) >= MAX_DEPTH:
        raise Invalid({"parent": too_deep()})
    siblings = tree.children(above)
    node = Criterion(set=draft, parent=above, level=1, **{**place_of(above), **values})
    node.position = after.position if after else len(siblings) + 1
    if not node.code:
        node.code = next_code(above.code if above else "", [s.code for s in siblings])
    if above and above.is_leaf:
        _hand_down(above, node, actor)
    _check(node)
    node.save()
    tree_refresh(draft)
    if not values.get("code"):
        codes_follow(draft, above)
    node.refresh_from_db()
    event_record(actor=actor, action="criterion.add", subject=node, scope=draft, after=record(node))
    return node


@transaction.atomic
def criterion_update(
    *, criterion: Criterion, version: int, values: Values, actor: User
) -> Criterion:
    """Change what a node says. Raises Forbidden, Locked, Invalid, Stale.

    A new code is carried down to everything below. A save that changes nothing writes nothing.
    """
    only(values, NODE_FIELDS)
    node = node_lock(criterion, actor)
    changed = differing(node, values)
    if not changed:
        return node
    check_version(node, version)
    _check_own(node, changed)
    before = record(node)
    for name, value in changed.items():
        setattr(node, name, value)
    _check(node)
    _codes_carry(node, str(before["code"]))
    node.version += 1
    node.save()
    tree_refresh(node.set)
    return _recorded("criterion.update", node, before, actor)


@transaction.atomic
def rule_update(
    *,
    criterion: Criterion,
    version: int,
    kind: str,
    params: dict[str, object],
    max_score: Decimal,
    actor: User,
) -> Criterion:
    """Give a leaf its rule and maximum, validated together.

    Raises RuleError naming the parameter, Forbidden, Locked, Invalid (not a leaf), Stale.
    """
    node = node_lock(criterion, actor)
    if not node.is_leaf:
        raise Invalid({"": _("Mục này có mục con; điểm của nó là tổng điểm các mục con.")})
    rule = rules.parse(kind, params, max_score)
    if not node.rule_problem and node.rule == rule:
        return node
    check_version(node, version)
    before = record(node)
    node.rule_kind, node.rule_params, node.max_score = kind, rules.dump(rule), max_score
    node.version += 1
    node.save()
    tree_refresh(node.set)
    return _recorded("criterion.rule", node, before, actor)


def _check(node: Criterion) -> None:
    """Raises Invalid. A rule that does not fit the maximum is a matter of the maximum here."""
    other = Criterion.objects.filter(set=node.set_id, code=node.code).exclude(pk=node.pk).first()
    if other:
        text = _("Mã %(code)s đã dùng cho “%(name)s”; hãy chọn mã khác.")
        raise Invalid({"code": text % {"code": node.code, "name": other.name}})
    try:
        check_valid(node)
    except Invalid as error:
        if "rule_params" not in error.errors:
            raise
        text = _("Không khớp cách chấm của mục này: %(why)s Hãy sửa cả hai ở trang cách chấm.")
        raise Invalid({"max_score": text % {"why": node.rule_problem}}) from error


def place_of(parent: Criterion | None) -> dict[str, object]:
    block = parent.block if parent else Block.FIELD
    is_adjusting = block == Block.ADJUSTMENT
    return {"block": block, "method": Method.ADJUSTMENT if is_adjusting else Method.APPRAISAL}


def _hand_down(parent: Criterion, child: Criterion, actor: User) -> None:
    before = record(parent)
    for name in HANDED_DOWN:
        setattr(child, name, getattr(parent, name))
    parent.rule_kind, parent.rule_params = "", {}
    parent.rule_text = parent.evidence_hint = ""
    parent.version += 1
    parent.save()
    _recorded("criterion.update", parent, before, actor)


def _codes_carry(node: Criterion, old_code: str) -> None:
    """Codes below that begin with the old code begin with the new one. Raises Invalid."""
    if node.code == old_code:
        return
    tree = tree_of(node.set)
    below = tree.subtree(tree.by_id[node.pk])[1:]
    old, new = f"{old_code}.", f"{node.code}."
    codes = {n.pk: new + n.code.removeprefix(old) for n in below if n.code.startswith(old)}
    taken = {n.code for n in tree.nodes if n.pk not in codes} & set(codes.values())
    if taken:
        raise Invalid(
            {
                "code": _("Đổi mã thì mục con sẽ trùng mã %(codes)s đã có; hãy chọn mã khác.")
                % {"codes": ", ".join(sorted(taken))}
            }
        )
    codes_write(codes)


def _check_own(node: Criterion, changed: dict[str, object]) -> None:
    """A parent's figures follow from its children, a lower node's block from its top."""
    wrong = [*(LEAF_FIELDS if not node.is_leaf else ()), *(("block",) if node.parent_id else ())]
    found = [name for name in wrong if name in changed]
    if found:
        text = _("Mục này được tính từ các mục khác nên không nhập tay.")
        raise Invalid(dict.fromkeys(found, text))


def too_deep() -> str:
    return _("Cây tiêu chí có ba cấp: lĩnh vực, tiêu chí, tiêu chí thành phần; không thêm cấp nữa.")


def record(node: Criterion) -> dict[str, object]:
    return {name: getattr(node, name) for name in RECORDED}


def _recorded(action: str, node: Criterion, before: dict[str, object], actor: User) -> Criterion:
    """Write the event of what changed; returns the node as stored."""
    fresh = Criterion.objects.select_related("set__owner").get(pk=node.pk)
    after = record(fresh)
    changed = [name for name in RECORDED if before[name] != after[name]]
    event_record(
        actor=actor,
        action=action,
        subject=fresh,
        scope=fresh.set,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    return fresh
