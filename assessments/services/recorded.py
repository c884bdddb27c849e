"""Writes on results of past years: the campaign that holds them, their import, which one counts."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from assessments.candidates import FITTING_LEVELS, campaign_before, organisers_for
from assessments.models import (
    Assessment,
    Campaign,
    CampaignState,
    RatingGroup,
    RecordedResult,
    Source,
)
from assessments.recorded.planning import FIGURES, Change, Key, Plan, plan_of
from assessments.services.campaigns.guards import locked_campaign
from assessments.suggestions import suggested_code, suggested_groups, suggested_name
from assessments.tasks import campaign_recompute
from criteria.models import CriteriaSet, SetLevel, SetStatus
from parindex.errors import Forbidden, Invalid, Locked
from parindex.history.services import event_record
from parindex.units.excel.uploads import PlanChanged, upload_taken
from parindex.units.models import Unit, User, WorkbookUpload


@dataclass(frozen=True)
class PastYear:
    """Which year's results are known, and by which set (None: only totals of this level)."""

    year: int
    organiser: Unit
    criteria_set: CriteriaSet | None
    level: str
    decision_number: str = ""
    decision_date: date | None = None


@transaction.atomic
def past_year_record(*, past: PastYear, actor: User, at: datetime) -> Campaign:
    """A published campaign to which past results are added. Raises Forbidden, Invalid."""
    if not organisers_for(actor).filter(pk=past.organiser.pk).exists():
        raise Forbidden(_("Bạn không được ghi kết quả năm trước cho đơn vị này."))
    criteria_set = past.criteria_set or _totals_only_set(past)
    level = criteria_set.level
    _check_past(past, level, at)
    campaign = Campaign.objects.create(
        code=suggested_code(past.organiser, past.year),
        name=suggested_name(past.organiser, level, past.year),
        year=past.year,
        criteria_set=criteria_set,
        organiser=past.organiser,
        previous=campaign_before(organiser=past.organiser, level=level, year=past.year),
        source=Source.RECORDED,
        state=CampaignState.PUBLISHED,
        decision_number=past.decision_number.strip(),
        decision_date=past.decision_date,
    )
    RatingGroup.objects.bulk_create(
        RatingGroup(campaign=campaign, floor=floor, label=label)
        for floor, label in suggested_groups(campaign)
    )
    _follow(campaign)
    event_record(
        actor=actor,
        action="campaign.record",
        subject=campaign,
        after={"year": past.year, "set": criteria_set.code},
    )
    return campaign


@transaction.atomic
def recorded_import(
    *, upload: WorkbookUpload, campaign: Campaign, seen: str, actor: User, at: datetime
) -> Plan:
    """Write all rows of the workbook, or none. ``seen`` is the digest of the confirmed dry run.

    Of two sources for one figure, the one known first stays in use. Raises Forbidden, Locked,
    WorkbookRefused (the file no longer fits), PlanChanged.
    """
    locked = locked_campaign(campaign, actor)
    check_recorded(locked)
    with upload_taken(upload=upload, at=at) as file:
        plan = plan_of(file, locked)
    if plan.digest != seen:
        raise PlanChanged(plan)
    _take_part(locked, [change.figure.unit for change in plan.changes])
    for change in plan.of_kind("changed"):
        _update(change)
    _insert(locked, plan.of_kind("new"))
    event_record(
        actor=actor,
        action="recorded.import",
        subject=locked,
        before=_figures_before(plan),
        after={kind: len(plan.of_kind(kind)) for kind in ("new", "changed", "same")},
        reason=_("Nhập từ tệp Excel %s") % upload.name,
    )
    _recompute(locked)
    return plan


@transaction.atomic
def recorded_use(*, recorded: RecordedResult, actor: User) -> RecordedResult:
    """Of the figures published for one key, this is the one to compare with.

    Raises Forbidden, Locked.
    """
    campaign = locked_campaign(recorded.campaign, actor)
    check_recorded(campaign)
    rivals = RecordedResult.objects.filter(
        campaign=campaign, unit=recorded.unit_id, criterion=recorded.criterion_id
    )
    before = rivals.filter(is_used=True).first()
    if before == recorded:
        return recorded
    rivals.update(is_used=False)
    RecordedResult.objects.filter(pk=recorded.pk).update(is_used=True)
    recorded.refresh_from_db()
    event_record(
        actor=actor,
        action="recorded.use",
        subject=recorded,
        scope=campaign,
        before=_in_words(before) if before else None,
        after=_in_words(recorded),
    )
    _recompute(campaign)
    return recorded


def check_recorded(campaign: Campaign) -> None:
    """Raises Locked."""
    if campaign.source != Source.RECORDED:
        raise Locked(
            _("Đợt này chấm điểm trên cổng; kết quả năm trước ghi vào đợt của chính năm ấy.")
        )


def _check_past(past: PastYear, level: str, at: datetime) -> None:
    errors = {}
    if level not in FITTING_LEVELS[past.organiser.kind]:
        errors["level"] = _("%(unit)s không tổ chức đợt của cấp này.") % {
            "unit": past.organiser.title
        }
    if past.year > at.year:
        errors["year"] = _("Năm %(year)s chưa đến.") % {"year": past.year}
    same = Campaign.objects.filter(
        organiser=past.organiser, year=past.year, criteria_set__level=level
    ).first()
    if same is not None:
        errors["year"] = _("Năm này đã có “%(name)s” (%(code)s).") % {
            "name": same.name,
            "code": same.code,
        }
    if errors:
        raise Invalid(errors)


def _totals_only_set(past: PastYear) -> CriteriaSet:
    """A set without criteria, for a year of which nothing but totals is known."""
    level = SetLevel(past.level)
    made, _is_new = CriteriaSet.objects.get_or_create(
        code=f"TONG-{level.upper()}-{past.year}",
        defaults={
            "name": _("Chỉ biết tổng điểm, %(level)s, năm %(year)s")
            % {"level": str(level.label).lower(), "year": past.year},
            "level": level,
            "year": past.year,
            "provenance": _("Lập để ghi kết quả đã công bố mà không rõ bộ tiêu chí."),
            "status": SetStatus.PUBLISHED,
        },
    )
    return made


def _follow(campaign: Campaign) -> None:
    """The campaign of the year after, if it has none before it yet, compares with this one."""
    Campaign.objects.filter(
        organiser=campaign.organiser_id,
        criteria_set__level=campaign.criteria_set.level,
        year=campaign.year + 1,
        previous=None,
    ).update(previous=campaign)


def _take_part(campaign: Campaign, units: list[Unit]) -> None:
    Assessment.objects.bulk_create(
        [
            Assessment(campaign=campaign, unit=unit, peer_group=unit.peer_group)
            for unit in dict.fromkeys(units)
        ],
        ignore_conflicts=True,
    )


def _update(change: Change) -> None:
    """Without touching ``change.stored``: the plan keeps saying what it changed."""
    if change.stored is not None:
        values = {name: getattr(change.figure, name) for name in FIGURES}
        RecordedResult.objects.filter(pk=change.stored.pk).update(**values)


def _insert(campaign: Campaign, changes: list[Change]) -> None:
    """The first figure of a key is used, those that come later stand beside it."""
    used: set[Key] = set(
        RecordedResult.objects.filter(campaign=campaign, is_used=True).values_list(
            "unit", "criterion"
        )
    )
    rows = []
    for figure in (change.figure for change in changes):
        values = {name: getattr(figure, name) for name in FIGURES}
        rows.append(
            RecordedResult(
                campaign=campaign,
                unit=figure.unit,
                criterion=figure.criterion,
                source=figure.source,
                is_used=figure.key not in used,
                **values,
            )
        )
        used.add(figure.key)
    RecordedResult.objects.bulk_create(rows)


def _figures_before(plan: Plan) -> dict[str, object]:
    """What the changed rows said before, by unit and criterion."""
    return {
        f"{c.figure.unit.code} {c.figure.subject} ({c.figure.source})": _in_words(c.stored)
        for c in plan.of_kind("changed")
        if c.stored is not None
    }


def _in_words(recorded: RecordedResult) -> dict[str, object]:
    names = ("source", "points", "max_points", "percent", "rank", "rank_of")
    return {name: _plain(getattr(recorded, name)) for name in names}


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, int) else str(value)


def _recompute(campaign: Campaign) -> None:
    """The year itself, and those that compare with it."""
    Assessment.objects.filter(campaign=campaign).update(revision=F("revision") + 1)
    for pk in (campaign.pk, *campaign.following.values_list("pk", flat=True)):
        transaction.on_commit(partial(campaign_recompute.delay, pk))
