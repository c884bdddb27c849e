"""Writes on where the nodes of a draft stand: their order, their parent, their codes, their end."""

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from criteria.models import Block, CriteriaSet, Criterion, Method
from criteria.services.drafts import check_version, draft_lock, node_lock
from criteria.services.nodes import place_of, record, too_deep
from criteria.services.trees import codes_follow, codes_write, tree_of, tree_refresh
from criteria.tree import MAX_DEPTH, Tree, renumbered
from parindex.errors import Invalid, Locked
from parindex.history.services import event_record
from parindex.units.models import User


@transaction.atomic
def criterion_shift(*, criterion: Criterion, version: int, step: int, actor: User) -> Criterion:
    """One place up (-1) or down (1) among its siblings, which are numbered anew.

    Raises Forbidden, Locked, Invalid (already first or last), Stale.
    """
    node = node_lock(criterion, actor)
    check_version(node, version)
    tree = tree_of(node.set)
    siblings = tree.siblings(tree.by_id[node.pk])
    here = [sibling.pk for sibling in siblings].index(node.pk)
    there = here + step
    if not 0 <= there < len(siblings):
        text = _("Mục này đã đứng đầu.") if step < 0 else _("Mục này đã đứng cuối.")
        raise Invalid({"": text})
    before = _stand(node)
    siblings.insert(there, siblings.pop(here))
    for position, sibling in enumerate(siblings, start=1):
        sibling.position = position
    moved = siblings[there]
    moved.version += 1
    Criterion.objects.get_queryset().bulk_update(siblings, ["position", "version"])
    tree_refresh(node.set)
    codes_follow(node.set, tree.parent(moved))
    return _moved(node, before, actor)


@transaction.atomic
def criterion_move(
    *, criterion: Criterion, version: int, parent: Criterion | None, actor: User
) -> Criterion:
    """To the end of another parent (None: the top), with all below; both places are numbered anew.

    Raises Forbidden, Locked, Stale, Invalid (into itself, too deep, below a leaf with a rule).
    """
    node = node_lock(criterion, actor)
    check_version(node, version)
    tree = tree_of(node.set)
    target = tree.by_id[parent.pk] if parent else None
    old_parent = tree.parent(tree.by_id[node.pk])
    if target == old_parent:
        return node
    _check_target(tree, tree.by_id[node.pk], target)
    before = _stand(node)
    node.parent, node.position = target, len(tree.children(target)) + 1
    if target is None:
        node.block = Block.FIELD
    if node.method == Method.ADJUSTMENT and place_of(target)["block"] != Block.ADJUSTMENT:
        node.method = Method.APPRAISAL
    node.version += 1
    node.save()
    tree_refresh(node.set)
    codes_follow(node.set, target)
    codes_follow(node.set, old_parent)
    return _moved(node, before, actor)


@transaction.atomic
def criterion_delete(
    *, criterion: Criterion, version: int, actor: User, renumber: bool = True
) -> list[Criterion]:
    """Remove a node and everything below it; returns what went, which the history keeps whole.

    Raises Forbidden, Locked (a later set is linked to it), Stale.
    """
    node = node_lock(criterion, actor)
    check_version(node, version)
    tree = tree_of(node.set)
    gone, parent = tree.subtree(tree.by_id[node.pk]), tree.parent(tree.by_id[node.pk])
    event_record(
        actor=actor,
        action="criterion.delete",
        subject=node,
        scope=node.set,
        before={"nodes": [_plain_record(each) for each in gone]},
    )
    try:
        node.delete()
    except ProtectedError as error:
        raise Locked(
            _("Không xoá được “%(name)s”: một bộ tiêu chí lập sau còn liên kết tới mục này.")
            % {"name": node}
        ) from error
    tree_refresh(node.set)
    if renumber:
        codes_follow(node.set, parent)
    return gone


@transaction.atomic
def codes_renumber(*, criteria_set: CriteriaSet, actor: User) -> int:
    """Number the whole draft by its order; returns how many codes changed."""
    draft = draft_lock(criteria_set, actor)
    tree = tree_of(draft)
    old = {node.pk: node.code for node in tree.nodes}
    new = renumbered(tree, None, deep=True)
    count = codes_write(new)
    if count:
        changes = {old[key]: code for key, code in new.items() if old[key] != code}
        event_record(
            actor=actor, action="criteria_set.renumber", subject=draft, after={"codes": changes}
        )
    return count


def _check_target(tree: Tree, node: Criterion, target: Criterion | None) -> None:
    if target is None:
        return
    if target in tree.subtree(node):
        raise Invalid({"parent": _("Không chuyển một mục vào bên trong chính nó.")})
    if tree.depth(target) + tree.height(node) > MAX_DEPTH:
        raise Invalid({"parent": too_deep()})
    if target.is_leaf and target.rule_kind:
        raise Invalid(
            {
                "parent": _(
                    "“%(name)s” đang là mục chấm điểm có cách chấm riêng. Hãy thêm mục con cho nó"
                    " trước (cách chấm sẽ chuyển xuống mục con), rồi chuyển vào."
                )
                % {"name": target}
            }
        )


def _stand(node: Criterion) -> dict[str, object]:
    """Where a node stands."""
    above = node.parent.code if node.parent else ""
    return {"parent": above, "position": node.position, "code": node.code}


def _moved(node: Criterion, before: dict[str, object], actor: User) -> Criterion:
    fresh = Criterion.objects.select_related("set__owner", "parent").get(pk=node.pk)
    event_record(
        actor=actor,
        action="criterion.move",
        subject=fresh,
        scope=fresh.set,
        before=before,
        after=_stand(fresh),
    )
    return fresh


def _plain_record(node: Criterion) -> dict[str, object]:
    """For a list inside an event, which stores what JSON knows."""
    kept = (dict, list, int)
    return {n: v if isinstance(v, kept) else str(v) for n, v in record(node).items()}
