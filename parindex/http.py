"""The request as views behind the sign-in see it."""

from django.http import HttpRequest

from parindex.units.models import User


class Request(HttpRequest):
    """LoginRequiredMiddleware has let it through, so there is a user."""

    user: User
