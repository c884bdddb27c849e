"""Two editors at once on PostgreSQL: the tree stays whole, nobody overwrites anybody."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from criteria.models import CriteriaSet, Criterion, SetStatus
from criteria.services.drafts import Stale
from criteria.services.nodes import criterion_add, criterion_update
from criteria.services.places import criterion_shift
from criteria.services.sets import set_publish
from parindex.errors import Locked
from tests.assessments.test_simultaneous import at_once
from tests.criteria.cases import DraftCase, make_case

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

TRIALS = 20


@pytest.fixture
def pair(transactional_db: None) -> DraftCase:
    if connection.vendor != "postgresql":
        pytest.skip("chỉ có nghĩa trên PostgreSQL")
    return make_case()


def update(case: DraftCase, node: Criterion, name: str) -> Callable[[], object]:
    return lambda: criterion_update(
        criterion=node, version=node.version, values={"name": name}, actor=case.standing
    )


def test_of_two_saves_of_one_node_the_second_is_told(pair: DraftCase) -> None:
    for trial in range(TRIALS):
        node = pair.node("1.2")
        names = [f"Bản một {trial}", f"Bản hai {trial}"]
        outcomes = at_once(*[update(pair, node, name) for name in names])
        assert [type(outcome) for outcome in outcomes if outcome] == [Stale]
        assert pair.node("1.2").name == names[outcomes.index(None)]


def test_two_new_nodes_get_codes_of_their_own(pair: DraftCase) -> None:
    parent = pair.node("2")

    def add() -> object:
        values = {"name": f"Mục {timezone.now()}", "max_score": Decimal(1)}
        return criterion_add(
            criteria_set=pair.draft, parent=parent, values=values, actor=pair.standing
        )

    for trial in range(1, TRIALS + 1):
        assert at_once(add, add) == [None, None]
        below = pair.draft.criteria.filter(parent=parent).order_by("position")
        expected = [f"2.{number}" for number in range(1, 2 * trial + 2)]
        assert list(below.values_list("code", flat=True)) == expected
        assert pair.max_of("2") == Decimal(40 + 2 * trial)


def test_of_two_shifts_one_counts_and_codes_follow_places(pair: DraftCase) -> None:
    for _trial in range(TRIALS):
        last = pair.node("1.2")

        def up(node: Criterion = last) -> object:
            return criterion_shift(
                criterion=node, version=node.version, step=-1, actor=pair.standing
            )

        outcomes = at_once(up, up)
        assert sum(outcome is None for outcome in outcomes) == 1
        assert pair.node("1.1").pk == last.pk
        assert [code for code in pair.codes() if code.count(".") == 1] == ["1.1", "1.2", "2.1"]


def test_a_save_beside_the_publication_is_inside_it_or_refused(pair: DraftCase) -> None:
    for trial in range(TRIALS):
        CriteriaSet.objects.filter(pk=pair.draft.pk).update(status=SetStatus.DRAFT)
        node = pair.node("1.2")
        outcomes = at_once(
            update(pair, node, f"Lúc ban hành {trial}"),
            lambda: set_publish(criteria_set=pair.draft, actor=pair.standing, at=timezone.now()),
        )
        assert outcomes[1] is None
        is_inside = pair.node("1.2").name == f"Lúc ban hành {trial}"
        assert is_inside is (outcomes[0] is None)
        assert is_inside or isinstance(outcomes[0], Locked)
