"""The campaign's board: which unit is where, who holds it; for its participants their own row."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.deadlines import extension_words
from assessments.holding import Holding, holdings
from assessments.models import Assessment, Campaign, Extension, FieldSheet, Source
from assessments.pages.correcting import corrections_of
from assessments.pages.scoring import state_label
from assessments.pages.texts import time_left
from assessments.services.leading import LED
from assessments.turns import waiting_sheets
from assessments.workflow import HOLDERS, TRANSITIONS, State
from criteria.queries import declared_roots
from parindex.history.models import Event
from parindex.lib.dates import format_date, format_moment
from parindex.units.models import Role, Unit, User
from parindex.units.permissions import Right, may
from parindex.units.recipients import UNIT_ROLES

REMINDED_ROLES = (*UNIT_ROLES, Role.APPRAISER)
"""The standing office reminds these; itself it need not."""


@dataclass
class BoardRow:
    """One unit and where each of its sheets is."""

    assessment: Assessment
    cells: list[dict[str, str]] = field(default_factory=list)
    late: bool = False
    can_remind: bool = False
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
    leads = manages and (campaign.is_open or campaign.is_provisional)
    sheets = _sheets(campaign, user)
    waiting = sum(sheet.workflow_state is not State.APPROVED for sheet in sheets)
    return {
        "campaign": campaign,
        "follows": follows,
        "manages": manages and campaign.is_open,
        "links": [
            *(_links(campaign) if manages else []),
            *_council_link(campaign, follows=follows),
        ],
        "can_remove": manages and campaign.is_open and campaign.source == Source.SCORED,
        "withdrawn": _withdrawn(campaign, user),
        "rows": _rows(sheets, at, follows=follows, manages=manages and campaign.is_open),
        "can_remind_late": manages and campaign.is_open and _any_late(sheets, at),
        "waiting": waiting,
        "leads": _leads(campaign, at) if manages and campaign.is_open else [],
        "can_publish": leads and not waiting and bool(sheets),
        "publishes": leads,
        "deadlines": _deadlines(campaign, at),
        "decision_date": format_date(campaign.decision_date),
        "corrections": corrections_of(campaign) if campaign.is_published else [],
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


def _rows(
    sheets: list[FieldSheet], at: datetime, *, follows: bool, manages: bool
) -> list[BoardRow]:
    rows: dict[int, BoardRow] = {}
    declared = declared_roots(sheets[0].criterion.set_id) if sheets else set()
    reminded = _reminded(sheets) if follows else {}
    for held in holdings(sheets):
        assessment = held.sheet.assessment
        row = rows.setdefault(assessment.pk, BoardRow(assessment))
        is_declared = held.sheet.criterion.sort_key in declared
        cell = _cell(held, at, is_declared=is_declared, names=follows)
        row.cells.append({**cell, "reminded": reminded.get(held.sheet.pk, "")})
        row.late |= follows and held.role in UNIT_ROLES and held.is_over(at)
        row.can_remind |= manages and held.role in REMINDED_ROLES
    if follows:
        given = _extensions(sheets)
        for row in rows.values():
            row.extensions = given[row.assessment.unit_id]
    return list(rows.values())


def _any_late(sheets: list[FieldSheet], at: datetime) -> bool:
    return any(h.role in REMINDED_ROLES and h.is_over(at) for h in holdings(sheets))


def _reminded(sheets: list[FieldSheet]) -> dict[int, str]:
    """Who was last reminded of each sheet, and when."""
    events = Event.objects.filter(
        action="sheet.remind",
        subject=FieldSheet._meta.label_lower,
        subject_id__in=[sheet.pk for sheet in sheets],
    ).order_by("at", "pk")
    return {
        event.subject_id: _("Đã nhắc lúc %(moment)s: %(people)s")
        % {
            "moment": format_moment(timezone.localtime(event.at)),
            "people": ", ".join((event.after or {}).get("reminded", [])),
        }
        for event in events
    }


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
    elif campaign.is_published:
        found = [(_("Đính chính kết quả"), reverse("correction", args=[code]))]
    else:
        found = [] if campaign.is_provisional else draft
    return [{"label": label, "url": url} for label, url in found]


def _council_link(campaign: Campaign, *, follows: bool) -> list[dict[str, str]]:
    if not (follows and campaign.uses_council):
        return []
    url = reverse("council", args=[campaign.code])
    return [{"label": _("Hội đồng thẩm định"), "url": url}]


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


def _cell(held: Holding, at: datetime, *, is_declared: bool, names: bool) -> dict[str, str]:
    """Where one sheet is, who holds it (people for who follows the campaign), since when."""
    sheet = held.sheet
    assessment, state = sheet.assessment, sheet.workflow_state
    people = ", ".join(str(person) for person in held.people)
    return {
        "code": sheet.criterion.code,
        "state": sheet.state,
        "label": state_label(state, is_declared=is_declared),
        "holder": _holder_words(held),
        "people": (people or _("chưa ai giữ vai trò này")) if names and held.role else "",
        "since": format_moment(timezone.localtime(sheet.changed_at)) if sheet.changed_at else "",
        "over": time_left(held.until, at) if held.until and held.is_over(at) else "",
        "url": reverse(
            "sheet", args=[assessment.campaign.code, assessment.unit.code, sheet.criterion.code]
        ),
    }


def _holder_words(held: Holding) -> str:
    """The role within the unit; of an office its name."""
    if held.role in UNIT_ROLES or not held.places:
        return HOLDERS[held.sheet.workflow_state]
    return ", ".join(place.title for place in held.places)


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
