"""Sets as wholes: drawn up, described, published, cloned."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from criteria.checks import Finding, errors_of, run
from criteria.models import CriteriaSet, Criterion, SetStatus
from criteria.services.drafts import (
    Values,
    check_manager,
    check_valid,
    check_version,
    differing,
    draft_lock,
    only,
)
from criteria.services.trees import tree_of, tree_refresh
from criteria.tree import Tree
from parindex.errors import Invalid
from parindex.history.services import event_record
from parindex.units.models import Unit, User

SET_FIELDS = (
    *("code", "name", "level", "year", "owner", "issuer", "legal_basis", "issued_on"),
    *("provenance", "decimals", "adjustment_cap", "expected_total"),
)

_NOT_COPIED = {"id", "set", "parent", "predecessor", "version"}
COPIED = tuple(f.name for f in Criterion._meta.concrete_fields if f.name not in _NOT_COPIED)


class NotReady(Invalid):
    """A set that cannot be published yet; ``findings`` are what is to be mended."""

    def __init__(self, findings: list[Finding]) -> None:
        message = _("Còn %(count)d lỗi nên chưa ban hành được.") % {"count": len(findings)}
        super().__init__({"": " ".join(finding.message for finding in findings)}, message)
        self.findings = findings


@transaction.atomic
def set_create(*, values: Values, actor: User) -> CriteriaSet:
    """An empty draft. Raises Forbidden, Invalid."""
    only(values, SET_FIELDS)
    made = CriteriaSet(**values)
    check_manager(actor, made.owner)
    check_valid(made)
    made.save()
    event_record(actor=actor, action="criteria_set.create", subject=made, after=_facts(made))
    return made


@transaction.atomic
def set_update(
    *, criteria_set: CriteriaSet, version: int, values: Values, actor: User
) -> CriteriaSet:
    """Change what a draft says of itself. Raises Forbidden, Locked, Invalid, Stale.

    A save that changes nothing writes nothing. A new owner must be the actor's too.
    """
    only(values, SET_FIELDS)
    stored = draft_lock(criteria_set, actor)
    changed = differing(stored, values)
    if not changed:
        return stored
    check_version(stored, version)
    before = _facts(stored)
    for name, value in changed.items():
        setattr(stored, name, value)
    check_manager(actor, stored.owner)
    check_valid(stored)
    stored.version += 1
    stored.save()
    if "adjustment_cap" in changed:
        tree_refresh(stored)
    event_record(
        actor=actor,
        action="criteria_set.update",
        subject=stored,
        before={name: before[name] for name in changed},
        after={name: _facts(stored)[name] for name in changed},
    )
    return stored


@transaction.atomic
def set_publish(*, criteria_set: CriteriaSet, actor: User, at: datetime) -> CriteriaSet:
    """Freeze a draft for good. Raises Forbidden, Locked, NotReady (the open errors)."""
    stored = draft_lock(criteria_set, actor)
    tree_refresh(stored)
    findings = run(stored, tree_of(stored))
    if errors := errors_of(findings):
        raise NotReady(errors)
    stored.status, stored.published_at = SetStatus.PUBLISHED, at
    stored.save()
    event_record(
        actor=actor,
        action="criteria_set.publish",
        subject=stored,
        after={"warnings": [finding.message for finding in findings]},
    )
    return stored


@transaction.atomic
def set_clone(
    *, source: CriteriaSet, code: str, name: str, year: int, owner: Unit | None, actor: User
) -> CriteriaSet:
    """Next year's draft: every node as it is, each linked to the one that it comes from.

    The legal act is the new set's own and stays open. Raises Forbidden, Invalid.
    """
    made = set_create(
        values={
            "code": code,
            "name": name,
            "year": year,
            "owner": owner,
            "level": source.level,
            "issuer": source.issuer,
            "provenance": _("Lập từ bộ tiêu chí %(code)s (%(name)s).")
            % {"code": source.code, "name": source.name},
            "decimals": source.decimals,
            "adjustment_cap": source.adjustment_cap,
            "expected_total": source.expected_total,
        },
        actor=actor,
    )
    tree = tree_of(source)
    _copy(tree, made)
    event_record(
        actor=actor,
        action="criteria_set.clone",
        subject=made,
        after={"source": source.code, "nodes": len(tree.nodes)},
    )
    return made


def _copy(tree: Tree, made: CriteriaSet) -> None:
    """Level by level, so that every parent has its key before its children are written."""
    copies: dict[int, Criterion] = {}
    above = tree.children(None)
    while above:
        for node in above:
            copies[node.pk] = Criterion(
                set=made,
                parent=copies[node.parent_id] if node.parent_id else None,
                predecessor=node,
                **{name: getattr(node, name) for name in COPIED},
            )
        Criterion.objects.bulk_create([copies[node.pk] for node in above])
        above = [child for node in above for child in tree.children(node)]


def _facts(criteria_set: CriteriaSet) -> dict[str, object]:
    return {name: getattr(criteria_set, name) for name in SET_FIELDS}
