"""Where the sheets of open campaigns are, who holds them and who is late.

One query for the sheets of all campaigns, one for extensions, one for assignments; lateness is
reckoned per sheet with the unit's own deadline.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils import timezone

from assessments.models import (
    Assessment,
    Assignment,
    Campaign,
    CampaignState,
    Extension,
    FieldSheet,
    Result,
)
from assessments.pages.texts import time_left
from assessments.workflow import (
    HOLDERS,
    OFFICE_HELD,
    PHASES,
    STANDING_HELD,
    UNIT_HELD,
    Phase,
    State,
)
from parindex.lib.dates import format_moment
from parindex.lib.numbers import format_percent
from parindex.units.models import Unit, User
from reports.access import may_follow
from reports.charts import Segment, stacked

SOON_DAYS = 3
SHOWN = 12
"""How many units stand open; the rest folds away."""


@dataclass(frozen=True)
class Held:
    """How many sheets somebody holds, and how many of them are late."""

    holder: str
    count: int
    late: int


@dataclass(frozen=True)
class StateCount:
    state: str
    label: str
    count: int


@dataclass(frozen=True)
class Deadline:
    label: str
    moment: str
    left: str
    until: datetime
    is_over: bool


@dataclass(frozen=True)
class Due:
    """The next moment by which something must happen, in words."""

    text: str
    tone: str


@dataclass(frozen=True)
class UnitProgress:
    unit: Unit
    segments: tuple[Segment, ...]
    states: tuple[StateCount, ...]
    approved: int
    total: int
    holders: tuple[Held, ...]
    due: Due | None
    late: int
    provisional: str


@dataclass(frozen=True)
class CampaignProgress:
    campaign: Campaign
    deadlines: tuple[Deadline, ...]
    segments: tuple[Segment, ...]
    states: tuple[StateCount, ...]
    units: tuple[UnitProgress, ...]
    """Late units first."""
    offices: tuple[Held, ...]
    approved: int
    total: int
    late: int
    may_rank: bool
    """Whether the user sees everybody's provisional rank."""

    @property
    def first_units(self) -> tuple[UnitProgress, ...]:
        return self.units[:SHOWN]

    @property
    def other_units(self) -> tuple[UnitProgress, ...]:
        return self.units[SHOWN:]


@dataclass(frozen=True)
class _Sheet:
    """One field sheet with who holds it and until when."""

    assessment: Assessment
    state: State
    holder: str
    is_with_unit: bool
    until: datetime | None
    is_late: bool


def open_campaigns(user: User, unit: Unit, at: datetime) -> list[CampaignProgress]:
    """Open campaigns that the unit organises or takes part in, with the sheets below the unit."""
    campaigns = list(
        Campaign.objects.visible_to(user)
        .filter(state__in=(CampaignState.OPEN, CampaignState.PROVISIONAL))
        .select_related("standing_office", "organiser")
        .order_by("year", "code")
    )
    sheets = _sheets(user, unit, campaigns, at)
    provisional = _provisional(user, campaigns)
    return [
        _campaign(campaign, sheets[campaign.pk], provisional, at, may_follow(user, campaign))
        for campaign in campaigns
        if sheets[campaign.pk]
    ]


def _sheets(
    user: User, unit: Unit, campaigns: list[Campaign], at: datetime
) -> dict[int, list[_Sheet]]:
    by_pk = {campaign.pk: campaign for campaign in campaigns}
    extensions = _extensions(campaigns)
    offices = _offices(campaigns)
    found: dict[int, list[_Sheet]] = defaultdict(list)
    rows = (
        FieldSheet.objects.visible_to(user)
        .filter(
            assessment__campaign__in=by_pk,
            assessment__withdrawn_at__isnull=True,
            assessment__unit__path__startswith=unit.path,
        )
        .select_related("assessment__unit")
        .order_by("assessment__unit__position", "assessment__unit__code", "criterion__sort_key")
    )
    for row in rows:
        campaign = by_pk[row.assessment.campaign_id]
        if campaign.organiser_id != unit.pk and row.assessment.unit_id != unit.pk:
            continue
        state = row.workflow_state
        phase = _phase(state)
        until = _until(
            campaign, phase, extensions.get((campaign.pk, row.assessment.unit_id, phase))
        )
        found[campaign.pk].append(
            _Sheet(
                assessment=row.assessment,
                state=state,
                holder=_holder(campaign, state, offices.get((campaign.pk, row.criterion_id), "")),
                is_with_unit=state in UNIT_HELD,
                until=until,
                is_late=until is not None and until < at,
            )
        )
    return found


def _phase(state: State) -> Phase | None:
    """The phase whose deadline runs for a sheet in this state; none while it is led on."""
    return PHASES.get(state)


def _until(campaign: Campaign, phase: Phase | None, extended: datetime | None) -> datetime | None:
    general = campaign.deadline_of(phase) if phase else None
    if general is None:
        return None
    return max(general, extended) if extended else general


def _extensions(campaigns: list[Campaign]) -> dict[tuple[int, int, Phase | None], datetime]:
    rows = (
        Extension.objects.filter(campaign__in=campaigns)
        .order_by()
        .values_list("campaign", "unit", "phase")
        .annotate(until=Max("until"))
    )
    return {(campaign, unit, Phase(phase)): until for campaign, unit, phase, until in rows}


def _offices(campaigns: list[Campaign]) -> dict[tuple[int, int], str]:
    rows = Assignment.objects.filter(campaign__in=campaigns).select_related("office")
    return {(row.campaign_id, row.criterion_id): row.office.title for row in rows}


def _holder(campaign: Campaign, state: State, office: str) -> str:
    if state in OFFICE_HELD and office:
        return office
    if state in STANDING_HELD and campaign.standing_office:
        return campaign.standing_office.title
    return HOLDERS[state]


def _provisional(user: User, campaigns: list[Campaign]) -> dict[int, str]:
    """The index of assessments that are already complete; it may still change."""
    rows = (
        Result.objects.visible_to(user)
        .filter(assessment__campaign__in=campaigns, is_complete=True)
        .values_list("assessment", "percent")
    )
    return {assessment: format_percent(percent) for assessment, percent in rows}


def _campaign(
    campaign: Campaign,
    sheets: list[_Sheet],
    provisional: Mapping[int, str],
    at: datetime,
    may_rank: bool,
) -> CampaignProgress:
    of_unit: dict[int, list[_Sheet]] = defaultdict(list)
    for sheet in sheets:
        of_unit[sheet.assessment.pk].append(sheet)
    units = [_unit(group, provisional, at) for group in of_unit.values()]
    segments, states = _states(sheets)
    return CampaignProgress(
        campaign=campaign,
        deadlines=_deadlines(campaign, at),
        segments=segments,
        states=states,
        units=tuple(sorted(units, key=lambda row: (-row.late, row.approved == row.total))),
        offices=_held(sheet for sheet in sheets if not sheet.is_with_unit),
        approved=sum(sheet.state is State.APPROVED for sheet in sheets),
        total=len(sheets),
        late=sum(sheet.is_late for sheet in sheets),
        may_rank=may_rank,
    )


def _deadlines(campaign: Campaign, at: datetime) -> tuple[Deadline, ...]:
    return tuple(
        Deadline(
            label=phase.deadline_label,
            moment=format_moment(timezone.localtime(until)),
            left=time_left(until, at),
            until=until,
            is_over=until < at,
        )
        for phase in campaign.phases
        for until in (campaign.deadline_of(phase),)
        if until
    )


def _unit(sheets: list[_Sheet], provisional: Mapping[int, str], at: datetime) -> UnitProgress:
    assessment = sheets[0].assessment
    segments, states = _states(sheets)
    return UnitProgress(
        unit=assessment.unit,
        segments=segments,
        states=states,
        approved=sum(sheet.state is State.APPROVED for sheet in sheets),
        total=len(sheets),
        holders=_held(sheets),
        due=_due(sheets, at),
        late=sum(sheet.is_late for sheet in sheets),
        provisional=provisional.get(assessment.pk, ""),
    )


def _states(sheets: Iterable[_Sheet]) -> tuple[tuple[Segment, ...], tuple[StateCount, ...]]:
    """In the order of the workflow, from done to not begun, so that the bar fills from the left."""
    counts = Counter(sheet.state for sheet in sheets)
    present = [state for state in reversed(State) if counts[state]]
    return (
        stacked([(state.value, counts[state]) for state in present]),
        tuple(StateCount(state.value, state.label, counts[state]) for state in present),
    )


def _held(sheets: Iterable[_Sheet]) -> tuple[Held, ...]:
    """Who holds how many, the late ones first; approved sheets are held by nobody."""
    count: Counter[str] = Counter()
    late: Counter[str] = Counter()
    for sheet in sheets:
        if sheet.holder:
            count[sheet.holder] += 1
            late[sheet.holder] += sheet.is_late
    rows = [Held(holder, count[holder], late[holder]) for holder in count]
    return tuple(sorted(rows, key=lambda row: (-row.late, -row.count)))


def _due(sheets: Iterable[_Sheet], at: datetime) -> Due | None:
    """The earliest deadline that still runs for the unit, or that has run out."""
    until = min((sheet.until for sheet in sheets if sheet.until), default=None)
    if until is None:
        return None
    if until < at:
        return Due(time_left(until, at), "error")
    soon = (until - at).days < SOON_DAYS
    return Due(time_left(until, at), "warning" if soon else "")
