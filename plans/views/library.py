"""The library of solutions: to read for everybody, to keep for the standing office."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from parindex.errors import Forbidden
from parindex.http import Request
from parindex.units.models import Unit, User
from parindex.units.permissions import Right, memberships_granting, memberships_of
from plans.fields import ReformField
from plans.forms.library import SolutionForm
from plans.models import Solution
from plans.services import library as services
from plans.views.answers import tried

shown_or_sent = require_http_methods(["GET", "HEAD", "POST"])


def solutions(request: Request) -> HttpResponse:
    unit = _unit(request.user)
    rows = list(Solution.objects.known_to(unit)) if unit else []
    fields = [
        {"label": field.label, "rows": [row for row in rows if row.field == field]}
        for field in ReformField
    ]
    page: dict[str, object] = {
        "fields": [field for field in fields if field["rows"]],
        "unit": unit,
        "may_keep": unit is not None and services.may_keep_library(request.user, unit),
    }
    return render(request, "plans/solutions.html", page)


@shown_or_sent
def solution(request: Request, solution_id: int | None = None) -> HttpResponse:
    unit = _unit(request.user)
    if unit is None or not services.may_keep_library(request.user, unit):
        raise Forbidden(_("Thư viện giải pháp do cơ quan thường trực của đơn vị giữ."))
    kept = _kept(unit, solution_id)
    if request.method != "POST":
        form = SolutionForm.of(kept) if kept else SolutionForm()
        return _show(request, form, kept)
    form = SolutionForm(request.POST)
    answer = tried(
        form,
        lambda: services.solution_keep(
            owner=unit,
            actor=request.user,
            values=form.values(),
            solution=kept,
            version=form.cleaned_data["version"] or 0,
        ),
    )
    if answer.is_done:
        messages.success(request, _("Đã ghi giải pháp."))
        return redirect("solutions")
    return _show(request, form, kept, status=answer.status, **answer.context)


@require_POST
def solutions_fill(request: Request) -> HttpResponse:
    """Bring in what comes with the portal, for an installation that began empty."""
    if not memberships_granting(request.user, Right.MANAGE_CAMPAIGN):
        raise Forbidden(_("Thư viện giải pháp do cơ quan thường trực của đơn vị giữ."))
    count = services.solutions_load()
    text = ngettext("Đã nạp %(count)d giải pháp.", "Đã nạp %(count)d giải pháp.", count)
    messages.success(request, text % {"count": count})
    return redirect("solutions")


def _unit(user: User) -> Unit | None:
    """The unit whose library the person reads: where a role is held, the standing office first."""
    standing = memberships_granting(user, Right.MANAGE_CAMPAIGN)
    held = standing or memberships_of(user)
    return held[0].unit if held else None


def _kept(unit: Unit, solution_id: int | None) -> Solution | None:
    if solution_id is None:
        return None
    found = Solution.objects.known_to(unit).filter(pk=solution_id).first()
    if found is None:
        raise Http404
    return found


def _show(
    request: Request,
    form: SolutionForm,
    kept: Solution | None,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    page = {"form": form, "solution": kept, **more}
    return render(request, "plans/solution.html", page, status=status)
