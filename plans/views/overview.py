"""One plan: where it stands, what it lacks, the next step, its paper as a preview."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from parindex.errors import Invalid
from parindex.http import Request
from plans.content import content_of
from plans.forms.moves import PaperForm
from plans.loaders import load_plan
from plans.models import Plan
from plans.pages.frame import frame
from plans.pages.overview import fault_lines, overview_page
from plans.services.moving import Incomplete, plan_move
from plans.workflow import TRANSITIONS, Verb


def plan(request: Request, plan_id: int) -> HttpResponse:
    return _show(request, load_plan(request.user, plan_id))


def preview(request: Request, plan_id: int) -> HttpResponse:
    found = load_plan(request.user, plan_id)
    page = {**frame(found, request.user, "preview"), "content": content_of(found)}
    return render(request, "plans/preview.html", page)


@require_POST
def move(request: Request, plan_id: int, verb: str) -> HttpResponse:
    found = load_plan(request.user, plan_id)
    if verb not in TRANSITIONS:
        raise Http404
    wanted = Verb(verb)
    form = PaperForm(request.POST, transition=TRANSITIONS[wanted])
    if not form.is_valid():
        return _show(request, found, form=form)
    try:
        moved = plan_move(
            plan_id=found.pk,
            verb=wanted,
            actor=request.user,
            at=timezone.now(),
            today=timezone.localdate(),
            reason=form.cleaned_data.get("reason", ""),
            paper=form.paper(),
        )
    except Invalid as error:
        for name, message in error.errors.items():
            form.add_error(name, message)
        return _show(request, found, form=form)
    except Incomplete as incomplete:
        page: dict[str, object] = {
            "faults": fault_lines(found, incomplete.faults),
            "fault_title": incomplete.message,
        }
        return _show(request, found, form=form, more=page)
    messages.success(request, _("Kế hoạch: %(state)s.") % {"state": moved.workflow_state.label})
    return redirect("plan", plan_id)


def _show(
    request: Request,
    found: Plan,
    *,
    form: PaperForm | None = None,
    more: dict[str, object] | None = None,
) -> HttpResponse:
    page = overview_page(found, request.user, form)
    status = 422 if form is not None else 200
    return render(request, "plans/plan.html", {**page, **(more or {})}, status=status)
