"""The sheets and entries of a campaign's units, made by the database in a few statements.

Entries exist from the start, so completeness is a query and evidence has its place at once.
"""

from collections.abc import Collection

from django.db.models import BooleanField, Case, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from assessments.models import Campaign, Entry, FieldSheet
from assessments.workflow import State
from criteria.models import OFFICE_METHODS, Criterion
from parindex.db.sql import insert_select

SHEET_COLUMNS = ["assessment", "criterion", "state", "round", "reason"]
ENTRY_COLUMNS = [
    *("assessment", "sheet", "criterion", "max_score", "is_counted", "is_open", "not_applicable"),
    *("figures", "working", "note", "saved_by_name", "cause", "return_reason"),
    *("version", "appraisal_version"),
]


def rows_create(campaign: Campaign, assessment_ids: Collection[int] | None = None) -> None:
    """Sheets and entries of all units, or of those given; what exists already stays."""
    excluded = excluded_leaves(campaign)
    _create_sheets(campaign, assessment_ids, excluded)
    _create_entries(campaign, assessment_ids, excluded)


def excluded_leaves(campaign: Campaign) -> list[int]:
    """Leaves that do not apply in this campaign, by themselves or with what they belong to."""
    dropped = list(campaign.exclusions.values_list("criterion", flat=True))
    below = Q(pk__in=dropped) | Q(parent__in=dropped) | Q(parent__parent__in=dropped)
    leaves = Criterion.objects.leaves().filter(below, set=campaign.criteria_set_id)
    return list(leaves.values_list("pk", flat=True))


def _create_sheets(
    campaign: Campaign, assessment_ids: Collection[int] | None, excluded: list[int]
) -> None:
    """One sheet per unit and top node. The office holds it where the unit declares nothing; it is
    settled from the start where nothing applies."""
    leaves = Criterion.objects.leaves().filter(set=campaign.criteria_set_id)
    live = leaves.exclude(pk__in=excluded)
    own = live.exclude(method__in=OFFICE_METHODS).exclude(rule_kind="penalty")
    of_units = Q(set__campaign__assessments__isnull=False)
    if assessment_ids is not None:
        of_units = Q(set__campaign__assessments__in=assessment_ids)
    top = Criterion.objects.filter(
        of_units, set=campaign.criteria_set_id, level=1, set__campaign=campaign.pk
    ).order_by()
    is_own, is_live = Q(sort_key__in=_roots(own)), Q(sort_key__in=_roots(live))
    rows = top.values_list(
        "set__campaign__assessments",
        "pk",
        Case(
            When(is_own, then=Value(State.DRAFT.value)),
            When(is_live, then=Value(State.APPRAISING.value)),
            default=Value(State.APPROVED.value),
        ),
        Value(1),
        Case(When(is_live, then=Value("")), default=Value(_("Không áp dụng trong đợt này."))),
    )
    insert_select(FieldSheet, rows, columns=SHEET_COLUMNS, conflict=["assessment", "criterion"])


def _roots(leaves: QuerySet[Criterion]) -> set[str]:
    """Sort keys of the top nodes above these leaves."""
    return {key.split(".")[0] for key in leaves.values_list("sort_key", flat=True)}


def _create_entries(
    campaign: Campaign, assessment_ids: Collection[int] | None, excluded: list[int]
) -> None:
    """One entry per unit and leaf: one statement for each depth at which leaves stand."""
    sheets = FieldSheet.objects.filter(assessment__campaign=campaign.pk).order_by()
    if assessment_ids is not None:
        sheets = sheets.filter(assessment__in=assessment_ids)
    for depth in ("criterion", "criterion__children", "criterion__children__children"):
        applies = Case(
            When(**{f"{depth}__in": excluded}, then=Value(False)),
            default=Value(True),
            output_field=BooleanField(),
        )
        rows = sheets.filter(**{f"{depth}__is_leaf": True}).values_list(
            "assessment",
            "pk",
            depth,
            f"{depth}__max_score",
            applies,
            applies,
            Value(False),
            *[Value(v) for v in ("{}", "", "", "", "", "")],
            Value(0),
            Value(0),
        )
        insert_select(Entry, rows, columns=ENTRY_COLUMNS, conflict=["assessment", "criterion"])
