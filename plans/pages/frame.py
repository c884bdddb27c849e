"""What frames every page of one plan: where one is, the tabs, what the person may do."""

from django.urls import reverse
from django.utils.translation import gettext as _

from parindex.units.models import User
from plans.access import may_edit
from plans.models import Plan

TABS = (
    ("overview", "plan", _("Tình hình")),
    ("words", "plan-words", _("Nội dung")),
    ("targets", "plan-targets", _("Chỉ tiêu")),
    ("tasks", "plan-tasks", _("Nhiệm vụ")),
    ("progress", "plan-progress", _("Tiến độ")),
    ("effect", "plan-effect", _("Hiệu quả")),
    ("history", "plan-history", _("Diễn biến")),
    ("versions", "plan-versions", _("Các bản")),
    ("preview", "plan-preview", _("Xem văn bản")),
)


def frame(plan: Plan, user: User, current: str) -> dict[str, object]:
    return {
        "plan": plan,
        "state": plan.workflow_state,
        "may_edit": may_edit(user, plan),
        "crumbs": [
            {"label": _("Kế hoạch"), "url": reverse("plans")},
            {"label": f"{plan.unit.title}, {plan.period}", "url": ""},
        ],
        "tabs": [
            {"label": label, "url": reverse(name, args=[plan.pk]), "current": key == current}
            for key, name, label in TABS
        ],
    }
