"""All plans the person sees, with filters; a new one from a result or from nothing."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments.loaders import load_assessment
from parindex.http import Request
from plans.pages.listing import plans_page
from plans.services.drafting import plan_draft


def plans(request: Request) -> HttpResponse:
    return render(request, "plans/plans.html", plans_page(request.user, request.GET))


@require_POST
def draft(request: Request, code: str, unit_code: str) -> HttpResponse:
    """From every deduction, or from those that were chosen (``khoan``: entry ids)."""
    assessment = load_assessment(request.user, code, unit_code)
    chosen = [int(key) for key in request.POST.getlist("khoan") if key.isdecimal()]
    made = plan_draft(
        assessment=assessment,
        actor=request.user,
        year=assessment.campaign.year + 1,
        only=chosen or None,
    )
    messages.success(
        request,
        _("Mỗi khoản trừ đã chọn là một nhiệm vụ đề xuất; hãy nhận, sửa hoặc bỏ từng nhiệm vụ.")
        if chosen
        else _("Mỗi khoản trừ là một nhiệm vụ đề xuất; hãy nhận, sửa hoặc bỏ từng nhiệm vụ."),
    )
    return redirect("plan-tasks", made.pk)
