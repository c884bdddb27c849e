"""Reminders: by the clock before and after each deadline, and by hand from the board."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.deadlines import lower_first
from assessments.holding import Holding, holdings
from assessments.models import Assessment, Campaign, CampaignState, FieldSheet
from assessments.services.campaigns.guards import check_manager
from assessments.workflow import PHASES, Phase, State
from parindex.errors import Invalid, Locked
from parindex.history.models import Event, NoticeKind
from parindex.history.notices import Message, messages_send, reminders_claim
from parindex.history.services import event_record
from parindex.lib.dates import format_moment
from parindex.units.models import Role, User
from parindex.units.recipients import UNIT_ROLES, holders_by_unit, standing_office_of

STEPS = (1, 3, 7)
"""Days before a deadline at which those who still owe something are told."""
REST = timedelta(hours=1)
"""The same sheet is not reminded of by hand more often."""

Parcel = tuple[list[int], Message]


@dataclass(frozen=True)
class Reminded:
    """What one click did: people told, sheets reminded of, sheets left alone for a while."""

    people: int
    sheets: int
    resting: int


@dataclass(frozen=True)
class _Due:
    """Sheets that wait for the same holder until the same moment."""

    phase: Phase
    until: datetime
    holdings: Sequence[Holding]

    @property
    def campaign(self) -> Campaign:
        return self.holdings[0].sheet.assessment.campaign

    def step(self, at: datetime) -> str:
        """Which reminder is due: 7, 3, 1, "over", or none yet."""
        if at > self.until:
            return "over"
        left = self.until - at
        return next((str(days) for days in STEPS if left <= timedelta(days=days)), "")


@transaction.atomic
def deadlines_remind(*, at: datetime) -> int:
    """Tell whoever still owes something 7, 3 and 1 days before the deadline and when it is over.

    Each reminder goes out once, however often and by whomever this is called; a deadline that was
    moved starts anew. Returns how many notices were written.
    """
    found = holdings(_open_sheets())
    wanted = [*_of_units(found, at), *_of_offices(found, at), *_of_standing_offices(found, at)]
    fresh = reminders_claim((key for key, _parcel in wanted), at=at)
    return messages_send([parcel for key, parcel in wanted if key in fresh], at)


@transaction.atomic
def sheets_remind(
    *, campaign: Campaign, actor: User, at: datetime, assessment_id: int | None = None
) -> Reminded:
    """By hand: whoever holds the sheets of one unit, or every sheet whose time is over.

    Raises Forbidden, Locked (the campaign is not open), Invalid (nobody to remind, or all reminded
    of within the hour).
    """
    check_manager(actor, campaign)
    if not campaign.is_open:
        raise Locked(_("Đợt đánh giá không còn mở nên không ai phải làm gì thêm."))
    sheets = _open_sheets(campaign, assessment_id)
    held = [
        h
        for h in holdings(sheets)
        if h.role and h.role is not Role.STANDING_OFFICE and (assessment_id or h.is_over(at))
    ]
    resting = _reminded_since(held, at - REST)
    chosen = [h for h in held if h.sheet.pk not in resting and h.people]
    if not chosen:
        raise Invalid({"remind": _nobody(held, resting)})
    people = {person.pk for h in chosen for person in h.people}
    messages_send(list(_by_hand(chosen, actor)), at)
    for h in chosen:
        event_record(
            actor=actor,
            action="sheet.remind",
            subject=h.sheet,
            scope=h.sheet.assessment,
            after={"reminded": [str(person) for person in h.people]},
        )
    return Reminded(people=len(people), sheets=len(chosen), resting=len(resting))


def _open_sheets(
    campaign: Campaign | None = None, assessment_id: int | None = None
) -> list[FieldSheet]:
    found = FieldSheet.objects.filter(
        assessment__campaign__state=CampaignState.OPEN, assessment__withdrawn_at=None
    ).exclude(state=State.APPROVED)
    if campaign:
        # Two clicks at once: the second waits here and then finds the first one's reminder.
        found = found.filter(assessment__campaign=campaign).select_for_update(of=("self",))
    if assessment_id:
        found = found.filter(assessment=assessment_id)
    return list(
        found.select_related(
            "criterion",
            "assessment__unit",
            "assessment__campaign__organiser",
            "assessment__campaign__standing_office",
        ).order_by("assessment", "criterion__sort_key")
    )


def _of_units(found: Sequence[Holding], at: datetime) -> list[tuple[str, Parcel]]:
    """To the official and the head of each unit that still holds sheets."""
    groups: dict[tuple[int, Phase, datetime], list[Holding]] = defaultdict(list)
    for h in found:
        phase = PHASES.get(h.sheet.workflow_state)
        if h.role in UNIT_ROLES and phase and h.until:
            groups[h.sheet.assessment_id, phase, h.until].append(h)
    people = holders_by_unit({g[0].sheet.assessment.unit_id for g in groups.values()}, *UNIT_ROLES)
    wanted = []
    for (assessment_id, phase, until), held in groups.items():
        due, assessment = _Due(phase, until, held), held[0].sheet.assessment
        step = due.step(at)
        if step:
            keys = [p.pk for role in UNIT_ROLES for p in people.get((assessment.unit_id, role), [])]
            key = _key("unit", assessment_id, due, step)
            wanted.append((key, (keys, _unit_message(due, assessment, at))))
    return wanted


def _of_offices(found: Sequence[Holding], at: datetime) -> list[tuple[str, Parcel]]:
    """To the appraisers of each office that still has something to judge, one for all units."""
    groups: dict[tuple[int, int, Phase, datetime], list[Holding]] = defaultdict(list)
    for h in found:
        phase = PHASES.get(h.sheet.workflow_state)
        if h.role is Role.APPRAISER and phase and h.until:
            for office in h.places:
                key = (office.pk, h.sheet.assessment.campaign_id, phase, h.until)
                groups[key].append(h)
    people = holders_by_unit({key[0] for key in groups}, Role.APPRAISER)
    wanted = []
    for (office_id, campaign_id, phase, until), held in groups.items():
        due = _Due(phase, until, held)
        step = due.step(at)
        if step:
            keys = [person.pk for person in people.get((office_id, Role.APPRAISER), [])]
            reminder = _key(f"office-{office_id}", campaign_id, due, step)
            wanted.append((reminder, (keys, _office_message(due, at))))
    return wanted


def _of_standing_offices(found: Sequence[Holding], at: datetime) -> list[tuple[str, Parcel]]:
    """Once a phase of the campaign is over: how many units are late, to who leads it."""
    groups: dict[tuple[int, Phase], list[Holding]] = defaultdict(list)
    for h in found:
        phase = PHASES.get(h.sheet.workflow_state)
        if phase and h.is_over(at):
            groups[h.sheet.assessment.campaign_id, phase].append(h)
    wanted = []
    for (campaign_id, phase), held in groups.items():
        campaign = held[0].sheet.assessment.campaign
        until = campaign.deadline_of(phase)
        if until is None:
            continue
        due = _Due(phase, until, held)
        keys = list(standing_office_of(campaign.organiser).values_list("pk", flat=True))
        wanted.append((_key("late", campaign_id, due, "over"), (keys, _late_message(due))))
    return wanted


def _key(who: str, key: int, due: _Due, step: str) -> str:
    return f"{who}:{key}:{due.phase}:{due.until:%Y%m%d%H%M}:{step}"


def _unit_message(due: _Due, assessment: Assessment, at: datetime) -> Message:
    return Message(
        kind=NoticeKind.DEADLINE,
        title=_("%(when)s: %(unit)s còn %(count)d phiếu lĩnh vực chưa gửi")
        % {"when": _when(due, at), "unit": assessment.unit.title, "count": len(due.holdings)},
        url=reverse("assessment", args=[due.campaign.code, assessment.unit.code]),
        body=_body(due, [str(h.sheet.criterion) for h in due.holdings]),
        urgent=True,
        about=assessment,
    )


def _office_message(due: _Due, at: datetime) -> Message:
    units = {h.sheet.assessment.unit_id for h in due.holdings}
    return Message(
        kind=NoticeKind.DEADLINE,
        title=_("%(when)s: còn %(count)d phiếu lĩnh vực của %(units)d đơn vị chưa xong")
        % {"when": _when(due, at), "count": len(due.holdings), "units": len(units)},
        url=reverse("appraisal-queue", args=[due.campaign.code]),
        body=_body(due, []),
        urgent=True,
        about=due.campaign,
    )


def _late_message(due: _Due) -> Message:
    units = dict.fromkeys(h.sheet.assessment.unit.title for h in due.holdings)
    return Message(
        kind=NoticeKind.DEADLINE,
        title=_("%(deadline)s đã qua: còn %(count)d phiếu lĩnh vực của %(units)d đơn vị quá hạn")
        % {
            "deadline": due.phase.deadline_label,
            "count": len(due.holdings),
            "units": len(units),
        },
        url=reverse("campaign", args=[due.campaign.code]),
        body=_body(due, list(units)),
        about=due.campaign,
    )


def _when(due: _Due, at: datetime) -> str:
    """Còn 3 ngày đến hạn tự chấm; Quá hạn tự chấm."""
    label = lower_first(due.phase.deadline_label)
    if at > due.until:
        return _("Quá %(deadline)s") % {"deadline": label}
    left = due.until - at
    if left >= timedelta(days=1):
        return _("Còn %(days)d ngày đến %(deadline)s") % {"days": left.days, "deadline": label}
    hours = max(1, left // timedelta(hours=1))
    return _("Còn %(hours)d giờ đến %(deadline)s") % {"hours": hours, "deadline": label}


def _body(due: _Due, names: Iterable[str]) -> str:
    line = _("%(campaign)s. %(deadline)s: %(until)s.") % {
        "campaign": due.campaign,
        "deadline": due.phase.deadline_label,
        "until": format_moment(timezone.localtime(due.until)),
    }
    return "\n".join([line, *names])


def _reminded_since(held: Sequence[Holding], since: datetime) -> set[int]:
    found = Event.objects.filter(
        action="sheet.remind",
        subject=FieldSheet._meta.label_lower,
        subject_id__in=[h.sheet.pk for h in held],
        at__gt=since,
    )
    return set(found.values_list("subject_id", flat=True))


def _nobody(held: Sequence[Holding], resting: set[int]) -> str:
    if not held:
        return _("Không có phiếu nào đang chờ ai.")
    if resting:
        return _("Các phiếu này vừa được nhắc; mỗi phiếu chỉ nhắc một lần trong một giờ.")
    return _("Chưa ai giữ vai trò phải làm việc này; hãy giao vai trò trước khi nhắc.")


def _by_hand(chosen: Sequence[Holding], actor: User) -> Iterable[Parcel]:
    """One notice per unit to its people, one per office for all its units."""
    groups: dict[tuple[bool, int], list[Holding]] = defaultdict(list)
    for h in chosen:
        for place in h.places:
            groups[h.role is Role.APPRAISER, place.pk].append(h)
    for (is_office, place_id), held in groups.items():
        assessment = held[0].sheet.assessment
        campaign = assessment.campaign
        people = dict.fromkeys(person.pk for h in held for person in h.people_at(place_id))
        yield (
            list(people),
            Message(
                kind=NoticeKind.DEADLINE,
                title=_("%(actor)s nhắc: còn %(count)d phiếu lĩnh vực chờ bạn")
                % {"actor": campaign.standing_office or actor, "count": len(held)},
                url=reverse("appraisal-queue", args=[campaign.code])
                if is_office
                else reverse("assessment", args=[campaign.code, assessment.unit.code]),
                body="\n".join([str(campaign), *(_waiting_line(h) for h in held)]),
                urgent=True,
                about=campaign if is_office else assessment,
            ),
        )


def _waiting_line(h: Holding) -> str:
    line = f"{h.sheet}: {h.sheet.workflow_state.label}"
    if h.until is None:
        return line
    return _("%(line)s, hạn %(until)s") % {
        "line": line,
        "until": format_moment(timezone.localtime(h.until)),
    }
