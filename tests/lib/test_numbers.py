from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parindex.lib.numbers import (
    NumberError,
    format_decimal,
    format_percent,
    format_signed,
    half_up,
    parse_amount,
    parse_count,
    parse_decimal,
    parse_percent,
    parse_plain,
    plain,
)

scores = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,5", "1.5"),
        ("1.5", "1.5"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1.234.567", "1234567"),
        ("1.234.567,8", "1234567.8"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234\u00a0567", "1234567"),
        (" 12 ", "12"),
        ("-0,07", "-0.07"),
        ("\u22120,07", "-0.07"),
        ("+6,22", "6.22"),
        (",5", "0.5"),
        ("0,00", "0"),
        ("-0", "0"),
    ],
)
def test_it_reads_what_people_type(text: str, value: str) -> None:
    assert parse_decimal(text) == Decimal(value)


def test_minus_zero_is_plain_zero() -> None:
    assert not parse_decimal("-0").is_signed()


@pytest.mark.parametrize(
    "text",
    [
        *("", "  ", "abc", "5,", "1e5", "1E5", "NaN", "Infinity", "-inf", "１", "0x1", "1_000"),
        *("1.2.3", "1,2,3", "1..5", "--1", "1 5", "12.34,5"),
        *("9" * 16, "0," + "1" * 11, "9" * 5000),
    ],
)
def test_it_refuses_what_is_no_number(text: str) -> None:
    with pytest.raises(NumberError):
        parse_decimal(text)


def test_the_message_names_what_was_found_and_what_is_expected() -> None:
    with pytest.raises(NumberError) as error:
        parse_decimal(" abc ")
    assert str(error.value) == '"abc" không phải là số. Nhập ví dụ 1,5 hoặc 1.5.'


def test_the_message_never_repeats_a_very_long_text() -> None:
    with pytest.raises(NumberError) as error:
        parse_decimal("x" * 10_000)
    assert len(str(error.value)) < 120


@pytest.mark.parametrize(
    ("text", "as_count", "as_score"),
    [("3.571", 3571, "3.571"), ("12.000", 12000, "12"), ("999.999", 999999, "999.999")],
)
def test_one_dot_and_three_digits_depends_on_the_context(
    text: str, as_count: int, as_score: str
) -> None:
    assert parse_count(text) == as_count
    assert parse_decimal(text, whole=True) == as_count
    assert parse_decimal(text) == Decimal(as_score)


def test_a_dot_after_a_leading_zero_is_always_decimal() -> None:
    assert parse_decimal("0.571", whole=True) == Decimal("0.571")


@pytest.mark.parametrize(
    ("text", "value"), [("232", 232), ("0", 0), ("3.571", 3571), ("1.234.567", 1234567), ("5,0", 5)]
)
def test_it_reads_counts(text: str, value: int) -> None:
    count = parse_count(text)
    assert count == value
    assert type(count) is int


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("1,5", "Nhập số không có phần thập phân"),
        ("3,571", "Nhập số không có phần thập phân"),
        ("-3", "là số âm"),
        ("hai", "không phải là số nguyên"),
    ],
)
def test_it_refuses_counts_that_are_not_whole(text: str, complaint: str) -> None:
    with pytest.raises(NumberError, match=complaint):
        parse_count(text)


@pytest.mark.parametrize("text", ["75,62", "75.62", "75,62%", "75,62 %", " 75,62\u00a0% "])
def test_it_reads_percentages_with_or_without_the_sign(text: str) -> None:
    assert parse_percent(text) == Decimal("75.62")


def test_a_percentage_says_what_is_expected() -> None:
    with pytest.raises(NumberError, match=r"98,26 hoặc 98,26%"):
        parse_percent("75,62%%")


def test_an_ambiguous_amount_is_asked_back() -> None:
    with pytest.raises(NumberError, match="Nhập 3571 hoặc 3,571"):
        parse_amount("3.571")
    assert parse_amount("3.571,0") == 3571
    assert parse_amount("3571") == 3571


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1.50", "1.5"),
        ("5.00", "5"),
        ("1E+3", "1000"),
        ("0.00", "0"),
        ("-0.0", "0"),
        ("100", "100"),
    ],
)
def test_a_number_has_one_stored_spelling(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text
    assert parse_plain(text) == Decimal(value)


@pytest.mark.parametrize("text", ["1,5", "1e3", " 1", "", "NaN", "--1"])
def test_only_the_stored_spelling_is_read_back(text: str) -> None:
    with pytest.raises(NumberError):
        parse_plain(text)


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        (Decimal("0.125"), "0.13"),
        (Decimal("0.135"), "0.14"),
        (Decimal("2.675"), "2.68"),
        (Decimal("-0.125"), "-0.13"),
        (Fraction(232, 270), "0.86"),
        (Fraction(1, 200), "0.01"),
        (7, "7.00"),
    ],
)
def test_half_goes_up_never_to_even(value: Decimal | Fraction | int, rounded: str) -> None:
    assert str(half_up(value)) == rounded


def test_rounding_to_nothing_has_no_minus() -> None:
    assert str(half_up(Decimal("-0.001"))) == "0.00"


def test_a_float_is_refused() -> None:
    with pytest.raises(TypeError):
        half_up(0.1)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "full", "stripped"),
    [
        ("1234.56", "1.234,56", "1.234,56"),
        ("6.46", "6,46", "6,46"),
        ("5", "5,00", "5"),
        ("0.5", "0,50", "0,5"),
        ("-0.07", "\u22120,07", "\u22120,07"),
        ("100", "100,00", "100"),
        ("1000000", "1.000.000,00", "1.000.000"),
        ("-0.001", "0,00", "0"),
    ],
)
def test_it_writes_numbers_the_vietnamese_way(value: str, full: str, stripped: str) -> None:
    assert format_decimal(Decimal(value)) == full
    assert format_decimal(Decimal(value), strip=True) == stripped


def test_a_missing_number_is_a_dash() -> None:
    assert format_decimal(None) == format_signed(None) == format_percent(None) == "\u2013"


def test_changes_carry_their_sign() -> None:
    assert format_signed(Decimal("6.22")) == "+6,22"
    assert format_signed(Decimal("-0.07")) == "\u22120,07"
    assert format_signed(Decimal("0.001")) == "0"
    assert format_signed(Decimal(19), strip=True) == "+19"


def test_percentages_end_with_the_sign() -> None:
    assert format_percent(Decimal("75.62")) == "75,62%"
    assert format_percent(Fraction(100), strip=True) == "100%"


@given(scores)
def test_what_is_written_can_be_read(value: Decimal) -> None:
    assert parse_decimal(format_decimal(value)) == value
    assert parse_plain(plain(value)) == value


@given(st.integers(min_value=0, max_value=10**15 - 1))
def test_a_written_count_can_be_read(value: int) -> None:
    assert parse_count(format_decimal(value, places=0)) == value


@given(st.fractions(min_value=-1000, max_value=1000), st.integers(min_value=0, max_value=6))
def test_rounding_moves_by_at_most_half_a_step(value: Fraction, places: int) -> None:
    rounded = half_up(value, places)
    assert abs(Fraction(rounded) - value) * 2 <= Fraction(1, 10**places)
    assert rounded.as_tuple().exponent == -places


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_a_clear_refusal(text: str) -> None:
    try:
        told = str(parse_decimal(text).is_finite())
    except NumberError as error:
        told = str(error)
    assert told == "True" or "Nhập" in told
