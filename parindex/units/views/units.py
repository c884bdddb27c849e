"""Units: the tree, one unit, and the writes on one unit."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from parindex.errors import Invalid, Locked
from parindex.http import Request
from parindex.units.access import load_unit, may_make_root, reach_of
from parindex.units.forms.units import CloseForm, NewUnitForm, ReopenForm, UnitForm
from parindex.units.models import Unit, UnitKind
from parindex.units.pages.tree import Wanted, tree_rows
from parindex.units.pages.unit import crumbs, unit_page
from parindex.units.pages.words import field_label, value_text
from parindex.units.services.units import (
    EDITABLE,
    StaleUnit,
    unit_close,
    unit_create,
    unit_edit,
    unit_reopen,
)

ROWS_PER_PAGE = 200


def units(request: Request) -> HttpResponse:
    reach = reach_of(request.user)
    wanted = Wanted(
        words=request.GET.get("tim", "").strip(),
        kind=request.GET.get("loai", ""),
        shows_closed=bool(request.GET.get("da-dong")),
    )
    rows = tree_rows(reach, wanted, timezone.localdate())
    context = {
        "page_obj": Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("page")),
        "wanted": wanted,
        "kinds": UnitKind.choices,
        "may_make_root": may_make_root(request.user),
    }
    return render(request, "units/units.html", context)


def unit(request: Request, unit_id: int) -> HttpResponse:
    found = load_unit(request.user, unit_id)
    return render(request, "units/unit.html", unit_page(found, request.user))


def unit_add_root(request: Request) -> HttpResponse:
    reach_of(request.user)
    if not may_make_root(request.user):
        raise PermissionDenied
    return _add(request, None)


def unit_add(request: Request, unit_id: int) -> HttpResponse:
    return _add(request, load_unit(request.user, unit_id))


def _add(request: Request, parent: Unit | None) -> HttpResponse:
    form = NewUnitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = unit_create(
                code=form.cleaned_data["code"],
                parent=parent,
                described=form.described(),
                actor=request.user,
            )
        except Invalid as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Đã lập %(unit)s.") % {"unit": made})
            return redirect(made)
    above = crumbs(parent, request.user) if parent else []
    context = {"form": form, "parent": parent, "crumbs": [*above, {"label": _("Thêm đơn vị")}]}
    return render(request, "units/unit_add.html", context, status=422 if form.errors else 200)


def unit_edit_view(request: Request, unit_id: int) -> HttpResponse:
    found = load_unit(request.user, unit_id)
    form = UnitForm.of(found, request.POST or None)
    status, differences = 200, []
    if request.method == "POST" and form.is_valid():
        try:
            unit_edit(
                unit=found,
                described=form.described(),
                version=form.cleaned_data["version"] or 0,
                actor=request.user,
            )
        except StaleUnit as error:
            status, differences = 409, _differences(form, error.unit)
            form = _again(form, error.unit)
        except Invalid as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect(found)
    context = {
        "unit": found,
        "form": form,
        "differences": differences,
        "crumbs": [*crumbs(found, request.user), {"label": _("Sửa")}],
    }
    return render(request, "units/unit_edit.html", context, status=422 if form.errors else status)


def _differences(form: UnitForm, stored: Unit) -> list[dict[str, dict[str, str] | str]]:
    mine = form.described().values()
    return [
        {
            "label": field_label(name),
            "left": {"title": _("Đang lưu"), "value": value_text(name, getattr(stored, name))},
            "right": {"title": _("Bạn nhập"), "value": value_text(name, mine[name])},
        }
        for name in EDITABLE
        if getattr(stored, name) != mine[name]
    ]


def _again(form: UnitForm, stored: Unit) -> UnitForm:
    """The same values over the version that stands now."""
    data = form.data.copy()  # type: ignore[attr-defined]
    data["version"] = str(stored.version)
    return UnitForm(data)


def unit_close_view(request: Request, unit_id: int) -> HttpResponse:
    """Close a unit; a closed one can be opened again here, as long as nothing succeeds it."""
    found = load_unit(request.user, unit_id)
    form: forms.Form = (ReopenForm if found.valid_to else CloseForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            done = _close_or_open(found, form.cleaned_data, request)
        except (Invalid, Locked) as error:
            add_errors(form, error)
        else:
            messages.success(request, done)
            return redirect(found)
    context = {
        "unit": found,
        "form": form,
        "crumbs": [
            *crumbs(found, request.user),
            {"label": _("Mở lại") if found.valid_to else _("Đóng đơn vị")},
        ],
    }
    return render(request, "units/unit_close.html", context, status=422 if form.errors else 200)


def _close_or_open(unit: Unit, data: dict[str, Any], request: Request) -> str:
    if unit.valid_to:
        unit_reopen(unit=unit, reason=data["reason"], actor=request.user)
        return _("Đã mở lại %(unit)s.") % {"unit": unit}
    closed = unit_close(
        unit=unit,
        on=data["on"],
        reason=data["reason"],
        with_parts=data["with_parts"],
        actor=request.user,
    )
    return _("Đã đóng %(count)d đơn vị.") % {"count": len(closed)}


def add_errors(form: forms.Form, error: Invalid | Locked) -> None:
    """A service's refusal beside the inputs it names, the rest above the form."""
    named = error.errors if isinstance(error, Invalid) else {"": error.message}
    for name, message in named.items():
        form.add_error(name if name in form.fields else None, message)
