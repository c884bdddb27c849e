"""Reads that several pages and services share."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from assessments.models import Campaign, Entry, EvidenceLink, FieldSheet
from assessments.workflow import APPRAISAL_STATES, SENT_STATES
from criteria.models import OFFICE_METHODS, Criterion
from parindex.units.models import User
from parindex.units.permissions import Right, may


def own_entries(sheet: FieldSheet) -> "list[Entry]":
    """The entries of a sheet that the unit itself scores, in order."""
    return list(
        sheet.entries.select_related("criterion__set")
        .annotate(
            has_evidence=Exists(
                EvidenceLink.objects.filter(entry=OuterRef("pk"), evidence__stand_in="")
            )
        )
        .exclude(criterion__method__in=OFFICE_METHODS)
        .exclude(criterion__rule_kind="penalty")
        .exclude(is_counted=False, not_applicable=False)
        .order_by("criterion__sort_key")
    )


OPINED = ~Q(appraised_score=None) | ~Q(return_reason="") | Q(is_absence_agreed=True)
"""The appraising office has said something on the entry."""


@dataclass(frozen=True)
class CriterionProgress:
    """How far the appraisal of one leaf is, across the units of a campaign."""

    criterion: Criterion
    total: int
    sent: int
    done: int
    waiting: int

    @property
    def unsent(self) -> int:
        return self.total - self.sent


def criteria_progress(
    campaign: Campaign, user: User, *, only: Criterion | None = None
) -> list[CriterionProgress]:
    """The leaves that this person's offices appraise, in order; who follows the whole campaign
    sees all of them. What the standing office enters itself is not among them. Two queries."""
    mine = (
        Entry.objects.with_office()
        if may(user, Right.READ_PROGRESS, campaign.organiser)
        else Entry.objects.assigned_to(user)
    )
    if only is not None:
        mine = mine.filter(criterion=only)
    sent, open_ = Q(sheet__state__in=SENT_STATES), Q(sheet__state__in=APPRAISAL_STATES)
    rows = (
        mine.filter(assessment__campaign=campaign, assessment__withdrawn_at=None)
        .exclude(is_counted=False, not_applicable=False)
        .exclude(criterion__method__in=OFFICE_METHODS)
        .exclude(criterion__rule_kind="penalty")
        .order_by()
        .values("criterion")
        .annotate(
            total=Count("pk"),
            sent=Count("pk", filter=sent),
            done=Count("pk", filter=sent & OPINED),
            waiting=Count("pk", filter=open_ & ~OPINED),
        )
    )
    counts = {row["criterion"]: row for row in rows}
    leaves = Criterion.objects.filter(pk__in=counts).select_related("parent__parent", "set")
    return [
        CriterionProgress(leaf, *(counts[leaf.pk][n] for n in ("total", "sent", "done", "waiting")))
        for leaf in leaves.order_by("sort_key")
    ]


def exclusion_reasons(campaign: Campaign) -> dict[int, str]:
    """Why leaves (by id) do not apply in this campaign."""
    reasons = dict(campaign.exclusions.values_list("criterion", "reason"))
    if not reasons:
        return {}
    leaves = Criterion.objects.leaves().filter(set=campaign.criteria_set_id)
    chains = leaves.values_list("pk", "parent", "parent__parent")
    return {
        chain[0]: next(reasons[node] for node in chain if node in reasons)
        for chain in chains
        if any(node in reasons for node in chain)
    }


def missing_declarations(sheet: FieldSheet) -> list[tuple[Entry, str]]:
    """What the unit still owes before it can send the sheet, each with what to do about it."""
    missing = []
    for entry in own_entries(sheet):
        if entry.criterion.method == "adjustment":
            continue
        if entry.self_score is None and not entry.not_applicable:
            missing.append((entry, _("chưa kê khai, chấm điểm")))
        elif _lacks_proof(entry):
            missing.append((entry, _("chưa có tài liệu kiểm chứng hoặc diễn giải")))
    return missing


def _lacks_proof(entry: Entry) -> bool:
    """Points need a document, or at least an explanation where there can be none."""
    wanted = bool(entry.self_score) and bool(entry.criterion.evidence_hint)
    return wanted and not entry.note and not entry.has_evidence  # type: ignore[attr-defined]


def missing_appraisals(sheet: FieldSheet) -> list[tuple[Entry, str]]:
    """Entries without an appraised score."""
    settled = Q(not_applicable=True, is_counted=False, is_absence_agreed=True)
    waiting = (
        sheet.entries.filter(appraised_score=None)
        .exclude(settled | Q(is_counted=False, not_applicable=False))
        .select_related("criterion")
    )
    return [
        (
            entry,
            _("chưa nhập điểm")
            if entry.criterion.is_office_scored
            else (_("đã đánh dấu trả lại") if entry.return_reason else _("chưa thẩm định")),
        )
        for entry in waiting.order_by("criterion__sort_key")
    ]
