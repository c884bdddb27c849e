"""The tree editor."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from criteria.loaders import load_draft
from criteria.pages.editing import editor_page
from criteria.services.places import codes_renumber
from parindex.http import Request


def criteria_edit(request: Request, code: str) -> HttpResponse:
    page = editor_page(load_draft(request.user, code), request.GET.get("mo", ""))
    return render(request, "criteria/editor.html", page)


@require_POST
def criteria_renumber(request: Request, code: str) -> HttpResponse:
    draft = load_draft(request.user, code)
    count = codes_renumber(criteria_set=draft, actor=request.user)
    messages.success(request, _("Đã đánh lại %d mã số theo thứ tự của cây.") % count)
    return redirect("criteria-edit", code=draft.code)
