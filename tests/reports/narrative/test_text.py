"""What a typed text becomes: nothing but paragraphs, lists, tables and figures."""

import pytest
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from reports.models import OutlineSection
from reports.narrative.numbering import renumbered
from reports.narrative.pages import compared
from reports.narrative.text import lost, plain, references, to_html


def html(text: str) -> str:
    return to_html(text, show=plain, figure=lost)


def test_enter_begins_a_new_paragraph() -> None:
    assert html("Một\nHai\n\nBa") == "<p>Một</p><p>Hai</p><p>Ba</p>"


def test_lists_carry_the_marks_of_vietnamese_papers() -> None:
    assert html("- một\n- hai\n  - nhỏ") == "<p>- một</p><p>- hai</p><p>+ nhỏ</p>"
    six = "\n".join(f"{number}. ý" for number in range(1, 7))
    assert html(six) == "".join(f"<p>{letter}) ý</p>" for letter in "abcdđe")


def test_a_list_that_was_interrupted_goes_on() -> None:
    assert html("1. một\nlời thêm\n2. hai") == "<p>a) một</p><p>lời thêm</p><p>b) hai</p>"


def test_a_table_has_a_head_and_aligned_cells() -> None:
    assert html("| Cấp | Tỷ lệ |\n|---|--:|\n| xã | 99% |") == (
        '<table><thead><tr><th>Cấp</th><th class="r">Tỷ lệ</th></tr></thead>'
        '<tbody><tr><td>xã</td><td class="r">99%</td></tr></tbody></table>'
    )


def test_headings_and_weight() -> None:
    assert html("# Đề mục\n**đậm** và *nghiêng*") == (
        '<p class="lead"><strong>Đề mục</strong></p><p><strong>đậm</strong> và <em>nghiêng</em></p>'
    )


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "[a](javascript:alert(1))", "![x](http://x)", "<b>x"]
)
def test_no_markup_of_the_web_passes(text: str) -> None:
    shown = html(text)
    assert shown == f"<p>{plain(text)}</p>"


@given(st.text(alphabet="<>&\"'[]()!*_#|-+1. \naă", max_size=80))
def test_whatever_is_typed_gives_only_known_tags(text: str) -> None:
    shown = html(text)
    for tag in ("p", "strong", "em", "table", "thead", "tbody", "tr", "th", "td", "mark"):
        shown = shown.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
    for tag in ('<p class="lead">', '<th class="r">', '<th class="c">', '<td class="r">'):
        shown = shown.replace(tag, "")
    shown = shown.replace('<td class="c">', "").replace('<mark class="lost">', "")
    assert "<" not in shown
    assert ">" not in shown


def test_references_are_found_once_and_shown_by_the_caller() -> None:
    text = "Đạt [[chi-so-2021]], hạng [[ hang-2021 ]]; [[chi-so-2021]]. [[khong ma]]"
    assert references(text) == ["chi-so-2021", "hang-2021"]

    def value(code: str) -> SafeString:
        return plain(f"<{code}>")

    assert to_html("Đạt [[a]]", show=plain, figure=value) == "<p>Đạt &lt;a&gt;</p>"


def test_numbers_close_up_where_a_section_is_left_out() -> None:
    rows = [(1, "Phần thứ nhất"), (2, "I"), (3, "1"), (4, "1.1"), (4, "1.3"), (3, "4"), (4, "4.1")]
    rows += [(5, "a"), (5, "b"), (5, "c"), (5, "d"), (5, "e"), (2, "III"), (3, "2")]
    sections = [OutlineSection(level=level, number=number) for level, number in rows]
    assert renumbered(sections) == [
        *("Phần thứ nhất", "I", "1", "1.1", "1.2", "2", "2.1"),
        *("a", "b", "c", "d", "đ", "II", "1"),
    ]


def test_two_texts_are_compared_line_by_line() -> None:
    found = compared("Một\n\nHai\nBa", "Một\nHai mới\nBa\nBốn")
    assert [(line.mark, line.text) for line in found] == [
        ("", "Một"),
        ("-", "Hai"),
        ("+", "Hai mới"),
        ("", "Ba"),
        ("+", "Bốn"),
    ]
