"""The cheapest set of leaves, held against trying every set there is."""

from decimal import Decimal
from fractions import Fraction
from itertools import chain, combinations

from hypothesis import given
from hypothesis import strategies as st

from parindex.lib.numbers import half_up
from plans.whatif import Leaf, cheapest, percent_for_rank, points_for_percent


def leaves_of(*rows: tuple[str, int]) -> list[Leaf]:
    return [Leaf(key, Decimal(gain), weight) for key, (gain, weight) in enumerate(rows)]


def by_brute_force(leaves: list[Leaf], wanted: Decimal) -> tuple[int, int, Decimal] | None:
    """Least effort, then fewest leaves, then most points, of all sets that bring enough."""
    every = chain.from_iterable(combinations(leaves, n) for n in range(len(leaves) + 1))
    enough = (
        (sum(leaf.weight for leaf in s), len(s), -sum((leaf.gain for leaf in s), Decimal(0)))
        for s in every
        if sum((leaf.gain for leaf in s), Decimal(0)) >= wanted
    )
    return min(enough, default=None)


hundredths = st.integers(1, 300).map(lambda n: Decimal(n) / 100)
ten_thousandths = st.integers(1, 30_000).map(lambda n: Decimal(n) / 10_000)
some_leaves = st.lists(
    st.tuples(hundredths | ten_thousandths, st.sampled_from([1, 2, 4])), max_size=9
).map(lambda rows: [Leaf(key, gain, weight) for key, (gain, weight) in enumerate(rows)])


@given(some_leaves, st.integers(0, 1500).map(lambda n: Decimal(n) / 100))
def test_the_proposed_set_is_as_cheap_as_the_best_of_all_sets(
    leaves: list[Leaf], wanted: Decimal
) -> None:
    found, best = cheapest(leaves, wanted), by_brute_force(leaves, wanted)
    assert found.is_enough == (best is not None)
    if best is None:
        assert found.leaves == tuple(leaves)
        assert found.gain < wanted
    else:
        assert (found.effort, len(found.leaves), -found.gain) == best


def test_one_great_loss_is_cheaper_than_many_small_ones() -> None:
    leaves = leaves_of(("0.25", 1), ("0.25", 1), ("0.25", 1), ("0.25", 1), ("1", 2))
    assert [leaf.key for leaf in cheapest(leaves, Decimal(1)).leaves] == [4]


def test_a_hard_leaf_is_passed_over_while_easy_ones_suffice() -> None:
    leaves = leaves_of(("10.22", 4), ("1", 1), ("0.5", 1), ("0.5", 1))
    assert [leaf.key for leaf in cheapest(leaves, Decimal("1.5")).leaves] == [1, 2]


def test_it_proposes_everything_and_says_so_when_the_goal_is_out_of_reach() -> None:
    leaves = leaves_of(("1", 2), ("0.5", 1))
    found = cheapest(leaves, Decimal("1.51"))
    assert not found.is_enough
    assert (found.gain, len(found.leaves)) == (Decimal("1.5"), 2)
    assert cheapest(leaves, Decimal("1.5")).is_enough
    assert not cheapest([], Decimal("0.01")).is_enough


def test_nothing_is_proposed_for_a_goal_that_is_met() -> None:
    assert cheapest(leaves_of(("1", 1)), Decimal(0)) == cheapest([], Decimal(-3))


def test_it_answers_for_the_largest_set_of_leaves() -> None:
    rows = [(f"{1 + n % 97}", (1, 2, 4)[n % 3]) for n in range(114)]
    leaves = leaves_of(*rows)
    half = sum((leaf.gain for leaf in leaves), Decimal(0)) / 2
    found = cheapest(leaves, half)
    assert found.is_enough
    assert found.gain >= half


@given(
    st.integers(1, 1_200_000).map(lambda n: Decimal(n) / 10_000),
    st.integers(1, 100 * 10**9).map(lambda n: Decimal(n) / 10**9),
)
def test_the_points_for_a_percentage_are_the_least_that_reach_it(
    maximum: Decimal, percent: Decimal
) -> None:
    points = points_for_percent(percent, maximum)

    def index(value: Decimal) -> Decimal:
        return half_up(Fraction(value) / Fraction(maximum) * 100, 9)

    assert index(points) >= percent
    less = points - Decimal("0.0001")
    assert less < 0 or index(less) < percent


def test_a_shared_rank_needs_only_the_same_percentage() -> None:
    peers = [Decimal(n) for n in (90, 85, 85, 70)]
    assert percent_for_rank(1, peers) == 90
    assert percent_for_rank(2, peers) == 85
    assert percent_for_rank(4, peers) == 70
    assert percent_for_rank(5, peers) is None
    assert percent_for_rank(1, []) is None
