from django.http import Http404, HttpRequest, HttpResponse


def evidence_add(request: HttpRequest, entry_id: int) -> HttpResponse:
    raise Http404


def evidence_file(request: HttpRequest, file_id: int) -> HttpResponse:
    raise Http404


def evidence_replace(request: HttpRequest, evidence_id: int) -> HttpResponse:
    raise Http404


def evidence_unlink(request: HttpRequest, link_id: int) -> HttpResponse:
    raise Http404
