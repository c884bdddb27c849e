"""Sets as wholes: the list, the official table, drawing up, cloning, publishing."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from criteria.access import may_create
from criteria.checks import run
from criteria.forms.sets import CloneForm, SetForm
from criteria.loaders import load_draft, load_set
from criteria.models import CriteriaSet
from criteria.pages.editing import finding_lines
from criteria.pages.reading import set_page, sets_page
from criteria.services.drafts import Stale
from criteria.services.sets import NotReady, set_clone, set_create, set_publish, set_update
from criteria.services.trees import tree_of
from criteria.views.answers import errors_into, stale_lines
from parindex.errors import Forbidden, Invalid
from parindex.http import Request
from parindex.units.models import User


def criteria_sets(request: Request) -> HttpResponse:
    return render(request, "criteria/sets.html", sets_page(request.user))


def criteria_set(request: Request, code: str) -> HttpResponse:
    page = set_page(load_set(code), request.user, request.GET.get("linh-vuc", ""))
    return render(request, "criteria/set.html", page)


def criteria_set_create(request: Request) -> HttpResponse:
    _check_may_create(request.user)
    form = SetForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            made = set_create(values=form.values(), actor=request.user)
        except Invalid as error:
            errors_into(form, error)
        else:
            messages.success(request, _("Đã lập bộ tiêu chí %s.") % made.code)
            return redirect("criteria-edit", code=made.code)
    status = 422 if form.errors else 200
    return render(request, "criteria/set_form.html", {"form": form, "set": None}, status=status)


def criteria_set_update(request: Request, code: str) -> HttpResponse:
    draft = load_draft(request.user, code)
    if request.method != "POST":
        return _show_set_form(request, draft, SetForm.of(draft, request.user))
    form = SetForm(request.POST, user=request.user)
    if not form.is_valid():
        return _show_set_form(request, draft, form)
    try:
        saved = set_update(
            criteria_set=draft,
            version=form.cleaned_data["version"],
            values=form.values(),
            actor=request.user,
        )
    except Stale as error:
        return _show_set_form(request, draft, form, stale=error)
    except Invalid as error:
        errors_into(form, error)
        return _show_set_form(request, draft, form)
    messages.success(request, _("Đã lưu thông tin bộ tiêu chí."))
    return redirect("criteria-edit", code=saved.code)


def _show_set_form(
    request: Request, draft: CriteriaSet, form: SetForm, stale: Stale | None = None
) -> HttpResponse:
    page = {"form": form, "set": draft, **stale_lines(form, stale)}
    status = 409 if stale else 422 if form.errors else 200
    return render(request, "criteria/set_form.html", page, status=status)


def criteria_clone(request: Request, code: str) -> HttpResponse:
    _check_may_create(request.user)
    source = load_set(code)
    initial = {"code": "", "name": source.name, "year": source.year + 1, "owner": source.owner_id}
    form = CloneForm(request.POST or None, initial=initial, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            made = set_clone(source=source, actor=request.user, **form.cleaned_data)
        except Invalid as error:
            errors_into(form, error)
        else:
            messages.success(
                request,
                _("Đã nhân bản thành %(code)s; mỗi mục liên kết với mục cũ của nó.")
                % {"code": made.code},
            )
            return redirect("criteria-edit", code=made.code)
    status = 422 if form.errors else 200
    return render(request, "criteria/clone.html", {"form": form, "set": source}, status=status)


def criteria_publish(request: Request, code: str) -> HttpResponse:
    draft = load_draft(request.user, code)
    if request.method == "POST":
        try:
            published = set_publish(criteria_set=draft, actor=request.user, at=timezone.now())
        except NotReady as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("Đã ban hành bộ tiêu chí %s.") % published.code)
            return redirect("criteria-set", code=published.code)
    lines = finding_lines(draft, run(draft, tree_of(draft)))
    errors = [line for line in lines if line.finding.severity == "error"]
    warnings = [line for line in lines if line.finding.severity == "warning"]
    page = {"set": draft, "errors": errors, "warnings": warnings}
    status = 422 if request.method == "POST" else 200
    return render(request, "criteria/publish.html", page, status=status)


def _check_may_create(user: User) -> None:
    if not may_create(user):
        raise Forbidden(_("Chỉ cơ quan thường trực và người quản trị được lập bộ tiêu chí."))
