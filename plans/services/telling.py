"""Who is told of a step of a plan: those who act next, the drafter, the units with tasks."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from parindex.history.models import NoticeKind
from parindex.history.notices import notices_send
from parindex.units.models import Unit, User
from parindex.units.recipients import people_with_role, standing_office_of
from plans.access import may_plan
from plans.models import Plan, Task
from plans.reporters import SIGNERS, WRITERS, reporting_units
from plans.workflow import Verb


def step_told(plan: Plan, verb: Verb, *, actor: User, submitter: User | None) -> None:
    """Inside the transaction of the step. ``submitter`` took the step before; a withdrawal, an end
    and a reopening tell nobody."""
    titles = {
        Verb.SUBMIT: _("Kế hoạch được trình, chờ ý kiến hoặc ban hành: %(plan)s"),
        Verb.COMMENT: _("Kế hoạch được chuyển lại kèm ý kiến: %(plan)s"),
        Verb.ISSUE: _("Kế hoạch %(notation)s đã ban hành: %(plan)s"),
        Verb.AMEND: _("Kế hoạch %(notation)s được mở để điều chỉnh: %(plan)s"),
        Verb.REISSUE: _("Kế hoạch %(notation)s đã ban hành bản điều chỉnh: %(plan)s"),
    }
    if verb not in titles:
        return
    people = _people(plan, verb, submitter)
    notices_send(
        to=[person for person in people if person != actor],
        kind=NoticeKind.RETURN if verb is Verb.COMMENT else NoticeKind.PLAN,
        title=titles[verb] % {"plan": plan.title[:200], "notation": plan.notation},
        body=plan.reason,
        url=plan.get_absolute_url(),
        urgent=verb is Verb.COMMENT,
        about=plan,
    )


def _people(plan: Plan, verb: Verb, submitter: User | None) -> Iterable[User]:
    if verb is Verb.SUBMIT:
        return _deciders(plan)
    if verb is Verb.COMMENT:
        return _drafters(plan, submitter)
    return [*_drafters(plan, None), *_performers(plan)]


def _deciders(plan: Plan) -> Iterable[User]:
    """Who issues it, and the standing office that comments on it."""
    return [*people_with_role(plan.unit, *SIGNERS), *standing_office_of(plan.unit)]


def _drafters(plan: Plan, submitter: User | None) -> list[User]:
    """Those of them who keep the plan to this day."""
    return [
        person
        for person in (plan.created_by, submitter)
        if person is not None and may_plan(person, plan.unit)
    ]


def _performers(plan: Plan) -> Iterable[User]:
    """The units that lead tasks or share in them, as far as they may see the plan."""
    partners = Unit.objects.filter(
        shared_tasks__in=Task.objects.taken().filter(plan=plan),
        path__startswith=plan.unit.path,
    )
    units = {*reporting_units(plan), *partners}
    return people_with_role(units, *WRITERS, *SIGNERS)
