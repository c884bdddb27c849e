"""Which node of an earlier set each node of a draft continues."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from criteria.models import CriteriaSet, Criterion
from criteria.services.drafts import draft_lock
from parindex.errors import Invalid
from parindex.history.services import event_record
from parindex.units.models import User


@transaction.atomic
def links_update(
    *,
    criteria_set: CriteriaSet,
    other: CriteriaSet,
    codes: Mapping[int, str],
    versions: Mapping[int, int],
    actor: User,
) -> int:
    """Link nodes of the draft (by key) to nodes of the other set (by code, blank for none).

    Returns how many links changed. A link to a third set is left alone while its code is blank.
    One node may be continued by several: a criterion that was split, each part of which is
    compared with the whole by percentage. Raises Forbidden, Locked, Invalid (by node key).
    """
    draft = draft_lock(criteria_set, actor)
    _check_earlier(draft, other)
    targets = {node.code: node for node in Criterion.objects.filter(set=other)}
    nodes = Criterion.objects.filter(set=draft, pk__in=list(codes))
    changed: list[Criterion] = []
    before: dict[str, object] = {}
    errors: dict[str, str] = {}
    for node in nodes.select_related("predecessor__set"):
        code = codes[node.pk].strip()
        if code == linked_code(node, other):
            continue
        if problem := _problem(node, code, targets, versions):
            errors[str(node.pk)] = problem
            continue
        before[node.code] = _shown(node.predecessor)
        node.predecessor = targets[code] if code else None
        node.version += 1
        changed.append(node)
    if errors:
        raise Invalid(errors)
    Criterion.objects.get_queryset().bulk_update(changed, ["predecessor", "version"])
    if changed:
        event_record(
            actor=actor,
            action="criteria_set.links",
            subject=draft,
            before=before,
            after={node.code: _shown(node.predecessor) for node in changed},
        )
    return len(changed)


def linked_code(node: Criterion, other: CriteriaSet) -> str:
    """The code in the other set that the node continues; blank when there is none in it."""
    found = node.predecessor
    return found.code if found and found.set_id == other.pk else ""


def _check_earlier(draft: CriteriaSet, other: CriteriaSet) -> None:
    if other.pk == draft.pk:
        raise Invalid({"": _("Một bộ tiêu chí không kế thừa chính nó.")})
    if Criterion.objects.filter(set=other, predecessor__set=draft).exists():
        raise Invalid(
            {
                "": _("Bộ %(other)s đã kế thừa bộ này nên không thể đứng trước.")
                % {"other": other.code}
            }
        )


def _problem(
    node: Criterion, code: str, targets: Mapping[str, Criterion], versions: Mapping[int, int]
) -> str:
    if code and code not in targets:
        return _("Bộ trước không có mã %(code)s.") % {"code": code}
    if versions.get(node.pk) != node.version:
        stored = _shown(node.predecessor) or _("không liên kết")
        return _("Mục này vừa được người khác sửa; liên kết đang lưu: %(stored)s.") % {
            "stored": stored
        }
    return ""


def _shown(node: Criterion | None) -> str:
    return f"{node.set.code}:{node.code}" if node else ""
