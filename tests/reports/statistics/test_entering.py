"""Entering figures: whose rows, until when, and two people at once."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from parindex.errors import Conflict, Forbidden, Invalid, Locked
from parindex.history.models import Event, Notice
from parindex.units.models import Role, UnitKind, User
from reports.handing import Verb
from reports.journal.queries import readable_events
from reports.models import Handing, IndicatorValue
from reports.statistics.services import (
    Unfinished,
    ValueConflict,
    period_due_set,
    period_open,
    reporters_assign,
    sheet_extend,
    sheet_move,
)
from reports.statistics.services.collecting import Column
from tests.factories import make_unit, make_user
from tests.reports.statistics.cases import StatisticsCase


def test_it_keeps_the_figure_with_who_entered_it(case: StatisticsCase) -> None:
    value = case.enter(case.home_office, "I.1", count="12")
    assert value is not None
    assert (value.count, value.version, value.saved_by) == (12, 1, case.home_official)
    assert case.home_official.full_name in value.saved_by_name
    again = case.enter(case.home_office, "I.1", count="13")
    assert again is not None
    assert again.version == 2
    event = Event.objects.filter(action="statistics.enter")[0]
    assert (event.before, event.after) == ({"figure": "12"}, {"figure": "13"})


def test_saving_the_same_figure_writes_nothing(case: StatisticsCase) -> None:
    case.enter(case.home_office, "I.1", count="12")
    events = Event.objects.count()
    value = case.enter(case.home_office, "I.1", count=" 12 ")
    assert value is not None
    assert value.version == 1
    assert Event.objects.count() == events
    assert case.enter(case.home_office, "I.2.1", count="") is None


def test_emptying_a_figure_is_not_entering_zero(case: StatisticsCase) -> None:
    case.enter(case.home_office, "I.1", count="0")
    stored = IndicatorValue.objects.get()
    assert stored.is_known
    emptied = case.enter(case.home_office, "I.1", count="")
    assert emptied is not None
    assert not emptied.is_known
    assert emptied.version == 2


def test_an_office_cannot_enter_the_rows_of_another(case: StatisticsCase) -> None:
    with pytest.raises(Forbidden):
        case.enter(case.home_office, "I.5", text="x")
    with pytest.raises(Forbidden):
        case.enter(case.communes[0], "I.1", count="1")
    assert not IndicatorValue.objects.exists()


@pytest.mark.parametrize("who", ["standing", "leader", "stranger", "justice_official"])
def test_only_the_units_own_people_enter(case: StatisticsCase, who: str) -> None:
    actor: User = getattr(case, who)
    with pytest.raises(Forbidden):
        case.enter(case.home_office, "I.1", count="1", actor=actor)


def test_of_two_people_the_later_is_told_what_the_first_saved(case: StatisticsCase) -> None:
    case.enter(case.home_office, "I.1", count="12", version=0)
    with pytest.raises(ValueConflict, match="12"):
        case.enter(case.home_office, "I.1", count="15", version=0)
    assert IndicatorValue.objects.get().count == 12


def test_nobody_enters_after_the_deadline_but_who_was_given_more_time(
    case: StatisticsCase,
) -> None:
    late = case.now.due_at + timedelta(minutes=1)
    with pytest.raises(Locked, match="Đã hết hạn"):
        case.enter(case.home_office, "I.1", count="1", at=late)
    sheet_extend(
        sheet=case.sheet(case.home_office),
        until=late + timedelta(days=1),
        reason="Mất điện",
        actor=case.standing,
        at=late,
    )
    assert case.enter(case.home_office, "I.1", count="1", at=late)
    with pytest.raises(Locked):
        case.enter(case.justice, "I.5", text="x", at=late)


def test_the_office_may_move_everybodys_deadline_and_nobody_else(case: StatisticsCase) -> None:
    later = case.now.due_at + timedelta(days=5)
    with pytest.raises(Forbidden):
        period_due_set(period=case.now, due_at=later, actor=case.leader)
    assert period_due_set(period=case.now, due_at=later, actor=case.standing).due_at == later
    assert Event.objects.filter(action="statistics.due").count() == 1


def test_a_sheet_with_empty_rows_is_sent_only_when_that_is_meant(case: StatisticsCase) -> None:
    case.enter(case.home_office, "I.1", count="1")
    sheet = case.sheet(case.home_office)
    with pytest.raises(Unfinished) as refused:
        sheet_move(sheet=sheet, verb=Verb.SEND, actor=case.home_official, at=case.at)
    assert [row.code for row in refused.value.missing] == ["I.2.1", "I.2.2", "I.3"]
    assert case.sheet(case.home_office).state == Handing.DRAFT
    assert case.send(case.home_office).state == Handing.SENT


def test_figures_that_contradict_each_other_are_not_sent(case: StatisticsCase) -> None:
    case.enter(case.home_office, "I.2.1", count="10")
    case.enter(case.home_office, "I.2.2", count="11")
    with pytest.raises(Unfinished) as refused:
        case.send(case.home_office)
    (finding,) = refused.value.wrong
    assert finding.indicator == case.row("I.2.2").pk
    assert finding.message == "11 lớn hơn “Tổng số thủ tục” (10)."
    case.enter(case.home_office, "I.2.2", count="10")
    assert case.send(case.home_office).state == Handing.SENT


def test_what_is_sent_is_locked_until_taken_back_or_returned(case: StatisticsCase) -> None:
    sheet = case.send(case.home_office)
    with pytest.raises(Locked, match="Phiếu đã gửi"):
        case.enter(case.home_office, "I.1", count="1")
    sheet_move(sheet=sheet, verb=Verb.WITHDRAW, actor=case.home_official, at=case.at)
    assert case.enter(case.home_office, "I.1", count="1")
    sheet = case.send(case.home_office)
    with pytest.raises(Invalid, match="lý do"):
        sheet_move(sheet=sheet, verb=Verb.RETURN, actor=case.standing, at=case.at)
    sheet_move(sheet=sheet, verb=Verb.RETURN, actor=case.standing, at=case.at, reason="Thiếu mục 2")
    returned = case.sheet(case.home_office)
    assert (returned.state, returned.reason) == (Handing.RETURNED, "Thiếu mục 2")
    assert case.enter(case.home_office, "I.1", count="2")


def test_what_is_returned_late_needs_a_new_day(case: StatisticsCase) -> None:
    sheet = case.send(case.home_office)
    late = case.now.due_at + timedelta(days=1)
    with pytest.raises(Invalid, match="hạn gửi lại"):
        sheet_move(sheet=sheet, verb=Verb.RETURN, actor=case.standing, at=late, reason="Sai")
    sheet_move(
        sheet=sheet,
        verb=Verb.RETURN,
        actor=case.standing,
        at=late,
        reason="Sai",
        until=late + timedelta(days=2),
    )
    assert case.enter(case.home_office, "I.1", count="2", at=late)


def test_nobody_receives_what_he_sent_and_a_step_happens_once(case: StatisticsCase) -> None:
    sheet = case.send(case.home_office)
    with pytest.raises(Forbidden):
        sheet_move(sheet=sheet, verb=Verb.ACCEPT, actor=case.home_official, at=case.at)
    stale = case.sheet(case.home_office)
    sheet_move(sheet=sheet, verb=Verb.ACCEPT, actor=case.standing, at=case.at)
    with pytest.raises(Conflict):
        sheet_move(sheet=stale, verb=Verb.ACCEPT, actor=case.standing, at=case.at)


def test_a_row_moves_to_another_office(case: StatisticsCase) -> None:
    row = case.row("I.2.1")
    with pytest.raises(Forbidden):
        reporters_assign(
            collection=case.collection, offices={row.pk: [case.justice]}, actor=case.home_official
        )
    reporters_assign(
        collection=case.collection, offices={row.pk: [case.justice]}, actor=case.standing
    )
    with pytest.raises(Forbidden):
        case.enter(case.home_office, "I.2.1", count="1")
    assert case.enter(case.justice, "I.2.1", count="1")
    with pytest.raises(Invalid):
        reporters_assign(
            collection=case.collection, offices={row.pk: [case.communes[0]]}, actor=case.standing
        )


def test_offices_are_found_by_the_names_that_the_form_prints(case: StatisticsCase) -> None:
    assigned = case.collection.reporters.values_list("indicator__code", "office__name")
    assert sorted(assigned) == [
        ("I.1", "Phòng Nội vụ huyện Thử"),
        ("I.1", "Phòng Tư pháp huyện Thử"),
        ("I.2.1", "Phòng Nội vụ huyện Thử"),
        ("I.2.2", "Phòng Nội vụ huyện Thử"),
        ("I.3", "Phòng Nội vụ huyện Thử"),
        ("I.5", "Phòng Tư pháp huyện Thử"),
    ]


def test_who_has_not_sent_is_told_of_a_period_and_of_a_new_day(case: StatisticsCase) -> None:
    column = Column(2031, date(2031, 12, 31), "Năm 2031", timezone.now() + timedelta(days=9))
    period = period_open(collection=case.collection, column=column, actor=case.standing)
    told = Notice.objects.filter(title__startswith="Nhập số liệu Năm 2031: gửi trước")
    people = {
        case.home_official.pk,
        case.justice_official.pk,
        *(p.pk for p in case.officials.values()),
    }
    assert set(told.values_list("recipient", flat=True)) == people
    period_due_set(period=period, due_at=column.due_at + timedelta(days=2), actor=case.standing)
    assert told.count() == 2 * len(people)
    past = Column(2014, date(2014, 12, 31), "Năm 2014", timezone.now() - timedelta(days=9))
    period_open(collection=case.collection, column=past, actor=case.standing)
    assert not Notice.objects.filter(title__contains="2014").exists()


def test_the_journal_of_the_subtree_has_its_figures(case: StatisticsCase) -> None:
    make_unit(kind=UnitKind.PROVINCE)
    auditor = make_user(role=Role.AUDITOR, on=case.district)
    elsewhere = make_user(role=Role.AUDITOR, on=make_unit("huyện Khác", kind=UnitKind.DISTRICT))
    case.enter(case.home_office, "I.1", count="5")
    wanted = {"statistics.open", "statistics.enter"}
    assert wanted <= set(readable_events(auditor).values_list("action", flat=True))
    assert not readable_events(elsewhere).filter(action__in=wanted).exists()
