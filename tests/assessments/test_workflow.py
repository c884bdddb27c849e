"""The table of transitions is whole and leaves no dead end."""

from assessments.workflow import HOLDERS, STATE_LABELS, TRANSITIONS, State, Verb, verbs_from
from parindex.units.permissions import Right


def test_every_verb_stands_in_the_table_with_a_known_right() -> None:
    assert set(TRANSITIONS) == set(Verb)
    assert all(Right(t.right) for t in TRANSITIONS.values())


def test_every_state_has_a_label_a_holder_and_a_way_out() -> None:
    for state in State:
        assert STATE_LABELS[state]
        assert state in HOLDERS
        assert verbs_from(state), state


def test_every_state_is_reached_from_the_first() -> None:
    reached = {State.DRAFT}
    for _step in State:
        reached |= {t.target for s in reached for t in verbs_from(s)}
    assert reached == set(State)


def test_going_back_always_needs_a_reason() -> None:
    order = list(State)
    for transition in TRANSITIONS.values():
        goes_back = all(order.index(s) > order.index(transition.target) for s in transition.sources)
        if goes_back and transition.verb not in (Verb.SUBMIT, Verb.START, Verb.FINISH):
            assert transition.needs_reason, transition.verb
