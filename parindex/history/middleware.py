"""Gives every request an id, so that the history shows what one click changed."""

from collections.abc import Callable
from ipaddress import ip_address
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from parindex.history.context import RequestContext, enter


def request_context(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        request_id = str(uuid4())
        enter(RequestContext(request_id=request_id, ip_address=client_address(request)))
        try:
            response = get_response(request)
        finally:
            enter(None)
        response["X-Request-ID"] = request_id
        return response

    return middleware


def client_address(request: HttpRequest) -> str | None:
    """Where the request came from. Behind the HTTPS proxy that is what the proxy, and nobody
    before it, wrote last; what is no address counts for nothing."""
    found = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE:
        forwarded = request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip()
        found = forwarded or found
    try:
        return str(ip_address(found))
    except ValueError:
        return None
