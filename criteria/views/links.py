"""The link editor: what of an earlier set each node of a draft continues."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from criteria.loaders import load_draft, load_set
from criteria.models import CriteriaSet
from criteria.pages.linking import links_page
from criteria.services.links import links_update
from parindex.errors import Invalid
from parindex.http import Request

PREFIX = "link-"
VERSION = "version-"


def criteria_links(request: Request, code: str) -> HttpResponse:
    """Which earlier set to link to."""
    draft = load_draft(request.user, code)
    return render(request, "criteria/choose_other.html", _choice(draft, "criteria-links-other"))


def criteria_links_other(request: Request, code: str, other_code: str) -> HttpResponse:
    draft, other = load_draft(request.user, code), load_set(other_code)
    is_suggesting = "goi-y" in request.GET
    if request.method != "POST":
        page = links_page(draft, other, is_suggesting=is_suggesting)
        return render(request, "criteria/links.html", page)
    codes, versions = _posted(request, PREFIX), _posted(request, VERSION)
    try:
        count = links_update(
            criteria_set=draft,
            other=other,
            codes=codes,
            versions={key: int(text) for key, text in versions.items() if text.isdecimal()},
            actor=request.user,
        )
    except Invalid as error:
        page = links_page(draft, other, is_suggesting=False, typed=codes, errors=error.errors)
        page["errors"] = [
            {"href": f"#{PREFIX}{key}" if key else "", "text": text}
            for key, text in error.errors.items()
        ]
        return render(request, "criteria/links.html", page, status=422)
    messages.success(request, _("Đã lưu %d liên kết thay đổi.") % count)
    return redirect("criteria-links-other", code=draft.code, other_code=other.code)


def _posted(request: Request, prefix: str) -> dict[int, str]:
    return {
        int(name.removeprefix(prefix)): str(text)
        for name, text in request.POST.items()
        if name.startswith(prefix) and name.removeprefix(prefix).isdecimal()
    }


def _choice(criteria_set: CriteriaSet, target: str) -> dict[str, object]:
    others = CriteriaSet.objects.exclude(pk=criteria_set.pk)
    return {"set": criteria_set, "others": others, "target": target}
