"""What waits for the appraising office: by criterion, by field, by unit, with counts."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.models import Campaign, FieldSheet
from assessments.models.sheets import FieldSheetQuerySet
from assessments.pages.across import criterion_url, top_of
from assessments.pages.judging import sheet_judging_url
from assessments.pages.reviewing import review_url
from assessments.queries import CriterionProgress, criteria_progress
from assessments.workflow import (
    APPRAISAL_STATES,
    OFFICE_HELD,
    REVIEW_STATES,
    SENT_STATES,
    STANDING_HELD,
    Ready,
    State,
)
from criteria.models import Criterion
from parindex.lib.dates import format_moment
from parindex.lib.text import fold
from parindex.units.models import User
from parindex.units.permissions import Right, may

BY_CRITERION, BY_FIELD, BY_UNIT = "tieu-chi", "linh-vuc", "don-vi"
GROUPS = {
    BY_CRITERION: "Theo tiêu chí",
    BY_FIELD: "Theo lĩnh vực",
    BY_UNIT: "Theo đơn vị",
}
TODO, ALL = "can-lam", "tat-ca"
PER_PAGE = 100


@dataclass(frozen=True)
class Wanted:
    """What the person filters by: ``state`` is TODO, ALL or a state of a sheet."""

    field: str
    state: str
    unit: str


def queue_page(campaign: Campaign, user: User, query: Mapping[str, str]) -> dict[str, object]:
    """Whoever appraises begins with the criteria, whoever approves with the sheets."""
    approves = may(user, Right.APPROVE, campaign.organiser)
    progress = criteria_progress(campaign, user)
    group = query.get("nhom", "")
    if group not in GROUPS:
        group = BY_FIELD if approves or not progress else BY_CRITERION
    wanted = Wanted(
        query.get("linh-vuc", ""), query.get("trang-thai", TODO), query.get("don-vi", "").strip()
    )
    sheets = _sheets(campaign, user)
    page: dict[str, object] = {
        "campaign": campaign,
        "approves": approves,
        "may_enter": may(user, Right.ENTER_SURVEY, campaign.organiser),
        "group": group,
        "tabs": _tabs(campaign, group, progress, sheets),
        "deadline": campaign.appraisal_deadline
        and format_moment(timezone.localtime(campaign.appraisal_deadline)),
        "wanted": wanted,
        "fields": _fields(sheets),
        "states": _states(wanted.state, approves=approves),
    }
    if group == BY_CRITERION:
        return {**page, "groups": _criteria(campaign, progress)}
    found = _matching(sheets, wanted, approves=approves)
    build = _by_field if group == BY_FIELD else _by_unit
    approvable = _approvable(campaign) if approves else set()
    return {**page, **build(found, sheets, query.get("page", ""), approvable)}


def _sheets(campaign: Campaign, user: User) -> FieldSheetQuerySet:
    return (
        FieldSheet.objects.visible_to(user)
        .filter(
            assessment__campaign=campaign,
            assessment__withdrawn_at__isnull=True,
            state__in=SENT_STATES,
        )
        .select_related("criterion", "assessment__unit", "assessment__campaign")
        .order_by("criterion__sort_key", "assessment__unit__position", "assessment__unit__code")
    )


def _todo(*, approves: bool) -> set[State]:
    """What waits for this person: to be appraised, or to be approved."""
    return set(OFFICE_HELD | STANDING_HELD) if approves else set(OFFICE_HELD)


def _tabs(
    campaign: Campaign, group: str, progress: list[CriterionProgress], sheets: FieldSheetQuerySet
) -> list[dict[str, object]]:
    waiting = sheets.order_by().aggregate(
        fields=Count("criterion", distinct=True), units=Count("assessment", distinct=True)
    )
    counts = {
        BY_CRITERION: sum(item.waiting > 0 for item in progress),
        BY_FIELD: waiting["fields"],
        BY_UNIT: waiting["units"],
    }
    url = reverse("appraisal-queue", args=[campaign.code])
    return [
        {"label": label, "url": f"{url}?nhom={key}", "current": key == group, "count": counts[key]}
        for key, label in GROUPS.items()
        if key != BY_CRITERION or progress
    ]


def _fields(sheets: FieldSheetQuerySet) -> list[tuple[str, str]]:
    rows = sheets.order_by("criterion__sort_key").values_list("criterion__code", "criterion__name")
    return [(code, f"{code}. {name}") for code, name in dict.fromkeys(rows)]


def _states(chosen: str, *, approves: bool) -> list[dict[str, object]]:
    todo = _("Đang chờ thẩm định, phê duyệt") if approves else _("Cần thẩm định")
    pairs = [(TODO, todo), (ALL, _("Mọi trạng thái"))]
    pairs += [(state.value, state.label) for state in State if state in SENT_STATES]
    return [{"value": v, "label": label, "chosen": v == chosen} for v, label in pairs]


def _matching(sheets: FieldSheetQuerySet, wanted: Wanted, *, approves: bool) -> list[FieldSheet]:
    if wanted.field:
        sheets = sheets.filter(criterion__code=wanted.field)
    if wanted.state == TODO:
        sheets = sheets.filter(state__in=_todo(approves=approves))
    elif wanted.state != ALL:
        sheets = sheets.filter(state=wanted.state)
    name = fold(wanted.unit)
    return [
        s for s in sheets if name in fold(f"{s.assessment.unit.title} {s.assessment.unit.code}")
    ]


def _criteria(campaign: Campaign, progress: list[CriterionProgress]) -> list[dict[str, object]]:
    groups: dict[str, list[dict[str, object]]] = {}
    for item in progress:
        groups.setdefault(str(top_of(item.criterion)), []).append(
            {
                "item": item,
                "url": criterion_url(campaign, item.criterion),
                "percent": item.done * 100 // item.total if item.total else 0,
            }
        )
    return [{"field": field, "rows": rows} for field, rows in groups.items()]


def _by_field(
    found: list[FieldSheet], sheets: FieldSheetQuerySet, number: str, approvable: set[int]
) -> dict[str, object]:
    """How many sheets of each field stand where, and the sheets that were asked for."""
    page = Paginator(found, PER_PAGE).get_page(number)
    states = [state for state in State if state in SENT_STATES]
    return {
        "columns": [state.label for state in states],
        "summary": _summary(sheets, states),
        "sheets": [_queued(sheet, approvable) for sheet in page],
        "page_obj": page,
    }


def _summary(sheets: FieldSheetQuerySet, states: list[State]) -> list[dict[str, object]]:
    counts = sheets.order_by().values("criterion", "state").annotate(count=Count("pk"))
    found = {(row["criterion"], row["state"]): row["count"] for row in counts}
    fields = Criterion.objects.filter(pk__in={field for field, _state in found})
    rows = []
    for field in fields.order_by("sort_key"):
        of_field = [(state, found.get((field.pk, state.value), 0)) for state in states]
        total = sum(count for _state, count in of_field)
        rows.append({"code": field.code, "name": field.name, "counts": of_field, "all": total})
    return rows


def _by_unit(
    found: list[FieldSheet], sheets: FieldSheetQuerySet, number: str, approvable: set[int]
) -> dict[str, object]:
    units: dict[int, list[FieldSheet]] = {}
    for sheet in found:
        units.setdefault(sheet.assessment_id, []).append(sheet)
    in_order = sorted(
        units.values(),
        key=lambda own: (own[0].assessment.unit.position, own[0].assessment.unit.code),
    )
    page = Paginator(in_order, PER_PAGE).get_page(number)
    return {
        "units": [
            {"unit": own[0].assessment.unit, "sheets": [_queued(s, approvable) for s in own]}
            for own in page
        ],
        "page_obj": page,
    }


def _approvable(campaign: Campaign) -> set[int]:
    """Sheets that have passed whatever comes before the approval."""
    ready = FieldSheet.objects.ready(Ready.APPROVAL).filter(assessment__campaign=campaign)
    return set(ready.values_list("pk", flat=True))


def _queued(sheet: FieldSheet, approvable: set[int]) -> dict[str, object]:
    in_review = sheet.workflow_state in REVIEW_STATES
    return {
        "sheet": sheet,
        "unit": sheet.assessment.unit,
        "since": format_moment(timezone.localtime(sheet.changed_at)) if sheet.changed_at else "",
        "url": review_url(sheet) if in_review else sheet_judging_url(sheet),
        "action": _action(sheet, can_approve=sheet.pk in approvable),
    }


def _action(sheet: FieldSheet, *, can_approve: bool) -> str:
    state = sheet.workflow_state
    if can_approve:
        return _("Xem, phê duyệt")
    if state in REVIEW_STATES:
        return _("Thẩm định lần 2")
    return _("Thẩm định") if state in APPRAISAL_STATES else _("Xem")
