"""The standing office's writes on a campaign: open it, extend, publish."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Case, Value, When
from django.utils.translation import gettext as _

from assessments.models import (
    Assessment,
    Campaign,
    CampaignState,
    Entry,
    Extension,
    FieldSheet,
    Source,
)
from assessments.tasks import campaign_recompute
from assessments.workflow import Phase, State
from criteria.models import Criterion
from criteria.queries import declared_roots
from parindex.db.sql import insert_select
from parindex.errors import Forbidden, Invalid, Locked
from parindex.history.services import event_record
from parindex.units.models import Unit, User
from parindex.units.permissions import Right, may


@transaction.atomic
def campaign_open(
    *, campaign: Campaign, units: Iterable[Unit], actor: User | None, at: datetime
) -> None:
    """Create every sheet and entry of the participants in set-based SQL, and open the campaign.

    Entries exist from the start, so completeness is a query and evidence has its place at once.
    """
    if actor is not None:
        _check_manager(actor, campaign)
    if not campaign.criteria_set.is_published:
        raise Invalid({"criteria_set": _("Bộ tiêu chí chưa ban hành nên chưa mở được đợt.")})
    Assessment.objects.bulk_create(
        [Assessment(campaign=campaign, unit=u, peer_group=u.peer_group) for u in units],
        ignore_conflicts=True,
    )
    if campaign.source == Source.SCORED:
        _create_sheets(campaign)
        _create_entries(campaign)
    campaign.state, campaign.opened_at = CampaignState.OPEN, at
    campaign.save(update_fields=["state", "opened_at"])
    event_record(
        actor=actor,
        action="campaign.open",
        subject=campaign,
        after={"units": campaign.assessments.count()},
    )
    transaction.on_commit(lambda: campaign_recompute.delay(campaign.pk))


def _create_sheets(campaign: Campaign) -> None:
    """One sheet per unit and top node; the office holds it where the unit declares nothing."""
    roots = declared_roots(campaign.criteria_set_id)
    top = Criterion.objects.filter(
        set=campaign.criteria_set_id,
        level=1,
        set__campaign=campaign.pk,
        set__campaign__assessments__isnull=False,
    ).order_by()
    rows = top.values_list(
        "set__campaign__assessments",
        "pk",
        Case(
            When(sort_key__in=roots, then=Value(State.DRAFT.value)),
            default=Value(State.APPRAISING.value),
        ),
        Value(1),
        Value(""),
    )
    insert_select(
        FieldSheet,
        rows,
        columns=["assessment", "criterion", "state", "round", "reason"],
        conflict=["assessment", "criterion"],
    )


def _create_entries(campaign: Campaign) -> None:
    """One entry per unit and leaf: one statement for each depth at which leaves stand."""
    sheets = FieldSheet.objects.filter(assessment__campaign=campaign.pk).order_by()
    for depth in ("criterion", "criterion__children", "criterion__children__children"):
        rows = sheets.filter(**{f"{depth}__is_leaf": True}).values_list(
            "assessment",
            "pk",
            depth,
            f"{depth}__max_score",
            Value(True),
            Value(True),
            Value(False),
            *[Value(v) for v in ("{}", "", "", "", "", "")],
            Value(0),
            Value(0),
        )
        insert_select(
            Entry,
            rows,
            columns=[
                "assessment",
                "sheet",
                "criterion",
                "max_score",
                "is_counted",
                "is_open",
                "not_applicable",
                "figures",
                "working",
                "note",
                "saved_by_name",
                "cause",
                "return_reason",
                "version",
                "appraisal_version",
            ],
            conflict=["assessment", "criterion"],
        )


@transaction.atomic
def campaign_publish(
    *, campaign: Campaign, actor: User, number: str, signed_on: date, at: datetime
) -> Campaign:
    """Publish the approved results with the decision that announces them.

    Raises Forbidden, Locked (already published, or sheets not yet approved), Invalid.
    """
    _check_manager(actor, campaign)
    locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if locked.state != CampaignState.OPEN:
        raise Locked(_("Đợt này không ở trạng thái đang thực hiện nên không công bố được."))
    waiting = (
        FieldSheet.objects.filter(assessment__campaign=campaign.pk)
        .exclude(state=State.APPROVED)
        .count()
    )
    if waiting:
        raise Locked(
            _("Còn %(count)d phiếu lĩnh vực chưa phê duyệt nên chưa công bố được.")
            % {"count": waiting}
        )
    if not number.strip():
        raise Invalid({"number": _("Hãy nhập số quyết định công bố, ví dụ 313/QĐ-UBND.")})
    locked.state, locked.published_at = CampaignState.PUBLISHED, at
    locked.decision_number, locked.decision_date = number.strip(), signed_on
    locked.save(update_fields=["state", "published_at", "decision_number", "decision_date"])
    event_record(
        actor=actor,
        action="campaign.publish",
        subject=locked,
        after={"decision": locked.decision_number, "date": signed_on},
    )
    transaction.on_commit(lambda: campaign_recompute.delay(campaign.pk))
    return locked


@transaction.atomic
def extension_grant(
    *, assessment: Assessment, phase: Phase, until: datetime, reason: str, actor: User, at: datetime
) -> Extension:
    """More time for one unit. Raises Forbidden, Invalid."""
    _check_manager(actor, assessment.campaign)
    errors = {}
    general = assessment.campaign.deadline_of(phase)
    if until <= at or (general and until <= general):
        errors["until"] = _("Thời điểm gia hạn phải sau hạn chung và sau lúc này.")
    if not reason.strip():
        errors["reason"] = _("Hãy nêu lý do gia hạn.")
    if errors:
        raise Invalid(errors)
    extension = Extension.objects.create(
        campaign=assessment.campaign,
        unit=assessment.unit,
        phase=phase,
        until=until,
        reason=reason.strip(),
        granted_by=actor,
    )
    event_record(
        actor=actor,
        action="extension.grant",
        subject=assessment,
        scope=assessment,
        after={"phase": phase, "until": until},
        reason=reason.strip(),
    )
    return extension


def _check_manager(actor: User, campaign: Campaign) -> None:
    if not may(actor, Right.MANAGE_CAMPAIGN, campaign.organiser):
        raise Forbidden(_("Chỉ cơ quan thường trực của đợt này được làm việc đó."))
