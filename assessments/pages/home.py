"""Việc của tôi: what this person must do, by when, and where he left off.

Every to-do follows from the state of a sheet, so the act itself clears it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.deadlines import deadline
from assessments.explanations import unanswered
from assessments.models import Assessment, Campaign, CampaignState, Entry, FieldSheet
from assessments.pages.addresses import explanation_url, unit_page_url
from assessments.pages.queue import BY_FIELD
from assessments.pages.scoring import sheet_url
from assessments.pages.texts import time_left
from assessments.services.leading import LED
from assessments.turns import waiting_sheets
from assessments.workflow import (
    APPRAISAL_STATES,
    PHASES,
    REVIEW_STATES,
    TRANSITIONS,
    UNIT_STATES,
    Phase,
    Ready,
    State,
    Verb,
)
from parindex.history.models import Event
from parindex.history.pages.inbox import latest_unread
from parindex.lib.dates import format_moment
from parindex.units.models import User
from parindex.units.permissions import Right, units_where

SOON_SECONDS = 3 * 86400
NOTICES_SHOWN = 3


@dataclass(frozen=True)
class Todo:
    title: str
    where: str
    url: str
    action: str
    due: str = ""
    tone: str = "info"
    reason: str = ""


TodoSource = Callable[[User, datetime], Iterable[Todo]]
_sources: dict[str, TodoSource] = {}


def todo_source_register(name: str, source: TodoSource) -> None:
    """Upper rooms say here what else waits for a person; nothing here knows them."""
    _sources[name] = source


def todos_of(user: User, at: datetime) -> list[Todo]:
    return [
        *_returned(user, at),
        *_to_explain(user, at),
        *_to_sign(user, at),
        *_to_score(user, at),
        *_to_appraise(user, at),
        *_to_review(user, at),
        *_to_lead(user, at),
        *_to_conclude(user, at),
        *_to_approve(user),
        *_to_publish(user),
        *_to_prepare(user),
        *(todo for source in _sources.values() for todo in source(user, at)),
    ]


def home_page(user: User, at: datetime) -> dict[str, object]:
    return {
        "todos": todos_of(user, at),
        "notices": latest_unread(user, NOTICES_SHOWN),
        "left_off": _left_off(user),
        "campaigns": _campaigns(user),
    }


def _sheets(units: "QuerySet[FieldSheet, FieldSheet]") -> "QuerySet[FieldSheet, FieldSheet]":
    return (
        units.filter(
            assessment__campaign__state=CampaignState.OPEN, assessment__withdrawn_at__isnull=True
        )
        .select_related("criterion", "assessment__unit", "assessment__campaign")
        .order_by("assessment__campaign", "criterion__sort_key")
    )


def _own(user: User, right: Right) -> "QuerySet[FieldSheet, FieldSheet]":
    return _sheets(FieldSheet.objects.filter(assessment__unit__in=units_where(user, right)))


def _returned(user: User, at: datetime) -> Iterator[Todo]:
    for sheet in _own(user, Right.DECLARE).filter(state=State.RETURNED):
        due, tone = _due(sheet.assessment, Phase.SELF, at)
        yield Todo(
            title=_("Bổ sung phiếu bị trả lại: %(field)s") % {"field": sheet.criterion},
            where=_where(sheet.assessment),
            url=sheet_url(sheet.assessment, sheet),
            action=_("Mở phiếu để bổ sung"),
            due=due,
            tone="error" if tone == "error" else "warning",
            reason=sheet.reason,
        )


def _to_explain(user: User, at: datetime) -> Iterator[Todo]:
    for sheet in _own(user, Right.DECLARE).filter(state=State.EXPLAINING):
        due, tone = _due(sheet.assessment, Phase.EXPLANATION, at)
        yield Todo(
            title=_("Giải trình điểm bị trừ: %(field)s") % {"field": sheet.criterion},
            where=_where(sheet.assessment),
            url=explanation_url(sheet),
            action=_("Xem điểm trừ và giải trình"),
            due=due,
            tone=tone,
            reason=sheet.reason,
        )


def _to_sign(user: User, at: datetime) -> Iterator[Todo]:
    titles = {
        State.SIGNING: _("Ký duyệt và gửi: %(field)s"),
        State.EXPLANATION_SIGNING: _("Ký và gửi giải trình: %(field)s"),
    }
    for sheet in _own(user, Right.SIGN_OFF).filter(state__in=titles):
        due, tone = _due(sheet.assessment, PHASES[sheet.workflow_state], at)
        yield Todo(
            title=titles[sheet.workflow_state] % {"field": sheet.criterion},
            where=_where(sheet.assessment),
            url=unit_page_url(sheet),
            action=_("Xem và ký duyệt"),
            due=due,
            tone=tone,
        )


def _to_score(user: User, at: datetime) -> Iterator[Todo]:
    assessments = (
        Assessment.objects.filter(
            campaign__state=CampaignState.OPEN,
            withdrawn_at=None,
            unit__in=units_where(user, Right.DECLARE),
            sheets__state=State.DRAFT,
        )
        .select_related("unit", "campaign")
        .annotate(waiting=Count("sheets", filter=Q(sheets__state__in=UNIT_STATES)))
    )
    for assessment in assessments:
        due, tone = _due(assessment, Phase.SELF, at)
        yield Todo(
            title=_("Tự chấm điểm: còn %(count)d phiếu lĩnh vực chưa gửi")
            % {"count": assessment.waiting},
            where=_where(assessment),
            url=reverse("assessment", args=[assessment.campaign.code, assessment.unit.code]),
            action=_("Tiếp tục chấm điểm"),
            due=due,
            tone=tone,
        )


def _to_appraise(user: User, at: datetime) -> Iterator[Todo]:
    waiting = (
        Entry.objects.assigned_to(user)
        .filter(
            assessment__campaign__state=CampaignState.OPEN,
            assessment__withdrawn_at__isnull=True,
            sheet__state__in=APPRAISAL_STATES,
            appraised_score=None,
            return_reason="",
        )
        .exclude(is_counted=False, not_applicable=False)
        .exclude(criterion__method__in=("survey_leaders", "survey_sipas", "statistics"))
        .exclude(criterion__rule_kind="penalty")
        .values("assessment__campaign")
        .annotate(entries=Count("pk", distinct=True), units=Count("assessment", distinct=True))
        .order_by()
    )
    campaigns = Campaign.objects.in_bulk([row["assessment__campaign"] for row in waiting])
    for row in waiting:
        campaign = campaigns[row["assessment__campaign"]]
        yield Todo(
            title=_("Thẩm định %(entries)d mục của %(units)d đơn vị")
            % {"entries": row["entries"], "units": row["units"]},
            where=str(campaign),
            url=reverse("appraisal-queue", args=[campaign.code]),
            action=_("Mở danh sách thẩm định"),
            due=_moment(campaign.appraisal_deadline, at),
            tone=_tone(campaign.appraisal_deadline, at),
        )


def _to_review(user: User, at: datetime) -> Iterator[Todo]:
    waiting = (
        unanswered()
        .filter(pk__in=Entry.objects.assigned_to(user).values("pk"))
        .filter(
            assessment__campaign__state=CampaignState.OPEN,
            assessment__withdrawn_at__isnull=True,
            sheet__state__in=REVIEW_STATES,
        )
        .values("assessment__campaign")
        .annotate(entries=Count("pk", distinct=True), units=Count("assessment", distinct=True))
        .order_by()
    )
    campaigns = Campaign.objects.in_bulk([row["assessment__campaign"] for row in waiting])
    for row in waiting:
        campaign = campaigns[row["assessment__campaign"]]
        yield Todo(
            title=_("Thẩm định lần 2: %(entries)d giải trình của %(units)d đơn vị")
            % {"entries": row["entries"], "units": row["units"]},
            where=str(campaign),
            url=f"{reverse('appraisal-queue', args=[campaign.code])}?nhom={BY_FIELD}",
            action=_("Xem giải trình"),
            due=_moment(campaign.review_deadline, at),
            tone=_tone(campaign.review_deadline, at),
        )


def _to_lead(user: User, at: datetime) -> Iterator[Todo]:
    """What the standing office does to many sheets at once, where some wait for it."""
    managed = Campaign.objects.filter(
        state=CampaignState.OPEN, organiser__in=units_where(user, Right.MANAGE_CAMPAIGN)
    ).order_by("code")
    for campaign in managed:
        for verb in LED:
            transition = TRANSITIONS[verb]
            count = waiting_sheets(campaign, transition, at).count()
            if count:
                yield Todo(
                    title=ngettext("%(verb)s: %(count)d phiếu", "%(verb)s: %(count)d phiếu", count)
                    % {"verb": transition.label, "count": count},
                    where=str(campaign),
                    url=f"{reverse('campaign', args=[campaign.code])}#buoc-chung",
                    action=_("Mở trang đợt đánh giá"),
                )


def _to_conclude(user: User, at: datetime) -> Iterator[Todo]:
    managed = Campaign.objects.filter(
        state=CampaignState.OPEN,
        uses_council=True,
        organiser__in=units_where(user, Right.MANAGE_CAMPAIGN),
    )
    for campaign in managed.order_by("code"):
        count = waiting_sheets(campaign, TRANSITIONS[Verb.CONCLUDE], at).count()
        if count:
            yield Todo(
                title=ngettext(
                    "Ghi kết luận của Hội đồng: %(count)d phiếu",
                    "Ghi kết luận của Hội đồng: %(count)d phiếu",
                    count,
                )
                % {"count": count},
                where=str(campaign),
                url=reverse("council", args=[campaign.code]),
                action=_("Mở trang Hội đồng"),
            )


def _to_approve(user: User) -> Iterator[Todo]:
    """Only what others appraised: nobody approves what he entered himself."""
    waiting = (
        FieldSheet.objects.ready(Ready.APPROVAL)
        .filter(
            assessment__withdrawn_at=None,
            assessment__campaign__state=CampaignState.OPEN,
            assessment__campaign__organiser__in=units_where(user, Right.APPROVE),
        )
        .exclude(entries__appraised_by=user)
        .order_by()
        .values("assessment__campaign")
        .annotate(count=Count("pk"))
    )
    counts = {row["assessment__campaign"]: row["count"] for row in waiting}
    for campaign in Campaign.objects.filter(pk__in=counts).order_by("code"):
        count = counts[campaign.pk]
        yield Todo(
            title=ngettext(
                "Phê duyệt %(count)d phiếu lĩnh vực đã thẩm định",
                "Phê duyệt %(count)d phiếu lĩnh vực đã thẩm định",
                count,
            )
            % {"count": count},
            where=str(campaign),
            url=reverse("appraisal-queue", args=[campaign.code]),
            action=_("Xem và phê duyệt"),
        )


def _to_publish(user: User) -> Iterator[Todo]:
    ready = Campaign.objects.filter(
        state__in=(CampaignState.OPEN, CampaignState.PROVISIONAL),
        organiser__in=units_where(user, Right.MANAGE_CAMPAIGN),
        assessments__withdrawn_at__isnull=True,
    ).annotate(
        sheets=Count("assessments__sheets"),
        approved=Count("assessments__sheets", filter=Q(assessments__sheets__state=State.APPROVED)),
    )
    for campaign in ready:
        if campaign.sheets and campaign.sheets == campaign.approved:
            yield Todo(
                title=_("Công bố chính thức: kết quả đang công bố tạm")
                if campaign.is_provisional
                else _("Công bố kết quả: mọi phiếu đã được phê duyệt"),
                where=str(campaign),
                url=reverse("campaign", args=[campaign.code]),
                action=_("Mở trang đợt đánh giá"),
            )


def _to_prepare(user: User) -> Iterator[Todo]:
    drafts = Campaign.objects.filter(
        state=CampaignState.DRAFT, organiser__in=units_where(user, Right.MANAGE_CAMPAIGN)
    )
    for campaign in drafts:
        yield Todo(
            title=_("Chuẩn bị và mở đợt đánh giá"),
            where=str(campaign),
            url=reverse("campaign-edit", args=[campaign.code]),
            action=_("Tiếp tục chuẩn bị"),
        )


def _left_off(user: User) -> dict[str, str] | None:
    """The entry this person saved last, if its sheet is still open to him."""
    last = Event.objects.filter(actor=user, action="entry.declare").first()
    entry = (
        Entry.objects.visible_to(user)
        .filter(
            pk=last.subject_id,
            sheet__state__in=UNIT_STATES,
            assessment__campaign__state=CampaignState.OPEN,
        )
        .select_related("criterion", "sheet__criterion", "assessment__unit")
        .select_related("assessment__campaign")
        .first()
        if last
        else None
    )
    if entry is None or last is None:
        return None
    return {
        "title": str(entry.criterion),
        "when": format_moment(timezone.localtime(last.at)),
        "url": f"{sheet_url(entry.assessment, entry.sheet)}#e{entry.pk}",
    }


def _campaigns(user: User) -> list[Campaign]:
    return list(Campaign.objects.visible_to(user).exclude(state=CampaignState.DRAFT)[:6])


def _where(assessment: Assessment) -> str:
    return f"{assessment.unit.title} · {assessment.campaign}"


def _due(assessment: Assessment, phase: Phase, at: datetime) -> tuple[str, str]:
    until = deadline(assessment, phase)
    return _moment(until, at), _tone(until, at)


def _moment(until: datetime | None, at: datetime) -> str:
    if until is None:
        return ""
    local = timezone.localtime(until)
    return _("Hạn %(moment)s, %(left)s") % {
        "moment": format_moment(local),
        "left": time_left(until, at),
    }


def _tone(until: datetime | None, at: datetime) -> str:
    if until is None:
        return "info"
    if until < at:
        return "error"
    return "warning" if (until - at).total_seconds() < SOON_SECONDS else "info"
