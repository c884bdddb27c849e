"""A task of an issued plan is begun, finished or taken up again."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.errors import Conflict, Forbidden, Invalid, Locked
from parindex.history.services import event_record
from parindex.units.models import User
from parindex.units.permissions import memberships_of
from plans.access import may_plan
from plans.models import TAKEN, Task, TaskState
from plans.workflow import RUNNING


def may_do(user: User, task: Task) -> bool:
    """Those who keep the plan, and everybody with a role in the office that leads the task."""
    if may_plan(user, task.plan.unit):
        return True
    return task.lead_unit_id is not None and any(
        m.unit_id == task.lead_unit_id for m in memberships_of(user)
    )


@dataclass(frozen=True)
class Doing:
    state: TaskState
    done_on: date | None = None
    note: str = ""


@transaction.atomic
def task_do(*, task_id: int, actor: User, version: int, doing: Doing, today: date) -> Task:
    """Raises Forbidden, Locked (the plan is not running), Invalid, Conflict (stale version)."""
    task = Task.objects.select_for_update(of=("self",)).select_related("plan__unit").get(pk=task_id)
    if not may_do(actor, task):
        raise Forbidden(_("Nhiệm vụ này do cơ quan chủ trì hoặc đơn vị lập kế hoạch cập nhật."))
    if task.plan.workflow_state not in RUNNING or task.state not in TAKEN:
        raise Locked(_("Chỉ cập nhật được nhiệm vụ của kế hoạch đang thực hiện."))
    if task.version != version:
        raise Conflict(_("Người khác vừa cập nhật nhiệm vụ này. Hãy xem lại trước khi ghi."))
    done_on = _checked_day(doing, today)
    if (task.state, task.done_on) == (doing.state, done_on):
        return task
    before = {"state": task.state, "done_on": task.done_on}
    task.state, task.done_on = doing.state, done_on
    task.version += 1
    task.save(update_fields=["state", "done_on", "version"])
    event_record(
        actor=actor,
        action="task.do",
        subject=task,
        scope=task.plan,
        before=before,
        after={"state": task.state, "done_on": done_on},
        reason=doing.note.strip(),
    )
    return task


def _checked_day(doing: Doing, today: date) -> date | None:
    if doing.state not in TAKEN:
        raise Invalid({"state": _("Chọn: chưa bắt đầu, đang thực hiện hoặc đã hoàn thành.")})
    if doing.state != TaskState.DONE:
        return None
    done_on = doing.done_on or today
    if done_on > today:
        raise Invalid({"done_on": _("Ngày hoàn thành không thể ở sau hôm nay.")})
    return done_on
