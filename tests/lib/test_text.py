import unicodedata
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parindex.lib.text import fold, list_letters, nfc, sort_key


def test_composed_and_decomposed_names_become_one() -> None:
    assert nfc(unicodedata.normalize("NFD", "Vân Canh")) == "Vân Canh"


@pytest.mark.parametrize(
    "ordered",
    [
        ["An Nhơn", "Ăn", "Ân Thi", "Ba Vì", "Dĩ An", "Đà Nẵng", "Ê Đê"],
        ["ma", "mà", "mả", "mã", "má", "mạ", "mă", "mắ", "mâ", "mấ"],
        ["o", "ô", "ơ", "u", "ư"],
        ["Hoa Bình", "Hoa Sơn", "Hòa An", "Hòa Bình"],
        ["Phường 2", "Phường 10", "Phường Hai"],
        ["Long", "Long Phú", "Long Phước"],
        ["Xã A", "xã B", "XÃ C"],
    ],
)
def test_it_sorts_like_a_vietnamese_dictionary(ordered: list[str]) -> None:
    names = list(reversed(ordered))
    names.sort(key=sort_key)
    assert names == ordered


def test_the_place_of_the_tone_mark_does_not_matter() -> None:
    assert sort_key("Hoà")[0] == sort_key("Hòa")[0]


def test_decomposed_names_sort_like_composed_ones() -> None:
    name = "Thừa Thiên Huế"
    assert sort_key(unicodedata.normalize("NFD", name)) == sort_key(name)


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_two_texts_can_be_compared(first: str, second: str) -> None:
    assert sort_key(first) <= sort_key(second) or sort_key(second) <= sort_key(first)


def test_search_ignores_accents_case_and_extra_blanks() -> None:
    assert fold("  Đồng   Nai ") == "dong nai"
    assert fold("PHƯỜNG Ấp Bắc") == "phuong ap bac"
    assert fold(unicodedata.normalize("NFD", "Đắk Lắk")) == "dak lak"


def test_lists_are_lettered_as_in_official_papers() -> None:
    assert list(islice(list_letters(), 8)) == ["a", "b", "c", "d", "đ", "e", "g", "h"]


def test_long_lists_go_on_with_double_letters() -> None:
    letters = list(islice(list_letters(), 25))
    assert letters[22:] == ["y", "aa", "bb"]
    assert len(set(letters)) == 25
