"""The first page after sign-in."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from assessments.pages.home import home_page
from parindex.http import Request


def home(request: Request) -> HttpResponse:
    return render(request, "assessments/home.html", home_page(request.user, timezone.now()))
