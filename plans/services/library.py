"""Writes on the library of solutions: what comes with the portal, what an office makes of it."""

import json
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from parindex.errors import Forbidden, Invalid
from parindex.history.services import event_record
from parindex.units.models import Unit, User
from parindex.units.permissions import Right, may
from plans.fields import ReformField
from plans.models import Solution
from plans.services.keeping import check_version

PORTAL_LIBRARY = Path(settings.FIXTURE_DIRS[0]) / "solutions.json"


def may_keep_library(user: User, unit: Unit) -> bool:
    """The standing office keeps the library of its unit."""
    return may(user, Right.MANAGE_CAMPAIGN, unit)


@transaction.atomic
def solutions_load() -> int:
    """Bring the portal's own solutions in; what stands there already is left as it is.

    Returns how many were new.
    """
    rows = json.loads(PORTAL_LIBRARY.read_text())
    known = set(Solution.objects.exclude(code=None).values_list("code", flat=True))
    made = Solution.objects.bulk_create(Solution(**row) for row in rows if row["code"] not in known)
    return len(made)


@transaction.atomic
def solution_keep(
    *,
    owner: Unit,
    actor: User,
    values: Mapping[str, object],
    solution: Solution | None = None,
    version: int = 0,
) -> Solution:
    """A new solution of the unit, or new words for one.

    Rewording one that comes from above leaves it and keeps the unit's own row in its place.
    Raises Forbidden, Invalid, Conflict (stale version).
    """
    if not may_keep_library(actor, owner):
        raise Forbidden(_("Thư viện giải pháp do cơ quan thường trực của đơn vị giữ."))
    if not str(values.get("text") or "").strip():
        raise Invalid({"text": _("Hãy ghi nhiệm vụ, giải pháp.")})
    if values.get("field") not in ReformField.values:
        raise Invalid({"field": _("Hãy chọn lĩnh vực.")})
    if solution is not None and solution.owner_id == owner.pk:
        return _reword(solution, version, values, actor)
    if solution is not None:
        check_version(solution, version)
    before = {"text": solution.text} if solution else None
    position = solution.position if solution else _last(owner, values) + 1
    kept = Solution.objects.create(
        owner=owner, replaces=solution, **{"position": position, **values}
    )
    event_record(
        actor=actor,
        action="solution.keep",
        subject=kept,
        scope=owner,
        before=before,
        after={"text": kept.text, "is_active": kept.is_active},
    )
    return kept


def _last(owner: Unit, values: Mapping[str, object]) -> int:
    known = Solution.objects.known_to(owner).filter(field=values["field"])
    return max(known.values_list("position", flat=True), default=0)


def _reword(
    solution: Solution, version: int, values: Mapping[str, object], actor: User
) -> Solution:
    locked = Solution.objects.select_for_update(of=("self",)).get(pk=solution.pk)
    check_version(locked, version)
    before = {name: getattr(locked, name) for name in values}
    if before == dict(values):
        return locked
    for name, value in values.items():
        setattr(locked, name, value)
    locked.version += 1
    locked.save()
    event_record(
        actor=actor,
        action="solution.keep",
        subject=locked,
        scope=locked.owner,
        before=before,
        after=values,
    )
    return locked
