"""Phrases of papers: numbers, bands, changes, and what never breaks across lines."""

from decimal import Decimal

import pytest

from reports.documents.phrases import (
    band_words,
    change_text,
    change_words,
    counted,
    group_name,
    points_of,
    sentence,
)
from reports.documents.wording import Wording
from reports.exact_json import Value, dumps
from reports.models import Section
from reports.services.wording import Passage
from reports.templatetags.papers import keep
from reports.unit_result import Group, Part


@pytest.mark.parametrize(
    ("change", "table", "words"),
    [
        ("6.22", "+6,2", "tăng 6,2 điểm phần trăm"),
        ("-0.5", "−0,5", "giảm 0,5 điểm phần trăm"),
        ("0", "0", "không thay đổi"),
        ("0.04", "+0,04", "tăng 0,04 điểm phần trăm"),
        ("19.034", "+19,0", "tăng 19 điểm phần trăm"),
        ("1.25", "+1,3", "tăng 1,3 điểm phần trăm"),
    ],
)
def test_a_change_is_rounded_half_up_and_never_rounded_away(
    change: str, table: str, words: str
) -> None:
    assert change_text(Decimal(change)) == table
    assert change_words(Decimal(change), 1) == words


@pytest.mark.parametrize(
    ("floor", "ceiling", "words"),
    [
        ("70", "80", "từ 70% đến dưới 80%"),
        ("90", None, "từ 90% trở lên"),
        ("0", "60", "dưới 60%"),
        ("62.5", "70", "từ 62,5% đến dưới 70%"),
    ],
)
def test_a_band_is_half_open(floor: str, ceiling: str | None, words: str) -> None:
    group = Group("Nhóm 3", Decimal(floor), Decimal(ceiling) if ceiling else None, ())
    assert band_words(group) == words


def test_a_label_that_says_its_band_is_not_said_twice() -> None:
    group = Group("Nhóm 3 (từ 70% đến dưới 80%)", Decimal(70), Decimal(80), ())
    assert band_words(group) == ""
    assert group_name(group) == "nhóm 3 (từ 70% đến dưới 80%)"
    assert group_name(Group("Xuất sắc", Decimal(90), None, ())) == "nhóm “Xuất sắc”"


def test_small_counts_take_a_zero() -> None:
    assert (counted(1), counted(12)) == ("01", "12")


def test_points_are_unknown_before_they_are_zero() -> None:
    assert points_of(Part(None, Decimal(10))) == "–"
    assert points_of(Part(Decimal(0), Decimal(10))) == "0/10"


@pytest.mark.parametrize(
    ("text", "ended"),
    [("Thiếu báo cáo", "Thiếu báo cáo."), ("Đạt.", "Đạt."), ("Gồm a;", "Gồm a."), (" x ", "x.")],
)
def test_a_sentence_ends_once(text: str, ended: str) -> None:
    assert sentence(text) == ended


def test_the_number_of_a_document_stays_on_one_line_and_text_stays_text() -> None:
    html = keep("Căn cứ Quyết định số 313/QĐ-UBND <b>ngày</b> 26/01/2022")
    assert html == (
        'Căn cứ Quyết định <span class="keep">số 313/QĐ-UBND</span>'
        " &lt;b&gt;ngày&lt;/b&gt; 26/01/2022"
    )


def test_wording_is_found_by_section_in_order() -> None:
    wording = Wording(
        (
            Passage(Section.BASIS, ("a", "b")),
            Passage(Section.PROPOSAL, ("c",), "Phòng Nội vụ"),
            Passage(Section.BASIS, ("d",)),
        )
    )
    assert wording.lines(Section.BASIS) == ("a", "b", "d")
    assert wording.first(Section.PROPOSAL).heading == "Phòng Nội vụ"
    assert wording.first(Section.SIGNER) == Passage(Section.SIGNER)


def test_json_numbers_are_the_decimals_themselves() -> None:
    value: Value = {
        "a": Decimal("0.10"),
        "b": [1, None, True, 'x"y'],
        "c": [],
        "đ": Decimal("1E+2"),
    }
    assert dumps(value) == (
        '{\n  "a": 0.10,\n  "b": [\n    1,\n    null,\n    true,\n    "x\\"y"\n  ],\n'
        '  "c": [],\n  "đ": 100\n}'
    )
