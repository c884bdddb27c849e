"""The list of plans: filters, rows."""

from collections.abc import Mapping, Sequence

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet

from parindex.lib.text import fold
from parindex.units.models import User
from parindex.units.permissions import Right, memberships_granting
from plans.models import TAKEN, Plan, PlanKind, TaskState
from plans.pages.options import options
from plans.workflow import State

PER_PAGE = 50


def plans_page(user: User, asked: Mapping[str, str]) -> dict[str, object]:
    seen = Plan.objects.visible_to(user)
    wanted = {name: asked.get(name, "") for name in ("loai", "nam", "trang-thai", "tim")}
    years = sorted(set(seen.values_list("year", flat=True)), reverse=True)
    page = Paginator(_filtered(seen, wanted), PER_PAGE).get_page(asked.get("page"))
    return {
        "page_obj": page,
        "has_any": seen.exists(),
        "is_filtered": any(wanted.values()),
        "kinds": options(PlanKind.choices, wanted["loai"]),
        "states": options([(s.value, s.label) for s in State], wanted["trang-thai"]),
        "years": options([(str(y), str(y)) for y in years], wanted["nam"]),
        "words": wanted["tim"],
        "may_write": bool(memberships_granting(user, Right.WRITE_PLAN)),
    }


def _filtered(seen: "QuerySet[Plan, Plan]", wanted: Mapping[str, str]) -> Sequence[Plan]:
    found = seen.select_related("unit__parent").annotate(
        taken=Count("tasks", filter=Q(tasks__state__in=TAKEN, tasks__is_heading=False)),
        done=Count("tasks", filter=Q(tasks__state=TaskState.DONE)),
    )
    if wanted["loai"] in PlanKind.values:
        found = found.filter(kind=wanted["loai"])
    if wanted["nam"].isdecimal():
        found = found.filter(year__lte=int(wanted["nam"])).filter(
            Q(year=int(wanted["nam"])) | Q(until_year__gte=int(wanted["nam"]))
        )
    if wanted["trang-thai"] in list(State):
        found = found.filter(state=wanted["trang-thai"])
    rows = list(found.order_by("-year", "unit__position", "unit__code", "-pk"))
    words = fold(wanted["tim"])
    return [p for p in rows if words in fold(f"{p.title} {p.unit} {p.notation}")] if words else rows
