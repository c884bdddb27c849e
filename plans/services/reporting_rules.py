"""When a plan is reported on: for the whole plan, or for one unit."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.errors import Conflict, Forbidden, Invalid
from parindex.history.services import event_record
from parindex.units.models import Unit, User
from plans.models import Plan, ReportingRule
from plans.reporters import may_oversee

FIELDS = ("monthly", "quarterly", "half_yearly", "yearly", "due_day")


@transaction.atomic
def rule_keep(
    *, plan: Plan, unit: Unit | None, values: Mapping[str, object], actor: User, version: int
) -> ReportingRule:
    """Reports already begun keep their day. Raises Forbidden, Conflict, Invalid."""
    plan = Plan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan.pk)
    if not may_oversee(actor, plan):
        raise Forbidden(_("Chỉ cơ quan theo dõi kế hoạch đặt lịch báo cáo."))
    rule = ReportingRule.objects.filter(plan=plan, unit=unit).first()
    is_new = rule is None
    rule = rule or ReportingRule(plan=plan, unit=unit)
    if rule.version != version:
        raise Conflict(_("Người khác vừa đổi lịch báo cáo này. Hãy xem lại trước khi ghi."))
    if not any(values[name] for name in FIELDS[:-1]):
        raise Invalid({"quarterly": _("Chọn ít nhất một kỳ báo cáo.")})
    before = {name: getattr(rule, name) for name in FIELDS}
    for name in FIELDS:
        setattr(rule, name, values[name])
    after = {name: getattr(rule, name) for name in FIELDS}
    if before == after and not is_new:
        return rule
    rule.version += 1
    rule.save()
    event_record(
        actor=actor,
        action="progress.rule",
        subject=rule,
        scope=plan,
        before=None if is_new else before,
        after=after,
    )
    return rule


@transaction.atomic
def rule_drop(*, plan: Plan, unit: Unit, actor: User) -> None:
    """The unit reports as the plan says again. Raises Forbidden."""
    if not may_oversee(actor, plan):
        raise Forbidden(_("Chỉ cơ quan theo dõi kế hoạch đặt lịch báo cáo."))
    rule = ReportingRule.objects.filter(plan=plan, unit=unit).first()
    if rule is not None:
        event_record(
            actor=actor,
            action="progress.rule",
            subject=rule,
            scope=plan,
            before={name: getattr(rule, name) for name in FIELDS},
        )
        rule.delete()
