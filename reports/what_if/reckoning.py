"""The lost leaves of a result, a chosen set of them, and the set that a goal takes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assessments.models import Assessment
from assessments.supposing import Index, index_if
from assessments.totals import Standing, peer_results, standing_at
from criteria.models import OFFICE_METHODS
from plans.efforts import Effort, Efforts
from plans.whatif import Leaf, Proposal, cheapest, percent_for_rank, points_for_percent
from reports.unit_result import Node
from reports.what_if.goals import Goal, GoalKind


@dataclass(frozen=True)
class Loss:
    """An open deduction: a leaf, the points it lost, and how hard they are to win back."""

    node: Node
    entry_id: int
    points: Decimal
    maximum: Decimal
    effort: Effort
    weight: int

    @property
    def is_office_scored(self) -> bool:
        """A survey or a statistic: no task of the unit's own moves it at once."""
        return self.node.method in OFFICE_METHODS

    @property
    def leaf(self) -> Leaf:
        return Leaf(self.entry_id, self.points, self.weight)


@dataclass(frozen=True)
class Outcome:
    """The index with a set of leaves won back in full, and the standing among the same peers."""

    index: Index
    standing: Standing


def losses_of(nodes: Sequence[Node], efforts: Efforts) -> list[Loss]:
    found = []
    for node in nodes:
        if node.entry_id is None or node.deducted is None or node.max_points is None:
            continue
        effort = efforts.of(node.criterion_id, node.method)
        found.append(
            Loss(
                node, node.entry_id, node.deducted, node.max_points, effort, efforts.weight(effort)
            )
        )
    return found


def outcome(assessment: Assessment, regained: Collection[Loss]) -> Outcome:
    index = index_if(assessment, {loss.entry_id: loss.maximum for loss in regained})
    return Outcome(index, standing_at(assessment, index.percent))


@dataclass(frozen=True)
class Answer:
    """The cheapest set for a goal; when it is out of reach, all that there is."""

    goal: Goal
    percent: Decimal
    """What the goal means as an index."""
    wanted: Decimal
    """Points to regain; 0 or less when the goal is already met."""
    proposal: Proposal
    chosen: tuple[Loss, ...]
    with_all: Proposal | None
    """What all leaves would do, where only the surveys that were left out stand between."""


def reach(assessment: Assessment, goal: Goal, losses: Sequence[Loss], now: Index) -> Answer:
    percent = _percent_of(assessment, goal)
    wanted = points_for_percent(percent, now.max_points) - now.unbounded
    if now.percent >= percent:
        wanted = Decimal(0)
    own = [loss for loss in losses if goal.with_survey or not loss.is_office_scored]
    proposal = cheapest([loss.leaf for loss in own], wanted)
    taken = {leaf.key for leaf in proposal.leaves}
    with_all = None
    if not proposal.is_enough and len(own) < len(losses):
        with_all = cheapest([loss.leaf for loss in losses], wanted)
    return Answer(
        goal,
        percent,
        wanted,
        proposal,
        tuple(loss for loss in own if loss.entry_id in taken),
        with_all,
    )


def _percent_of(assessment: Assessment, goal: Goal) -> Decimal:
    if goal.kind == GoalKind.INDEX:
        return goal.value
    peers = [result.percent or Decimal(0) for result in peer_results(assessment).only("percent")]
    return percent_for_rank(int(goal.value), peers) or Decimal(0)
