"""Who may do what with a plan: the table of ``units.permissions`` narrowed to the plan."""

from parindex.units.models import Unit, User
from parindex.units.permissions import Right, may, memberships_granting
from plans.models import Plan
from plans.workflow import Transition, verbs_from


def may_plan(user: User, unit: Unit) -> bool:
    """The unit's own people, and the standing office above it, keep its plan."""
    return may(user, Right.WRITE_PLAN, unit)


def may_edit(user: User, plan: Plan) -> bool:
    """The person and the state allow the words, targets and tasks to change."""
    return plan.is_editable and may_plan(user, plan.unit)


def may_move(user: User, plan: Plan, transition: Transition) -> bool:
    """A plan is issued by the unit itself: a leader of the level above only comments on it."""
    right = Right(transition.right)
    if right is Right.ISSUE_PLAN:
        return any(m.unit_id == plan.unit_id for m in memberships_granting(user, right))
    return may(user, right, plan.unit)


def moves_for(user: User, plan: Plan) -> list[Transition]:
    """The transitions this person may ask for in the plan's present state."""
    return [t for t in verbs_from(plan.workflow_state) if may_move(user, plan, t)]
