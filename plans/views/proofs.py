"""Evidence of completion on the page of a task."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.evidence_view import upload_rules
from parindex.errors import Forbidden, Invalid
from parindex.http import Request, sent
from plans.forms.proofs import ProofForm
from plans.loaders import load_plan
from plans.models import Plan, Task, TaskProof
from plans.pages.frame import frame
from plans.services.proofs import may_prove, proof_add, proof_remove

shown_or_sent = require_http_methods(["GET", "HEAD", "POST"])


@shown_or_sent
def proof_new(request: Request, plan_id: int, task_id: int) -> HttpResponse:
    found = load_plan(request.user, plan_id)
    task = get_object_or_404(found.tasks.select_related("plan__unit"), pk=task_id)
    if not may_prove(request.user, task):
        raise Forbidden(_("Minh chứng do đơn vị chủ trì nhiệm vụ gắn, khi kế hoạch đã ban hành."))
    form = ProofForm(sent(request), request.FILES or None)
    if form.is_bound and form.is_valid():
        try:
            proof_add(
                task_id=task.pk,
                actor=request.user,
                file=form.cleaned_data["file"],
                details=form.details,
                at=timezone.now(),
            )
        except Invalid as error:
            for name, message in error.errors.items():
                form.add_error(name if name in form.fields else None, message)
        else:
            messages.success(request, _("Đã gắn minh chứng."))
            return redirect("plan-task", found.pk, task.pk)
    return _show(request, found, task, form)


@require_safe
def proof_file(request: Request, plan_id: int, proof_id: int) -> HttpResponseBase:
    """For everybody who sees the plan."""
    found = load_plan(request.user, plan_id)
    proof = get_object_or_404(TaskProof, task__plan=found, pk=proof_id)
    response = FileResponse(
        proof.file.open("rb"),
        as_attachment=True,
        filename=proof.name,
        content_type=proof.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_store=True)
    return response


@require_POST
def proof_drop(request: Request, plan_id: int, proof_id: int) -> HttpResponse:
    found = load_plan(request.user, plan_id)
    proof = get_object_or_404(TaskProof, task__plan=found, pk=proof_id)
    proof_remove(proof_id=proof.pk, actor=request.user)
    messages.success(request, _("Đã gỡ minh chứng."))
    return redirect("plan-task", found.pk, proof.task_id)


def _show(request: Request, found: Plan, task: Task, form: ProofForm) -> HttpResponse:
    page = {
        **frame(found, request.user, "tasks"),
        "task": task,
        "form": form,
        "rules": upload_rules(),
        "files_lost": bool(form.errors and request.FILES),
    }
    return render(request, "plans/proof.html", page, status=422 if form.errors else 200)
