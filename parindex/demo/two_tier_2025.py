"""From 1 July 2025: the districts close, communes merge, and 2025 is compared with 2024."""

from collections.abc import Mapping
from datetime import datetime

from assessments.models import Campaign, CampaignState, RecordedResult, Source
from assessments.services.campaigns import campaign_open
from criteria.models import CriteriaSet, Criterion
from parindex.demo.groups import groups_make
from parindex.demo.places import PROVINCE
from parindex.demo.two_tier_figures import NOTE, SOURCE, YEAR_2024, YEAR_2025, points_of
from parindex.demo.two_tier_places import (
    EFFECTIVE_ON,
    HEIRS,
    ILLUSTRATION,
    LAST_DAY,
    LEGAL_ACT,
    NEW_OFFICE,
    NEW_PROVINCE,
    OLD_NEIGHBOUR,
    Heir,
)
from parindex.history.services import event_record
from parindex.units.models import Role, Unit, UnitKind, UnitLink, User
from parindex.units.services.mergers import Merger, NewUnit, merger_apply
from parindex.units.services.roles import role_give
from parindex.units.services.units import unit_close

BEFORE, NOW = "VC-2024", "GL-2025"
SET = "PAR-XA-2022"
KEEPERS = {"CANH-THUAN": "canbo.canhthuan"}
"""Who goes on as the official of the commune's heir."""


def two_tier(units: Mapping[str, Unit], people: Mapping[str, User], at: datetime) -> None:
    """Made once, through the portal's services; old campaigns and accounts stay as they are."""
    if Campaign.objects.filter(code=NOW).exists():
        return
    administrator, office = people["quantri"], people["sonoivu"]
    unit_close(
        unit=units[PROVINCE], on=LAST_DAY, reason=LEGAL_ACT, actor=administrator, with_parts=True
    )
    province = _province(units[PROVINCE], administrator)
    made = _succeed([units["SNV-BINH-DINH"]], NEW_OFFICE, province, LEGAL_ACT, administrator)
    role_give(person=office, role=Role.STANDING_OFFICE, unit=province, actor=administrator)
    heirs = [_heir(units, people, heir, province, administrator) for heir in HEIRS]
    communes = [units[code] for code in YEAR_2024]
    before = _campaign(BEFORE, 2024, province, made, office)
    _record(before, communes, YEAR_2024, office, at)
    now = _campaign(NOW, 2025, province, made, office, previous=before)
    _record(now, heirs, YEAR_2025, office, at)


def _province(old: Unit, administrator: User) -> Unit:
    """The new province also succeeds a neighbour, which never was on this portal."""
    neighbour = Unit.objects.create(
        code=OLD_NEIGHBOUR,
        name="tỉnh Gia Lai",
        kind=UnitKind.PROVINCE,
        place_name="Gia Lai",
        symbol="UBND",
        valid_to=LAST_DAY,
        position=old.position + 100,
    )
    province = _succeed([old], NEW_PROVINCE, None, LEGAL_ACT, administrator)
    UnitLink.objects.create(
        predecessor=neighbour, successor=province, effective_on=EFFECTIVE_ON, legal_act=LEGAL_ACT
    )
    Unit.objects.filter(pk=province.pk).update(position=old.position + 101)
    return province


def _heir(
    units: Mapping[str, Unit],
    people: Mapping[str, User],
    heir: Heir,
    province: Unit,
    administrator: User,
) -> Unit:
    olds = [units[code] for code in heir.predecessors]
    made = _succeed(olds, heir.unit, province, ILLUSTRATION, administrator)
    for code in heir.predecessors:
        if code in KEEPERS:
            person = people[KEEPERS[code]]
            role_give(person=person, role=Role.OFFICIAL, unit=made, actor=administrator)
    return made


def _succeed(
    olds: list[Unit], new: NewUnit, parent: Unit | None, act: str, administrator: User
) -> Unit:
    merger = Merger(
        predecessors=olds,
        existing=[],
        new=[new],
        parent=parent,
        effective_on=EFFECTIVE_ON,
        legal_act=act,
    )
    return merger_apply(merger=merger, actor=administrator)[0]


def _campaign(
    code: str,
    year: int,
    province: Unit,
    standing_office: Unit,
    office: User,
    previous: Campaign | None = None,
) -> Campaign:
    where = "huyện Vân Canh (số liệu bàn giao)" if previous is None else province.name
    campaign = Campaign.objects.create(
        code=code,
        name=f"Chỉ số CCHC cấp xã năm {year} của {where}",
        year=year,
        criteria_set=CriteriaSet.objects.get(code=SET),
        organiser=province,
        standing_office=standing_office,
        previous=previous,
        source=Source.RECORDED,
        note=f"{NOTE} Cách sắp xếp các xã từ ngày 01/7/2025 ở đây cũng chỉ để minh hoạ.",
    )
    groups_make(campaign)
    return campaign


def _record(
    campaign: Campaign,
    units: list[Unit],
    figures: Mapping[str, str],
    office: User,
    at: datetime,
) -> None:
    """Totals are the sums of the fields; ranks are theirs."""
    campaign_open(campaign=campaign, units=units, actor=office, at=at)
    fields = Criterion.objects.filter(set=campaign.criteria_set, level=1, block="field")
    nodes = {node.code: node for node in fields}
    rows: list[RecordedResult] = []
    points = {unit.code: points_of(figures[unit.code]) for unit in units}
    totals = {code: sum(found.values()) for code, found in points.items()}
    for unit in units:
        rows.extend(
            RecordedResult(
                campaign=campaign,
                unit=unit,
                criterion=nodes[code],
                points=value,
                max_points=nodes[code].max_score,
                source=SOURCE,
                note=NOTE,
            )
            for code, value in points[unit.code].items()
        )
        rows.append(
            RecordedResult(
                campaign=campaign,
                unit=unit,
                points=totals[unit.code],
                max_points=sum(node.max_score for node in nodes.values()),
                rank=1 + sum(other > totals[unit.code] for other in totals.values()),
                rank_of=len(units),
                source=SOURCE,
                note=NOTE,
            )
        )
    RecordedResult.objects.bulk_create(rows)
    Campaign.objects.filter(pk=campaign.pk).update(state=CampaignState.PUBLISHED, published_at=at)
    event_record(
        actor=office,
        action="campaign.record",
        subject=campaign,
        after={"units": len(units), "rows": len(rows)},
        reason=SOURCE,
    )
