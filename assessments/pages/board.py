"""The campaign's board: which unit is where, who holds it; for its participants their own row."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.deadlines import extension_words, lock_reason
from assessments.models import Assessment, Campaign, Extension, FieldSheet, Source
from assessments.pages.scoring import state_label
from assessments.pages.texts import time_left
from assessments.services.leading import LED
from assessments.turns import waiting_sheets
from assessments.workflow import HOLDERS, PHASES, TRANSITIONS, UNIT_HELD, Phase, State
from criteria.queries import declared_roots
from parindex.lib.dates import format_date, format_moment
from parindex.units.models import Unit, User
from parindex.units.permissions import Right, may


@dataclass
class BoardRow:
    """One unit and where each of its sheets is."""

    assessment: Assessment
    cells: list[dict[str, str]] = field(default_factory=list)
    late: bool = False
    extensions: list[str] = field(default_factory=list)

    @property
    def unit(self) -> Unit:
        return self.assessment.unit

    @property
    def url(self) -> str:
        return reverse("assessment", args=[self.assessment.campaign.code, self.unit.code])

    @property
    def approved(self) -> int:
        return sum(cell["state"] == State.APPROVED for cell in self.cells)


def board_page(campaign: Campaign, user: User, at: datetime) -> dict[str, object]:
    follows = may(user, Right.READ_PROGRESS, campaign.organiser)
    manages = may(user, Right.MANAGE_CAMPAIGN, campaign.organiser)
    sheets = _sheets(campaign, user)
    waiting = sum(sheet.workflow_state is not State.APPROVED for sheet in sheets)
    return {
        "campaign": campaign,
        "follows": follows,
        "manages": manages and campaign.is_open,
        "links": _links(campaign) if manages else [],
        "can_remove": manages and campaign.is_open and campaign.source == Source.SCORED,
        "withdrawn": _withdrawn(campaign, user),
        "rows": _rows(sheets, at, follows=follows),
        "waiting": waiting,
        "leads": _leads(campaign, at) if manages and campaign.is_open else [],
        "can_publish": manages and campaign.is_open and not waiting and bool(sheets),
        "deadlines": _deadlines(campaign, at),
        "decision_date": format_date(campaign.decision_date),
        "assignments": campaign.assignments.select_related("criterion", "office").order_by(
            "criterion__sort_key"
        ),
        "groups": campaign.groups.all(),
    }


def _sheets(campaign: Campaign, user: User) -> list[FieldSheet]:
    return list(
        FieldSheet.objects.visible_to(user)
        .filter(assessment__campaign=campaign, assessment__withdrawn_at__isnull=True)
        .select_related("criterion", "assessment__unit", "assessment__campaign__standing_office")
        .select_related("assessment__campaign__organiser", "changed_by")
        .order_by("assessment__unit__position", "assessment__unit__code", "criterion__sort_key")
    )


def _rows(sheets: list[FieldSheet], at: datetime, *, follows: bool) -> list[BoardRow]:
    rows: dict[int, BoardRow] = {}
    declared = declared_roots(sheets[0].criterion.set_id) if sheets else set()
    for sheet in sheets:
        assessment = sheet.assessment
        row = rows.setdefault(assessment.pk, BoardRow(assessment))
        row.cells.append(_cell(sheet, is_declared=sheet.criterion.sort_key in declared))
    if follows:
        given = _extensions(sheets)
        for row in rows.values():
            row.late = _is_late(row, at)
            row.extensions = given[row.assessment.unit_id]
    return list(rows.values())


def _leads(campaign: Campaign, at: datetime) -> list[dict[str, object]]:
    """What the standing office can do now to all sheets that wait for it."""
    found = []
    for verb in LED:
        transition = TRANSITIONS[verb]
        count = waiting_sheets(campaign, transition, at).count()
        if count:
            found.append({"verb": verb, "label": transition.label, "count": count})
    return found


def _extensions(sheets: list[FieldSheet]) -> dict[int, list[str]]:
    """By unit, who gave it more time, until when and why."""
    found: dict[int, list[str]] = defaultdict(list)
    campaigns = {sheet.assessment.campaign_id for sheet in sheets}
    granted = Extension.objects.filter(campaign__in=campaigns).select_related("granted_by__unit")
    for extension in granted.order_by("granted_at"):
        found[extension.unit_id].append(extension_words(extension))
    return found


def _links(campaign: Campaign) -> list[dict[str, str]]:
    """What the standing office can do with the campaign as it stands."""
    code = campaign.code
    draft = [(_("Tiếp tục chuẩn bị, mở đợt"), reverse("campaign-edit", args=[code]))]
    running = [
        (_("Sửa đợt"), reverse("campaign-edit", args=[code])),
        (_("Thêm đơn vị"), reverse("participants-add", args=[code])),
        *_year_before(campaign),
    ]
    if campaign.source == Source.RECORDED:
        found = [(_("Kết quả năm trước"), reverse("recorded-results", args=[code]))]
    elif campaign.is_open:
        found = running
    else:
        found = [] if campaign.is_published else draft
    return [{"label": label, "url": url} for label, url in found]


def _year_before(campaign: Campaign) -> list[tuple[str, str]]:
    """Where last year's results are kept, or can be recorded; none if they came of the portal."""
    before = campaign.previous
    if before is None:
        url = f"{reverse('past-year-new')}?nam={campaign.year - 1}"
    elif before.source == Source.RECORDED:
        url = reverse("recorded-results", args=[before.code])
    else:
        return []
    return [(_("Kết quả năm trước"), url)]


def _withdrawn(campaign: Campaign, user: User) -> list[dict[str, str]]:
    left = (
        Assessment.objects.visible_to(user)
        .filter(campaign=campaign, withdrawn_at__isnull=False)
        .select_related("unit")
        .in_order()
    )
    return [
        {
            "unit": assessment.unit.title,
            "url": reverse("assessment", args=[campaign.code, assessment.unit.code]),
            "when": format_moment(timezone.localtime(assessment.withdrawn_at))
            if assessment.withdrawn_at
            else "",
            "reason": assessment.withdrawn_reason,
        }
        for assessment in left
    ]


def _cell(sheet: FieldSheet, *, is_declared: bool) -> dict[str, str]:
    assessment = sheet.assessment
    return {
        "code": sheet.criterion.code,
        "state": sheet.state,
        "label": state_label(sheet.workflow_state, is_declared=is_declared),
        "holder": HOLDERS[sheet.workflow_state],
        "since": format_moment(timezone.localtime(sheet.changed_at)) if sheet.changed_at else "",
        "url": reverse(
            "sheet", args=[assessment.campaign.code, assessment.unit.code, sheet.criterion.code]
        ),
    }


def _is_late(row: BoardRow, at: datetime) -> bool:
    """The unit still holds a sheet although its time is over."""
    campaign = row.assessment.campaign
    held = {PHASES[State(cell["state"])] for cell in row.cells if cell["state"] in UNIT_HELD}
    return any(_is_over(campaign, phase, at) and _is_locked(row, phase, at) for phase in held)


def _is_over(campaign: Campaign, phase: Phase, at: datetime) -> bool:
    until = campaign.deadline_of(phase)
    return until is not None and at > until


def _is_locked(row: BoardRow, phase: Phase, at: datetime) -> bool:
    return bool(lock_reason(row.assessment, phase, at))


def _deadlines(campaign: Campaign, at: datetime) -> list[dict[str, str]]:
    return [
        {
            "label": phase.deadline_label,
            "moment": format_moment(timezone.localtime(until)),
            "left": time_left(until, at) if campaign.is_open else "",
        }
        for phase in campaign.phases
        for until in (campaign.deadline_of(phase),)
        if until
    ]
