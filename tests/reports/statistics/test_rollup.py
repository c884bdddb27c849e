"""Adding up: counts, percentages from counts, merged units, how many are in."""

from decimal import Decimal

import pytest

from reports.models import IndicatorValue
from reports.statistics.figures import Figure
from reports.statistics.rollup import Total, by_unit, previous_figures, previous_period, totals
from tests.reports.statistics.cases import StatisticsCase, merge


def total(case: StatisticsCase, code: str) -> Total:
    return totals(case.collection, [case.now])[case.now.pk, case.row(code).pk]


def test_offices_and_communes_add_up(case: StatisticsCase) -> None:
    case.enter(case.home_office, "I.3", count="4")
    case.enter(case.communes[0], "I.3", count="3")
    case.enter(case.communes[1], "I.3", count="0")
    for unit in (case.home_office, *case.communes[:2]):
        case.send(unit)
    found = total(case, "I.3")
    assert found.figure == Figure(count=7)
    assert (found.reported, found.asked, found.completeness) == (3, 4, "3/4")
    assert not found.is_complete


def test_what_is_not_sent_does_not_count(case: StatisticsCase) -> None:
    case.enter(case.communes[0], "I.3", count="3")
    found = total(case, "I.3")
    assert (found.words, found.completeness) == ("–", "0/4")


def test_a_percentage_is_that_of_the_added_counts_not_a_mean(case: StatisticsCase) -> None:
    case.enter(case.communes[0], "I.2.3", numerator="1", denominator="1")
    case.enter(case.communes[1], "I.2.3", numerator="0", denominator="99")
    case.enter(case.communes[2], "I.2.3", percent="100")
    for unit in case.communes:
        case.send(unit)
    found = total(case, "I.2.3")
    assert found.figure == Figure(numerator=1, denominator=100, percent=Decimal("1.000000000"))
    assert found.in_full == "1% (1/100)"
    assert found.completeness == "2/3"
    assert found.remark == "1 đơn vị chỉ có tỷ lệ, chưa cộng được"


def test_of_one_unit_asked_its_own_figure_stands(case: StatisticsCase) -> None:
    case.enter(case.justice, "I.5", text="Tờ rơi")
    case.send(case.justice)
    found = total(case, "I.5")
    assert (found.words, found.completeness) == ("Tờ rơi", "")


def test_yes_and_no_are_counted(case: StatisticsCase) -> None:
    for unit, answer in zip(case.communes, "110", strict=True):
        case.enter(unit, "I.4", count=answer)
        case.send(unit)
    assert total(case, "I.4").words == "2/3 có"


def test_every_figure_takes_the_same_few_queries(
    case: StatisticsCase, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        totals(case.collection, [case.last, case.now])


def test_last_years_figure_of_a_merged_unit_is_the_sum_of_its_predecessors(
    case: StatisticsCase,
) -> None:
    first, second, _third = case.communes
    for unit, good in ((first, "9"), (second, "8")):
        case.enter(unit, "I.3", period=case.last, count=good)
        case.enter(unit, "I.2.3", period=case.last, numerator=good, denominator="10")
        case.send(unit, case.last)
    made = merge(case, [first, second], "xã Mới")
    sheet = case.sheet(made)
    period = previous_period(case.now)
    assert period == case.last
    before = previous_figures(sheet, period)
    count, share = before[case.row("I.3").pk], before[case.row("I.2.3").pk]
    assert (count.figure, count.mark) == (Figure(count=17), "gộp từ 2 đơn vị")
    assert (share.figure.numerator, share.figure.denominator) == (17, 20)
    assert share.figure.percent == 85
    table = by_unit(case.collection, case.row("I.3"), [case.last, case.now])
    assert table[made.pk, case.last.pk].figure == Figure(count=17)
    assert table[first.pk, case.last.pk].of == 0


def test_a_unit_that_was_split_gives_nobody_its_sum(case: StatisticsCase) -> None:
    first = case.communes[0]
    case.enter(first, "I.3", period=case.last, count="9")
    case.send(first, case.last)
    one, _other = merge(case, [first], "xã Nửa"), merge(case, [first], "xã Nửa kia")
    assert previous_figures(case.sheet(one), case.last) == {}


def test_a_unit_with_its_own_figure_shows_no_sum(case: StatisticsCase) -> None:
    unit = case.communes[2]
    case.enter(unit, "I.3", period=case.last, count="5")
    before = previous_figures(case.sheet(unit), case.last)
    assert before[case.row("I.3").pk].mark == ""
    assert IndicatorValue.objects.count() == 1


@pytest.mark.parametrize("who", ["home_office", "justice"])
def test_the_first_period_has_no_year_before(case: StatisticsCase, who: str) -> None:
    assert previous_period(case.last) is None
    assert previous_figures(case.sheet(getattr(case, who), case.last), None) == {}
