"""Long work in the background: ask for it, watch it, take its file away."""

from django.http import HttpResponse
from django.http.response import FileResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_POST, require_safe

from parindex.history.models import Job, JobState
from parindex.http import Request
from reports.access import load_followed_campaign
from reports.models import DocumentKind
from reports.services.packing import papers_pack_ask

TONES = {
    JobState.WAITING: ("", "clock"),
    JobState.RUNNING: ("info", "clock"),
    JobState.DONE: ("ok", "check-circle"),
    JobState.FAILED: ("error", "x-circle"),
}


@require_POST
def papers_pack(request: Request, code: str) -> HttpResponse:
    campaign = load_followed_campaign(request.user, code)
    kind = request.POST.get("loai", "")
    job = papers_pack_ask(
        campaign=campaign,
        kind=DocumentKind(kind) if kind in DocumentKind else None,
        actor=request.user,
    )
    return redirect("job", job.pk)


@require_safe
def job(request: Request, job_id: int) -> HttpResponse:
    """The same page shows its progress again and again while it runs."""
    shown = _load(request, job_id)
    tone, icon = TONES[JobState(shown.state)]
    context = {
        "job": shown,
        "tone": tone,
        "icon": icon,
        "is_lost": shown.is_lost(timezone.now()),
        "crumbs": [],
    }
    return render(request, "reports/register/job.html", context)


@require_safe
def job_file(request: Request, job_id: int) -> HttpResponseBase:
    shown = get_object_or_404(
        Job.objects.filter(owner=request.user, state=JobState.DONE).exclude(result=""), pk=job_id
    )
    response = FileResponse(shown.result.open("rb"), as_attachment=True, filename=shown.result_name)
    patch_cache_control(response, private=True, no_store=True)
    return response


def _load(request: Request, job_id: int) -> Job:
    return get_object_or_404(Job, pk=job_id, owner=request.user)
