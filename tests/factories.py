"""Plain helpers that make what a test needs, by the portal's own services where there are any."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from assessments.models import Assignment, Campaign, Entry, RatingGroup
from assessments.services.campaigns import campaign_open
from criteria.models import CriteriaSet, Criterion, SetStatus
from parindex.units.models import Membership, Role, Unit, UnitKind, User

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
_serial = iter(range(1, 1_000_000))


def make_unit(
    name: str = "", *, kind: str = UnitKind.COMMUNE, parent: Unit | None = None, code: str = ""
) -> Unit:
    number = next(_serial)
    return Unit.objects.create(
        code=code or f"DV-{number}",
        name=name or f"xã Số {number}",
        kind=kind,
        parent=parent,
        position=number,
    )


def make_user(
    username: str = "", *, role: Role | None = None, on: Unit | None = None, **fields: Any
) -> User:
    number = next(_serial)
    user = User.objects.create_user(
        username or f"nguoidung{number}",
        password="mat-khau-thu",
        full_name=fields.pop("full_name", f"Nguyễn Thị Thử {number}"),
        unit=fields.pop("unit", on),
        **fields,
    )
    if role and on:
        Membership.objects.create(user=user, unit=on, role=role)
    return user


def make_criterion(
    criteria_set: CriteriaSet,
    code: str,
    *,
    parent: Criterion | None = None,
    max_score: str = "1",
    is_leaf: bool = True,
    **fields: Any,
) -> Criterion:
    """A leaf gets a manual rule unless told otherwise."""
    level = parent.level + 1 if parent else 1
    position = int(code.rsplit(".", 1)[-1])
    key = f"{position:03d}"
    defaults: dict[str, Any] = {
        "name": f"Nội dung {code}",
        "method": "appraisal",
        "rule_kind": "manual" if is_leaf else "",
        "block": parent.block if parent else "field",
    }
    return Criterion.objects.create(
        set=criteria_set,
        parent=parent,
        code=code,
        level=level,
        position=position,
        sort_key=f"{parent.sort_key}.{key}" if parent else key,
        max_score=Decimal(max_score),
        is_leaf=is_leaf,
        **{**defaults, **fields},
    )


def make_set(code: str = "", *, maxima: Iterable[str] = ("2", "1")) -> CriteriaSet:
    """Two fields: field 1 has one leaf for each of ``maxima``, field 2 is one leaf of 1 point."""
    number = next(_serial)
    made = CriteriaSet.objects.create(
        code=code or f"BO-{number}", name=f"Bộ tiêu chí thử {number}", level="commune", year=2022
    )
    leaves = list(maxima)
    first = make_criterion(made, "1", is_leaf=False, max_score=str(sum(Decimal(m) for m in leaves)))
    for position, maximum in enumerate(leaves, start=1):
        make_criterion(made, f"1.{position}", parent=first, max_score=maximum)
    make_criterion(made, "2", max_score="1")
    made.status = SetStatus.PUBLISHED
    made.save()
    return made


def make_campaign(
    units: Iterable[Unit],
    *,
    organiser: Unit | None = None,
    criteria_set: CriteriaSet | None = None,
    office: Unit | None = None,
    at: datetime | None = None,
    **fields: Any,
) -> Campaign:
    """An open campaign with all sheets and entries; ``office`` appraises every field."""
    number = next(_serial)
    at = at or timezone.now()
    members = list(units)
    organiser = organiser or members[0].parent or make_unit(kind=UnitKind.DISTRICT)
    defaults: dict[str, Any] = {
        "code": f"DOT-{number}",
        "name": f"Đợt đánh giá thử {number}",
        "year": 2022,
        "self_deadline": at + timedelta(days=10),
        "appraisal_deadline": at + timedelta(days=20),
        "standing_office": office,
    }
    campaign = Campaign.objects.create(
        criteria_set=criteria_set or make_set(), organiser=organiser, **{**defaults, **fields}
    )
    for floor, label in (("80", "Nhóm 2"), ("70", "Nhóm 3"), ("0", "Nhóm 5")):
        RatingGroup.objects.create(campaign=campaign, floor=Decimal(floor), label=label)
    if office:
        for top in campaign.criteria_set.criteria.filter(level=1):
            Assignment.objects.create(campaign=campaign, criterion=top, office=office)
    campaign_open(campaign=campaign, units=members, actor=None, at=at)
    return campaign


def entry_of(campaign: Campaign, unit: Unit, code: str) -> Entry:
    return Entry.objects.get(
        assessment__campaign=campaign, assessment__unit=unit, criterion__code=code
    )


__all__ = [
    "HANOI",
    "Role",
    "entry_of",
    "make_campaign",
    "make_criterion",
    "make_set",
    "make_unit",
    "make_user",
]
