"""A reminder by hand, from the board."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments.loaders import load_managed
from assessments.models import Assessment
from assessments.services.reminding import sheets_remind
from parindex.errors import Invalid
from parindex.http import Request


@require_POST
def remind(request: Request, code: str) -> HttpResponse:
    """Whoever holds the sheets of one unit, or every sheet whose time is over."""
    found = load_managed(request.user, code)
    key = request.POST.get("assessment", "")
    chosen = get_object_or_404(Assessment, campaign=found, pk=key) if key.isdecimal() else None
    try:
        done = sheets_remind(
            campaign=found,
            actor=request.user,
            at=timezone.now(),
            assessment_id=chosen.pk if chosen else None,
        )
    except Invalid as error:
        messages.info(request, error.message)
        return redirect("campaign", code=found.code)
    said = _("Đã nhắc %(people)d người về %(sheets)d phiếu lĩnh vực.") % {
        "people": done.people,
        "sheets": done.sheets,
    }
    if done.resting:
        said += " " + _("%(count)d phiếu vừa được nhắc trong một giờ qua nên để yên.") % {
            "count": done.resting
        }
    messages.success(request, said)
    return redirect("campaign", code=found.code)
