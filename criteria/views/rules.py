"""The rule editor of one leaf."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from criteria.forms.rules import CARDS, RuleDraft
from criteria.loaders import load_node
from criteria.models import Criterion
from criteria.pages.editing import editor_url
from criteria.pages.ruling import cards, preview, rule_page, stored_text
from criteria.services.drafts import Stale
from criteria.services.nodes import rule_update
from parindex.errors import Invalid
from parindex.http import Request


def criterion_rule(request: Request, code: str, node_id: int) -> HttpResponse:
    """GET: the cards of kinds, or the form of one (``loai``). POST ``do``: save, preview, refresh,
    "add:<list>", "remove:<list>[<line>]"."""
    node = load_node(request.user, code, node_id)
    if not node.is_leaf:
        raise Invalid({"": _("Mục này có mục con; điểm của nó là tổng điểm các mục con.")})
    if request.method == "POST":
        return _act(request, node)
    kind = request.GET.get("loai", node.rule_kind)
    if kind not in CARDS or "chon" in request.GET:
        page = {"set": node.set, "node": node, "cards": cards(node)}
        return render(request, "criteria/rule_kinds.html", page)
    return _show(request, node, RuleDraft.of(node, kind), node.version)


def _act(request: Request, node: Criterion) -> HttpResponse:
    kind, act = request.POST.get("kind", ""), request.POST.get("do", "save")
    version = request.POST.get("version", "")
    if kind not in CARDS or not version.isdecimal():
        raise Http404
    draft = RuleDraft.typed(kind, request.POST.dict())
    if act == "save":
        return _save(request, node, draft, int(version))
    if act == "preview" and request.headers.get("HX-Request"):
        found = preview(node, draft, request.POST.dict())
        part = "_rule_trial" if request.headers.get("HX-Target") == "ket-qua-thu" else "_preview"
        return render(request, f"criteria/{part}.html", {"preview": found, "node": node})
    if act != "preview":
        draft.change(act)
    return _show(request, node, draft, int(version))


def _save(request: Request, node: Criterion, draft: RuleDraft, version: int) -> HttpResponse:
    rule = draft.read()
    if rule is None:
        return _show(request, node, draft, version, status=422)
    try:
        saved = rule_update(
            criterion=node,
            version=version,
            kind=draft.kind,
            params=draft.params,
            max_score=rule.max_score,
            actor=request.user,
        )
    except Stale as error:
        if not isinstance(error.stored, Criterion):
            raise
        stale = {"message": error.message, "stored": stored_text(error.stored)}
        return _show(request, node, draft, error.stored.version, status=409, stale=stale)
    messages.success(request, _("Đã lưu cách chấm của “%s”.") % saved)
    return redirect(editor_url(saved.set, saved))


def _show(
    request: Request,
    node: Criterion,
    draft: RuleDraft,
    version: int,
    *,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    page = rule_page(node, draft, request.POST.dict())
    return render(
        request, "criteria/rule.html", {**page, "version": version, **more}, status=status
    )
