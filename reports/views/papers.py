"""Papers and appendices to take away."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.models import Result
from parindex.http import Request
from parindex.units.permissions import Right, may
from reports.access import load_ranked_campaign, load_result
from reports.appendices.appraisal import appraisal_appendix
from reports.appendices.comparison import comparison_appendix
from reports.appendices.deductions import deductions_appendix
from reports.appendices.ranking import ranking_appendix as make_ranking_appendix
from reports.appendices.scoring import scoring_appendix as make_scoring_appendix
from reports.documents.analysis_report import analysis_report as make_analysis_report
from reports.documents.letterhead import Issuing
from reports.views.answers import file_answer


@require_safe
def analysis_report(request: Request, code: str, unit_code: str) -> HttpResponse:
    """Whoever may see the unit's result may read what it says."""
    result = load_result(request.user, code, unit_code)
    draft = Issuing(timezone.localdate().year)
    return file_answer(make_analysis_report(result.assessment, issuing=draft))


WORKING_PAPERS = {
    "bang-diem": make_scoring_appendix,
    "bang-tham-dinh": appraisal_appendix,
    "bi-tru-diem": deductions_appendix,
}


@require_safe
def unit_workbook(request: Request, code: str, unit_code: str, name: str) -> HttpResponse:
    """Working papers, with self scores, proofs and plans: for who may open the unit's sheets."""
    result = load_result(request.user, code, unit_code)
    if not may(request.user, Right.READ_SHEET, result.assessment.unit):
        raise Http404
    return file_answer(WORKING_PAPERS[name](result.assessment))


@require_safe
def ranking_appendix(request: Request, code: str) -> HttpResponse:
    campaign = load_ranked_campaign(request.user, code)
    results = Result.objects.visible_to(request.user).filter(assessment__campaign=campaign)
    ordered = results.select_related("assessment__unit").in_rank_order()
    return file_answer(make_ranking_appendix(campaign, ordered))


@require_safe
def comparison_workbook(request: Request, code: str) -> HttpResponse:
    campaign = load_ranked_campaign(request.user, code)
    results = Result.objects.visible_to(request.user).filter(assessment__campaign=campaign)
    ordered = results.select_related("assessment__unit").in_rank_order()
    return file_answer(comparison_appendix(campaign, ordered))
