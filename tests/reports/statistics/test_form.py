"""The form of the fixture, as its paper prints it."""

import pytest

from reports.models import Indicator, IndicatorCheck, IndicatorSet, IndicatorTable
from reports.statistics.loading import indicator_sets_load

CODE = "TK-CCHC-HUYEN-2020"


@pytest.fixture
def form(db: None) -> IndicatorSet:
    indicator_sets_load()
    return IndicatorSet.objects.get(code=CODE)


def test_it_has_the_tables_of_the_paper_with_its_gap(form: IndicatorSet) -> None:
    tables = list(form.tables.order_by("position"))
    assert [table.code for table in tables] == ["I", "II", "III", "V", "VI", "VII"]
    assert [table.indicators.count() for table in tables] == [16, 13, 21, 12, 10, 14]
    assert "không có bảng IV" in tables[2].remark
    assert [table.shows_offices for table in tables] == [True, False, False, False, False, True]
    assert tables[1].heading == "Nhiệm vụ/tiêu chí"


def test_it_prints_the_columns_of_the_paper(form: IndicatorSet) -> None:
    labels = [column.label for column in form.columns.order_by("until")]
    assert labels == [*(f"Năm {y}" for y in range(2015, 2020)), "Năm 2020 (Tính đến 31/3)"]


def test_a_row_printed_twice_stays_and_is_entered_once(form: IndicatorSet) -> None:
    doubles = form.indicators.exclude(repeats=None).order_by("position")
    assert [(row.code, row.repeats and row.repeats.code) for row in doubles] == [
        ("III.1.2", "III.1.1"),
        ("III.5.2", "III.5.1"),
    ]
    for row in doubles:
        assert row.repeats
        assert row.name == row.repeats.name
        assert "trùng" in row.remark
        assert not row.is_entered


def test_the_rows_keep_the_printed_numbers_and_slips(form: IndicatorSet) -> None:
    def row(code: str) -> Indicator:
        return form.indicators.get(code=code)

    assert [row(code).number for code in ("I.3", "I.3.1", "II.0.1", "III.1", "VII.14")] == [
        *("3", "-", "", "1.", "14.")
    ]
    assert row("VII.6").offices == "Văn phòng UBNDTP"
    assert row("VII.9").name.startswith("Số cơ quan chuyên môn cấp huyện P,")
    assert "thừa chữ “P”" in row("VII.9").remark
    assert len(row("I.1").offices.splitlines()) == 6


def test_loading_again_changes_nothing(form: IndicatorSet) -> None:
    def rows() -> list[object]:
        return [
            list(IndicatorSet.objects.values_list()),
            list(IndicatorTable.objects.order_by("pk").values_list()),
            list(Indicator.objects.order_by("pk").values_list()),
            list(IndicatorCheck.objects.order_by("pk").values_list("pk", "code", "parts", "whole")),
        ]

    before = rows()
    indicator_sets_load()
    assert rows() == before


def test_every_percentage_says_what_is_counted(form: IndicatorSet) -> None:
    rows = form.indicators.filter(kind="percent")
    assert rows.count() == 8
    assert all(row.part_label and row.whole_label for row in rows)
