"""Accounts and roles."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from parindex.errors import Forbidden, Invalid, Locked
from parindex.http import Request
from parindex.units.access import load_person, load_unit, people_in_reach, reach_of
from parindex.units.forms.people import HandOverForm, NewPersonForm, ReasonForm, RoleForm
from parindex.units.models import Membership, User
from parindex.units.pages.person import person_page
from parindex.units.pages.unit import crumbs
from parindex.units.permissions import Right, memberships_granting
from parindex.units.services.people import (
    NewPassword,
    NewPerson,
    password_reset,
    person_create,
    person_open,
    person_shut,
)
from parindex.units.services.roles import role_give, role_hand_over, role_take
from parindex.units.views.units import add_errors


@never_cache
def person_add(request: Request, unit_id: int) -> HttpResponse:
    unit = load_unit(request.user, unit_id)
    form = NewPersonForm(request.POST or None, user=request.user, unit=unit)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        new = NewPerson(data["username"], data["full_name"], data["job_title"])
        try:
            made = person_create(unit=unit, new=new, role=data["role"], actor=request.user)
        except Invalid as error:
            add_errors(form, error)
        else:
            return _show_password(request, made)
    context = {
        "unit": unit,
        "form": form,
        "crumbs": [*crumbs(unit, request.user), {"label": _("Thêm người dùng")}],
    }
    return render(request, "units/person_add.html", context, status=422 if form.errors else 200)


def person(request: Request, person_id: int) -> HttpResponse:
    return _show(request, load_person(request.user, person_id))


@never_cache
@require_POST
def person_password(request: Request, person_id: int) -> HttpResponse:
    found = load_person(request.user, person_id)
    return _show_password(request, password_reset(person=found, actor=request.user))


@require_POST
def person_access(request: Request, person_id: int) -> HttpResponse:
    """Shut an open account with a reason, or open a shut one."""
    found = load_person(request.user, person_id)
    if not found.is_active:
        person_open(person=found, actor=request.user)
        messages.success(request, _("Đã mở lại tài khoản."))
        return redirect("person", person_id=found.pk)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            person_shut(person=found, reason=form.cleaned_data["reason"], actor=request.user)
        except (Invalid, Locked) as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Đã khoá tài khoản."))
            return redirect("person", person_id=found.pk)
    return _show(request, found, shut_form=form)


@require_POST
def role_give_view(request: Request, person_id: int) -> HttpResponse:
    found = load_person(request.user, person_id)
    form = RoleForm(request.POST, reach=reach_of(request.user))
    if form.is_valid():
        data = form.cleaned_data
        try:
            role_give(person=found, role=data["role"], unit=data["unit"], actor=request.user)
        except (Invalid, Forbidden) as error:
            form.add_error("role", error.message)
        else:
            messages.success(request, _("Đã giao vai trò."))
            return redirect("person", person_id=found.pk)
    return _show(request, found, role_form=form)


@require_POST
def role_take_view(request: Request, person_id: int) -> HttpResponse:
    found = load_person(request.user, person_id)
    role_take(membership=_membership(request, found), actor=request.user)
    messages.success(request, _("Đã thu hồi vai trò."))
    return _after(request, found)


@require_POST
def role_hand_over_view(request: Request, person_id: int) -> HttpResponse:
    found = load_person(request.user, person_id)
    membership = _membership(request, found)
    form = HandOverForm(request.POST, people=people_in_reach(request.user))
    if form.is_valid():
        data = form.cleaned_data
        try:
            role_hand_over(
                membership=membership,
                successor=data["successor"],
                reason=data["reason"],
                actor=request.user,
            )
        except Invalid as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Đã bàn giao vai trò."))
            return _after(request, found)
    return _show(request, found, hand_over_form=form, handing=membership.pk)


def _membership(request: Request, person: User) -> Membership:
    key = request.POST.get("membership", "")
    reach = reach_of(request.user)
    held = person.memberships.filter(unit__in=reach).select_related("unit", "user")
    return get_object_or_404(held, pk=int(key) if key.isdecimal() and len(key) < 19 else 0)


def _after(request: Request, person: User) -> HttpResponse:
    """Back to the person, or home when the actor gave the own role away."""
    actor = User.objects.get(pk=request.user.pk)
    if not memberships_granting(actor, Right.MANAGE_UNITS):
        return redirect("home")
    if people_in_reach(actor).filter(pk=person.pk).exists():
        return redirect("person", person_id=person.pk)
    return redirect("units")


def _show(request: Request, found: User, **bound: object) -> HttpResponse:
    reach = reach_of(request.user)
    start = {"unit": found.unit.code} if found.unit else {}
    context = {
        **person_page(found, request.user),
        "role_form": RoleForm(reach=reach, initial=start),
        "hand_over_form": HandOverForm(people=people_in_reach(request.user)),
        "shut_form": ReasonForm(),
        "crumbs": [
            *(crumbs(found.unit, request.user) if found.unit else []),
            {"label": str(found)},
        ],
        **bound,
    }
    is_wrong = any(isinstance(form, forms.Form) and form.errors for form in bound.values())
    return render(request, "units/person.html", context, status=422 if is_wrong else 200)


def _show_password(request: Request, made: NewPassword) -> HttpResponse:
    context = {
        "made": made,
        "crumbs": [{"label": str(made.person)}],
    }
    return render(request, "units/password.html", context)
