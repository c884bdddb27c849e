"""The one place where a service's refusal becomes a page, or JSON for the autosave."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from parindex.errors import Conflict, Forbidden, Invalid, Locked, PortalError

JSON_STATUS = {Invalid: 422, Conflict: 409, Forbidden: 403, Locked: 403}


class RefusalMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, PortalError):
            return None
        if is_autosave(request):
            return refusal_json(error)
        # A browser shows a page with any status; 423 stays what it is for programs.
        return render(request, "refused.html", {"message": error.message}, status=error.status)


def is_autosave(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "autosave"


def refusal_json(error: PortalError, **more: object) -> JsonResponse:
    status = next((s for kind, s in JSON_STATUS.items() if isinstance(error, kind)), 400)
    errors = error.errors if isinstance(error, Invalid) else {}
    return JsonResponse(
        {"ok": False, "message": error.message, "errors": errors, **more}, status=status
    )
