"""Signing in, and the page that shows every component to those who keep the portal."""

import json
from typing import Any

from django.conf import settings
from django.contrib.auth.views import LoginView
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render

from parindex.http import Request
from parindex.units.models import User
from parindex.units.permissions import Right, memberships_granting

DEMO_PASSWORD = "parindex-demo"  # noqa: S105 - published on purpose, refused without the demo flag
DEMO_ACCOUNTS = ("canbo", "thutruong", "thamdinh", "phongnoivu", "lanhdao", "quantri")


class SignIn(LoginView):
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if settings.DEMO:
            context["demo_password"] = DEMO_PASSWORD
            context["demo_accounts"] = demo_accounts()
        return context


def demo_accounts() -> list[dict[str, str]]:
    """The six accounts with which the whole cycle can be played, in its order."""
    found = {
        user.username: user
        for user in User.objects.filter(is_demo=True, username__in=DEMO_ACCOUNTS).select_related(
            "unit"
        )
    }
    return [
        {"username": name, "label": f"{found[name].job_title}, {found[name].unit}"}
        for name in DEMO_ACCOUNTS
        if name in found
    ]


def style_page(request: Request) -> HttpResponse:
    if not memberships_granting(request.user, Right.ADMINISTER):
        raise PermissionDenied
    sample = settings.BASE_DIR / "templates" / "mau" / "giao-dien.json"
    return render(request, "mau/giao-dien.html", json.loads(sample.read_text()))
