"""The unit's own writes, and everything that stops them."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from assessments.models import Assessment, Extension
from assessments.services.declaring import Declaration, EntryConflict, entry_declare
from assessments.workflow import Phase, Verb
from parindex.errors import Forbidden, Invalid, Locked
from parindex.history.models import Event
from parindex.units.models import User
from tests.assessments.cases import Case


def test_it_saves_the_score_that_the_rule_gives(case: Case) -> None:
    entry = case.declare("1.1", "1,5")
    entry.refresh_from_db()
    assert (entry.self_score, entry.figures, entry.version) == (
        Decimal("1.5"),
        {"score": "1.5"},
        1,
    )
    assert entry.saved_by_name.startswith(case.official.full_name)


@pytest.mark.parametrize("typed", ["1,5", "1.5", " 1,50 "])
def test_comma_and_dot_are_the_same_number(case: Case, typed: str) -> None:
    assert case.declare("1.1", typed).self_score == Decimal("1.5")


@pytest.mark.parametrize("typed", ["2,5", "-1", "một", "NaN", "1e3", "1,2345678901234"])
def test_a_wrong_score_is_refused_in_vietnamese_and_nothing_is_saved(
    case: Case, typed: str
) -> None:
    with pytest.raises(Invalid) as refused:
        case.declare("1.1", typed)
    assert refused.value.errors["score"]
    entry = case.entry("1.1")
    assert (entry.self_score, entry.version) == (None, 0)
    assert not Event.objects.filter(action="entry.declare").exists()


def test_an_emptied_figure_is_no_score_and_not_zero(case: Case) -> None:
    case.declare("1.1", "1")
    assert case.declare("1.1", "").self_score is None


def test_a_save_that_changes_nothing_writes_nothing(case: Case) -> None:
    case.declare("1.1", "1")
    events, revision = Event.objects.count(), Assessment.objects.get(unit=case.commune).revision
    again = case.declare("1.1", "1,0")
    assert again.version == 1
    assert Event.objects.count() == events
    assert Assessment.objects.get(unit=case.commune).revision == revision


def test_a_stale_version_is_refused_and_both_texts_are_kept(case: Case) -> None:
    case.declare("1.1", "1", note="bản của tôi")
    entry = case.entry("1.1")
    stale = Declaration({"score": "2"}, "bản cũ", version=0)
    with pytest.raises(EntryConflict) as conflict:
        entry_declare(entry_id=entry.pk, actor=case.official, declared=stale, at=timezone.now())
    assert conflict.value.declared.note == "bản cũ"
    assert conflict.value.entry.note == "bản của tôi"
    assert case.entry("1.1").self_score == Decimal("1")


def test_the_deadline_is_the_last_second_that_counts(case: Case) -> None:
    assert case.campaign.self_deadline
    case.declare("1.1", "1", at=case.campaign.self_deadline)
    with pytest.raises(Locked, match="Đã hết hạn"):
        case.declare("1.1", "2", at=case.after_deadline)


def test_an_extension_opens_the_unit_again(case: Case) -> None:
    Extension.objects.create(
        campaign=case.campaign,
        unit=case.commune,
        phase=Phase.SELF,
        until=case.after_deadline + timedelta(days=1),
        reason="Mất điện",
        granted_by=case.standing,
    )
    assert case.declare("1.1", "2", at=case.after_deadline).self_score == Decimal("2")


@pytest.mark.parametrize("who", ["stranger", "appraiser", "standing", "leader"])
def test_nobody_else_may_declare(case: Case, who: str) -> None:
    actor: User = getattr(case, who)
    with pytest.raises(Forbidden):
        entry_declare(
            entry_id=case.entry("1.1").pk,
            actor=actor,
            declared=Declaration({"score": "1"}, "", 0),
            at=timezone.now(),
        )


def test_a_sent_sheet_is_closed_to_the_unit(case: Case) -> None:
    case.submitted()
    with pytest.raises(Locked, match="Đã gửi"):
        case.declare("1.1", "1")


def test_every_save_leaves_an_event_with_before_and_after(case: Case) -> None:
    case.declare("1.1", "1")
    case.declare("1.1", "2")
    event = Event.objects.filter(action="entry.declare").first()
    assert event is not None
    assert event.before
    assert event.after
    assert event.before["self_score"] == "1"
    assert event.after["self_score"] == "2"
    assert event.actor == case.official


def test_a_withdrawn_sheet_is_open_again(case: Case) -> None:
    case.submitted()
    case.move(Verb.WITHDRAW, case.head, reason="Thiếu số liệu quý IV")
    assert case.declare("1.1", "1").self_score == Decimal("1")
