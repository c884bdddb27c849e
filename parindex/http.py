"""The request as views behind the sign-in see it."""

from django.http import HttpRequest, QueryDict

from parindex.units.models import User


class Request(HttpRequest):
    """LoginRequiredMiddleware has let it through, so there is a user."""

    user: User


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, be it nothing; None on a page that is only looked at."""
    return request.POST if request.method == "POST" else None


def is_htmx(request: HttpRequest) -> bool:
    """A script asks for a part of the page, not for a whole one."""
    return request.headers.get("HX-Request") == "true"
