"""One node of a draft: add, edit, move, delete."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from criteria.codes import next_code
from criteria.forms.nodes import DeleteForm, MoveForm, NodeForm
from criteria.loaders import load_draft, load_node
from criteria.models import Block, CriteriaSet, Criterion, Method
from criteria.pages.editing import deletion_page, editor_url, handed_down_note
from criteria.services.drafts import Stale
from criteria.services.nodes import criterion_add, criterion_update
from criteria.services.places import criterion_delete, criterion_move, criterion_shift
from criteria.services.trees import tree_of
from criteria.views.answers import errors_into, stale_lines
from parindex.errors import Conflict, Invalid
from parindex.http import Request

STEPS = {"len": -1, "xuong": 1}


def criterion_add_view(request: Request, code: str) -> HttpResponse:
    """``thuoc``: the parent's key; ``sau``: the sibling that it follows."""
    draft = load_draft(request.user, code)
    after = _node(draft, request.GET.get("sau", ""))
    parent = after.parent if after else _node(draft, request.GET.get("thuoc", ""))
    form = NodeForm(
        request.POST or None,
        initial=_suggestions(draft, parent, after),
        block=parent.block if parent else Block.FIELD,
        is_top=parent is None,
        may_number=True,
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = criterion_add(
                criteria_set=draft,
                parent=parent,
                after=after,
                values=form.values(),
                actor=request.user,
            )
        except Invalid as error:
            errors_into(form, error)
        else:
            messages.success(request, _("Đã thêm “%s”.") % made)
            return _after_save(request, made)
    page = {
        "set": draft,
        "form": form,
        "node": None,
        "parent": parent,
        "after": after,
        "note": handed_down_note(parent),
    }
    return render(request, "criteria/node.html", page, status=422 if form.errors else 200)


def criterion_update_view(request: Request, code: str, node_id: int) -> HttpResponse:
    node = load_node(request.user, code, node_id)
    form = NodeForm.of(node, request.POST or None)
    stale = None
    if request.method == "POST" and form.is_valid():
        try:
            saved = criterion_update(
                criterion=node,
                version=form.cleaned_data["version"],
                values=form.values(),
                actor=request.user,
            )
        except Stale as error:
            stale = error
        except Invalid as error:
            errors_into(form, error)
        else:
            messages.success(request, _("Đã lưu “%s”.") % saved)
            return _after_save(request, saved)
    page = {"set": node.set, "form": form, "node": node, "parent": node.parent}
    status = 409 if stale else 422 if form.errors else 200
    return render(
        request, "criteria/node.html", {**page, **stale_lines(form, stale)}, status=status
    )


@require_POST
def criterion_shift_view(request: Request, code: str, node_id: int) -> HttpResponse:
    """``do``: "len-3" moves the node up, if it is still the third version of it."""
    node = load_node(request.user, code, node_id)
    way, _dash, version = request.POST.get("do", "").partition("-")
    if way not in STEPS or not version.isdecimal():
        raise Http404
    try:
        node = criterion_shift(
            criterion=node, version=int(version), step=STEPS[way], actor=request.user
        )
    except (Conflict, Invalid) as error:
        messages.warning(request, error.message)
    return redirect(editor_url(node.set, node))


def criterion_move_view(request: Request, code: str, node_id: int) -> HttpResponse:
    node = load_node(request.user, code, node_id)
    tree = tree_of(node.set)
    form = MoveForm(
        request.POST or None,
        initial={"version": node.version, "parent": str(node.parent_id or "")},
        tree=tree,
        node=tree.by_id[node.pk],
    )
    if request.method == "POST" and form.is_valid():
        try:
            moved = criterion_move(
                criterion=node,
                version=form.cleaned_data["version"],
                parent=form.parent_node(),
                actor=request.user,
            )
        except Conflict as error:
            messages.warning(request, error.message)
            return redirect(editor_url(node.set, node))
        except Invalid as error:
            errors_into(form, error)
        else:
            messages.success(request, _("Đã chuyển thành “%s”.") % moved)
            return redirect(editor_url(moved.set, moved))
    page = {"set": node.set, "node": node, "form": form, "below": len(tree.subtree(node)) - 1}
    return render(request, "criteria/move.html", page, status=422 if form.errors else 200)


def criterion_delete_view(request: Request, code: str, node_id: int) -> HttpResponse:
    node = load_node(request.user, code, node_id)
    form = DeleteForm(request.POST or None, initial={"version": node.version})
    if request.method == "POST" and form.is_valid():
        try:
            gone = criterion_delete(
                criterion=node,
                version=form.cleaned_data["version"],
                renumber=form.cleaned_data["renumber"],
                actor=request.user,
            )
        except Conflict as error:
            messages.warning(request, error.message)
            return redirect(editor_url(node.set, node))
        messages.success(
            request,
            _("Đã xoá “%(name)s” (%(count)d mục). Nội dung đã xoá còn trong nhật ký.")
            % {"name": node, "count": len(gone)},
        )
        return redirect(editor_url(node.set, node.parent))
    page = {"set": node.set, "node": node, "form": form, **deletion_page(node.set, node)}
    return render(request, "criteria/delete.html", page)


def _after_save(request: Request, node: Criterion) -> HttpResponse:
    """On to the rule, when the button said so."""
    if request.POST.get("do") == "rule" and node.is_leaf:
        return redirect("criterion-rule", code=node.set.code, node_id=node.pk)
    return redirect(editor_url(node.set, node))


def _node(draft: CriteriaSet, key: str) -> Criterion | None:
    if not key:
        return None
    if not key.isdecimal():
        raise Http404
    found = Criterion.objects.filter(set=draft).select_related("parent")
    return get_object_or_404(found, pk=int(key))


def _suggestions(
    draft: CriteriaSet, parent: Criterion | None, after: Criterion | None
) -> dict[str, object]:
    """A new node begins like its neighbour; the first child of a leaf like the leaf itself."""
    siblings = list(Criterion.objects.filter(set=draft, parent=parent).order_by("position"))
    like = after or (siblings[-1] if siblings else parent)
    is_last = not siblings or after is None or siblings[-1] == after
    suggested: dict[str, object] = {"block": Block.FIELD, "method": Method.APPRAISAL}
    if is_last:
        suggested["code"] = next_code(parent.code if parent else "", [s.code for s in siblings])
    if like:
        suggested |= {"appraising_office": like.appraising_office, "lead_unit": like.lead_unit}
        if like.method != Method.MIXED:
            suggested["method"] = like.method
    if parent and not siblings:
        names = ("max_score", "evidence_hint", "rule_text", "not_applicable", "provenance")
        suggested |= {name: getattr(parent, name) for name in names}
    return suggested
