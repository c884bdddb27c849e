"""Đang ở đâu, ai giữ: behind each sheet's state the role, the place and the people."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Max

from assessments.models import Assignment, Campaign, Entry, Extension, FieldSheet
from assessments.workflow import OFFICE_HELD, PHASES, STANDING_HELD, UNIT_HELD, Phase, State
from parindex.units.models import Role, Unit, User
from parindex.units.recipients import holders_by_unit, standing_office_of

SIGNING_STATES = frozenset({State.SIGNING, State.EXPLANATION_SIGNING})


@dataclass(frozen=True)
class Holding:
    """Who holds one sheet; ``until``: when the time of its holder ends, if it ends."""

    sheet: FieldSheet
    role: Role | None
    places: tuple[Unit, ...] = ()
    staff: tuple[tuple[int, User], ...] = ()
    """Everybody who can act, with the place (id) at which he holds the role."""
    until: datetime | None = None

    @property
    def people(self) -> tuple[User, ...]:
        return tuple(dict.fromkeys(person for _place, person in self.staff))

    def people_at(self, place_id: int) -> list[User]:
        return [person for place, person in self.staff if place == place_id]

    def is_over(self, at: datetime) -> bool:
        return self.until is not None and at > self.until


@dataclass
class Deadlines:
    """The deadlines of campaigns with every unit's extension, read at once."""

    extended: dict[tuple[int, int, str], datetime] = field(default_factory=dict)

    @classmethod
    def of(cls, campaigns: Iterable[int]) -> "Deadlines":
        rows = (
            Extension.objects.filter(campaign__in=list(campaigns))
            .values_list("campaign", "unit", "phase")
            .order_by()
            .annotate(last=Max("until"))
        )
        return cls({(campaign, unit, phase): last for campaign, unit, phase, last in rows})

    def until(self, campaign: Campaign, unit_id: int, phase: Phase | None) -> datetime | None:
        general = campaign.deadline_of(phase) if phase else None
        if phase is None or general is None:
            return None
        extended = self.extended.get((campaign.pk, unit_id, phase))
        return max(general, extended) if extended else general


def holder_role(state: State) -> Role | None:
    """Nobody holds an approved sheet."""
    if state in SIGNING_STATES:
        return Role.HEAD
    if state in UNIT_HELD:
        return Role.OFFICIAL
    if state in OFFICE_HELD:
        return Role.APPRAISER
    return Role.STANDING_OFFICE if state in STANDING_HELD else None


def holdings(sheets: Sequence[FieldSheet]) -> list[Holding]:
    """For sheets with their unit and campaign loaded, in the same order; a few queries in all."""
    deadlines = Deadlines.of({sheet.assessment.campaign_id for sheet in sheets})
    offices = _offices(sheets)
    places = {sheet.assessment.unit_id for sheet in sheets}
    places |= {office.pk for found in offices.values() for office in found}
    people = holders_by_unit(places, Role.OFFICIAL, Role.HEAD, Role.APPRAISER)
    standing = _standing(sheets)
    found = []
    for sheet in sheets:
        assessment, state = sheet.assessment, sheet.workflow_state
        role = holder_role(state)
        at = _places(sheet, role, offices)
        if role is Role.STANDING_OFFICE:
            held = [(at[0].pk, person) for person in standing[assessment.campaign_id]]
        else:
            held = [
                (place.pk, person)
                for place in at
                for person in people.get((place.pk, role or ""), [])
            ]
        until = deadlines.until(assessment.campaign, assessment.unit_id, PHASES.get(state))
        found.append(Holding(sheet=sheet, role=role, places=at, staff=tuple(held), until=until))
    return found


def _places(
    sheet: FieldSheet, role: Role | None, offices: dict[int, list[Unit]]
) -> tuple[Unit, ...]:
    if role is Role.APPRAISER:
        return tuple(offices.get(sheet.pk, ()))
    if role is Role.STANDING_OFFICE:
        campaign = sheet.assessment.campaign
        return (campaign.standing_office or campaign.organiser,)
    return (sheet.assessment.unit,) if role else ()


def _offices(sheets: Sequence[FieldSheet]) -> dict[int, list[Unit]]:
    """The offices that have not judged all of their part of a sheet; else that of the field."""
    held = [sheet for sheet in sheets if sheet.workflow_state in OFFICE_HELD]
    if not held:
        return {}
    owing = (
        Entry.objects.with_office()
        .filter(sheet__in=held, appraised_score=None, return_reason="")
        .exclude(is_counted=False, not_applicable=False)
        .values_list("sheet", "office_id")  # type: ignore[misc]
        .order_by()
        .distinct()
    )
    keys: dict[int, set[int]] = defaultdict(set)
    for sheet_id, office_id in owing:
        if office_id:
            keys[sheet_id].add(office_id)
    in_charge = _field_offices(held)
    units = Unit.objects.in_bulk({*in_charge.values(), *(key for k in keys.values() for key in k)})
    found = {}
    for sheet in held:
        field_office = in_charge.get((sheet.assessment.campaign_id, sheet.criterion_id))
        chosen = keys[sheet.pk] or ({field_office} if field_office else set())
        found[sheet.pk] = sorted(
            (units[key] for key in chosen),
            key=lambda unit: (unit.pk != field_office, unit.position),
        )
    return found


def _field_offices(sheets: Sequence[FieldSheet]) -> dict[tuple[int, int], int]:
    campaigns = {sheet.assessment.campaign_id for sheet in sheets}
    rows = Assignment.objects.filter(campaign__in=campaigns)
    return {
        (campaign, criterion): office
        for campaign, criterion, office in rows.values_list("campaign", "criterion", "office")
    }


def _standing(sheets: Sequence[FieldSheet]) -> dict[int, tuple[User, ...]]:
    campaigns = {
        sheet.assessment.campaign_id: sheet.assessment.campaign
        for sheet in sheets
        if sheet.workflow_state in STANDING_HELD
    }
    return {
        key: tuple(standing_office_of(campaign.organiser).order_by("full_name", "pk"))
        for key, campaign in campaigns.items()
    }
