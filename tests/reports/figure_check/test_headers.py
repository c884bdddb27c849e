"""Tables are known by their headings: many words for the same column, in one row or two."""

from collections import Counter

import pytest

from tests.reports.figure_check import van_canh
from tests.reports.figure_check.tables import check, found

PLAIN = ["Mã", "Nội dung", "Điểm tối đa", "Điểm đạt được", "Điểm bị trừ"]
OTHERS = [
    ["Mã số", "STT", "TT", "Tiêu chí", "Mã tiêu chí", "Số TT", "Mã/TT", "Ký hiệu", "Chỉ mục", ""],
    ["Tên tiêu chí", "Tiêu chí/Nội dung", "Nội dung đánh giá", "Lĩnh vực/Tiêu chí", "Diễn giải"],
    ["Tối đa", "Điểm chuẩn", "Thang điểm", "ĐIỂM TỐI ĐA", "Điểm tối đa năm 2021"],
    ["Đạt", "Đạt được", "Điểm thẩm định", "Điểm số", "Điểm", "Kết quả đạt được năm 2021"],
    ["Điểm trừ", "Bị trừ", "Số điểm bị trừ", "Điểm mất", "Trừ"],
]


def headings() -> list[list[str]]:
    found = []
    for column, words in enumerate(OTHERS):
        found += [[*PLAIN[:column], word, *PLAIN[column + 1 :]] for word in words]
    return found


@pytest.mark.parametrize("heading", headings(), ids="|".join)
def test_a_detail_table_is_known_by_many_words(heading: list[str]) -> None:
    names = van_canh.names()
    rows = [[code, names[code], *figures] for code, *figures in van_canh.PRINTED.detail]
    slips = found(check("\n".join("|".join(row) for row in (heading, *rows))))
    assert {(code, kind, right) for code, kind, _, right in slips} == van_canh.DETAIL_SLIPS


PAIRS = "TT|Lĩnh vực|"
TWO_ROWS = "||Điểm đạt/tối đa|Tỷ lệ (%)|Điểm đạt/tối đa|Tỷ lệ (%)|"


@pytest.mark.parametrize(
    "heading",
    [
        f"{PAIRS}Điểm 2020|% 2020|Điểm 2021|% 2021|Tăng/giảm",
        f"{PAIRS}2020|%|2021|%|+/-",
        f"{PAIRS}Năm 2020 (điểm/tối đa)|Tỷ lệ 2020|Năm 2021 (điểm/tối đa)|Tỷ lệ 2021|So sánh",
        f"{PAIRS}Năm 2020||Năm 2021||Tăng, giảm\n{TWO_ROWS}",
        f"{PAIRS}Năm 2020|Năm 2021|Tăng/giảm (%)\n{TWO_ROWS.strip('|')}",
        f"{PAIRS}Năm trước||Năm nay||Tăng/giảm (%)\n{TWO_ROWS}",
        f"{PAIRS}Kết quả năm 2020||Kết quả năm 2021||Chênh lệch\n||Điểm số|%|Điểm số|%|",
        f"{PAIRS}Năm 2020||Năm 2021||Tăng/giảm (%)\n{TWO_ROWS}\n(1)|(2)|(3)|(4)|(5)|(6)|(7)",
    ],
)
def test_a_table_of_two_years_is_known_by_many_words(heading: str) -> None:
    names = van_canh.names()
    rows = [
        "|".join([code, names[code], f"{a0}/{m0}", p0, f"{a1}/{m1}", p1, change])
        for code, a0, m0, p0, a1, m1, p1, change in van_canh.PRINTED.summary
    ]
    slips = Counter(found(check("\n".join((heading, *rows)))))
    assert slips == Counter([("4", "percent", "64.2", "64.3"), ("4", "percent", "85.6", "85.7")])
