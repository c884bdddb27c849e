"""The way out of a file: only to those who may see its document."""

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from assessments.models import Evidence, EvidenceFile
from assessments.services.evidence import evidence_read
from parindex.http import Request

# A file shown in the browser has no origin of the portal, whatever it contains. Safari leaves some
# PDFs blank unless its own viewer may run scripts; image pages of browsers style themselves.
_IMAGE = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
POLICIES = {
    "application/pdf": "sandbox allow-scripts; frame-ancestors 'self'",
    "image/png": _IMAGE,
    "image/jpeg": _IMAGE,
}


@require_safe
def evidence_file(request: Request, file_id: int) -> HttpResponseBase:
    """Download; with ``?xem=1``, shown by the browser if it can."""
    found = get_object_or_404(
        EvidenceFile.objects.filter(
            evidence__in=Evidence.objects.visible_to(request.user).values("pk")
        ).select_related("evidence__assessment__unit"),
        pk=file_id,
    )
    try:
        stream = found.file.open("rb")
    except FileNotFoundError:
        return _missing(request, found)
    is_shown = "xem" in request.GET and found.content_type in POLICIES
    response = FileResponse(
        stream,
        as_attachment=not is_shown,
        filename=found.name,
        content_type=found.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_store=True)
    if is_shown:
        response["Content-Security-Policy"] = POLICIES[found.content_type]
    if request.method == "GET":
        evidence_read(file=found, reader=request.user)
    return response


def _missing(request: Request, found: EvidenceFile) -> HttpResponse:
    return render(request, "assessments/evidence_missing.html", {"file": found}, status=404)
