"""Gives every request an id, so that the history shows what one click changed."""

from collections.abc import Callable
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

from parindex.history.context import RequestContext, enter


def request_context(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        request_id = str(uuid4())
        enter(RequestContext(request_id=request_id, ip_address=request.META.get("REMOTE_ADDR")))
        try:
            response = get_response(request)
        finally:
            enter(None)
        response["X-Request-ID"] = request_id
        return response

    return middleware
