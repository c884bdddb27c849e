"""What a paper named on a command line is about: the thing named, else the fullest of its kind."""

from collections.abc import Mapping

from django.db.models import Count, Model, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.models import Assessment, Campaign
from plans.models import Plan, PlanKind
from reports.documents.letterhead import Issuing
from reports.lookups import NotFound, assessments_of, campaign_of, latest_campaign, scored_first
from reports.models import DocumentKind, Report

PLAN_KINDS: Mapping[DocumentKind, PlanKind] = {
    DocumentKind.IMPROVEMENT_PLAN: PlanKind.IMPROVEMENT,
    DocumentKind.REMEDIATION_PLAN: PlanKind.REMEDIATION,
    DocumentKind.IMPLEMENTATION_PLAN: PlanKind.PROGRAMME,
    DocumentKind.SUMMARY_PLAN: PlanKind.REVIEW,
}


def source_asked(
    kind: DocumentKind, campaign_code: str, unit_code: str, plan_id: int | None
) -> Model:
    """Raises NotFound."""
    if kind == DocumentKind.PERIODIC_REPORT:
        return _report(unit_code)
    if kind in PLAN_KINDS:
        return _plan(PLAN_KINDS[kind], unit_code, plan_id)
    if kind == DocumentKind.DECISION:
        return campaign_of(campaign_code) if campaign_code else _ranked_campaign()
    if kind == DocumentKind.SELF_ASSESSMENT and not campaign_code:
        return _self_assessed(unit_code)
    return assessment_asked(campaign_code, unit_code)


def issuing_known(source: Model) -> Issuing:
    """The number and day that a plan bears already; open for all else, which is drafted today."""
    if not isinstance(source, Plan):
        return Issuing(timezone.localdate().year)
    number = int(source.number) if source.number.isdecimal() else None
    year = source.signed_on.year if source.signed_on else source.year
    return Issuing(year, number, source.signed_on if number else None)


def assessment_asked(campaign_code: str, unit_code: str) -> Assessment:
    """Raises NotFound."""
    campaign = campaign_of(campaign_code) if campaign_code else latest_campaign()
    return scored_first(assessments_of(campaign, unit_code))


def _plan(kind: PlanKind, unit_code: str, plan_id: int | None) -> Plan:
    """The one that sets out most: targets first, then tasks."""
    found = Plan.objects.filter(kind=kind).select_related("unit__parent", "follows")
    wanted = Q(pk=plan_id) if plan_id else Q()
    if unit_code:
        wanted &= Q(unit__code=unit_code)
    counted = found.filter(wanted).annotate(
        aims=Count("targets", distinct=True), steps=Count("tasks", distinct=True)
    )
    plan = counted.order_by("-aims", "-steps", "-year", "pk").first()
    if plan is None:
        raise NotFound(_("Chưa có kế hoạch loại “%(kind)s” như vậy.") % {"kind": kind.label})
    return plan


def _report(unit_code: str) -> Report:
    """The one with most sections written, of the latest year."""
    found = Report.objects.select_related("unit__parent", "outline", "statistics__set")
    if unit_code:
        found = found.filter(unit__code=unit_code)
    written = Count("sections", filter=~Q(sections__text=""))
    report: Report | None = found.annotate(written=written).order_by("-written", "-year").first()
    if report is None:
        raise NotFound(_("Chưa có báo cáo định kỳ như vậy."))
    return report


def _ranked_campaign() -> Campaign:
    """The last published one in which units were ranked among each other."""
    found = (
        Campaign.objects.filter(state="published", assessments__result__rank__isnull=False)
        .annotate(ranked=Count("assessments__result"))
        .filter(ranked__gt=1)
        .select_related("previous", "organiser__parent", "standing_office__parent", "criteria_set")
        .order_by("-year", "-published_at")
        .first()
    )
    return found or latest_campaign()


def _self_assessed(unit_code: str) -> Assessment:
    """The sheet with most proofs and self scores, in the latest campaign that is scored here."""
    found = Assessment.objects.filter(
        campaign__source="scored", withdrawn_at=None, entries__self_score__isnull=False
    ).exclude(campaign__state="draft")
    if unit_code:
        found = found.filter(unit__code=unit_code)
    fullest = (
        found.annotate(filled=Count("entries", distinct=True))
        .annotate(proved=Count("evidence", distinct=True))
        .select_related("campaign__previous", "campaign__organiser", "unit__parent")
        .order_by("-campaign__year", "-proved", "-filled", "unit__position")
        .first()
    )
    if fullest is None:
        raise NotFound(_("Chưa có phiếu nào đã tự chấm."))
    return fullest
