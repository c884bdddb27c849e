"""Merging and splitting: choose the old units, describe the new ones, look, confirm."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from parindex.errors import Invalid
from parindex.http import Request
from parindex.units.access import reach_of
from parindex.units.forms.mergers import MergerForm, SuccessorForm, SuccessorFormSet
from parindex.units.models import Unit
from parindex.units.pages.tree import Wanted, tree_rows
from parindex.units.services.mergers import Merger, merger_apply, merger_check
from parindex.units.views.units import add_errors


def merger(request: Request) -> HttpResponse:
    chosen = _chosen(request)
    if not chosen:
        return _choose(request)
    return _describe(request, chosen)


def _chosen(request: Request) -> list[Unit]:
    codes = request.GET.getlist("tu")
    return list(reach_of(request.user).filter(code__in=codes).select_related("parent"))


def _choose(request: Request) -> HttpResponse:
    wanted = Wanted(words=request.GET.get("tim", "").strip())
    rows = tree_rows(reach_of(request.user), wanted, timezone.localdate())
    is_missing = "buoc" in request.GET
    context = {"rows": rows, "wanted": wanted, "is_missing": is_missing, "crumbs": _crumbs()}
    return render(request, "units/merger_choose.html", context)


def _describe(request: Request, chosen: list[Unit]) -> HttpResponse:
    reach = reach_of(request.user)
    parents = {unit.parent_id for unit in chosen}
    initial = {"parent": parents.pop() if len(parents) == 1 else None}
    form = MergerForm(request.POST or None, initial=initial, reach=reach)
    successors = SuccessorFormSet(request.POST or None, form_kwargs={"reach": reach}, prefix="moi")
    planned: Merger | None = None
    if request.method == "POST" and form.is_valid() and successors.is_valid():
        planned = _merger(chosen, form, list(successors.forms))
        try:
            if "confirm" in request.POST:
                made = merger_apply(merger=planned, actor=request.user)
                return _done(request, chosen, made)
            merger_check(planned, chosen, planned.existing)
        except Invalid as error:
            planned = None
            add_errors(form, error)
    context = {
        "chosen": chosen,
        "form": form,
        "successors": successors,
        "planned": planned,
        "crumbs": _crumbs(),
    }
    if "tro-lai" in request.POST:
        context["planned"] = None
    is_wrong = bool(form.errors) or (successors.is_bound and not successors.is_valid())
    return render(request, "units/merger.html", context, status=422 if is_wrong else 200)


def _merger(chosen: list[Unit], form: MergerForm, rows: list[SuccessorForm]) -> Merger:
    return Merger(
        predecessors=chosen,
        existing=[row.existing for row in rows if row.existing],
        new=[new for row in rows if (new := row.new_unit())],
        parent=form.cleaned_data["parent"],
        effective_on=form.cleaned_data["effective_on"],
        legal_act=form.cleaned_data["legal_act"],
    )


def _done(request: Request, chosen: list[Unit], made: list[Unit]) -> HttpResponse:
    messages.success(
        request,
        _("Đã ghi: %(old)s → %(new)s.")
        % {
            "old": ", ".join(unit.title for unit in chosen),
            "new": ", ".join(unit.title for unit in made),
        },
    )
    return redirect(made[0])


def _crumbs() -> list[dict[str, str]]:
    return [{"label": _("Sáp nhập, chia tách")}]
