"""The slips of the Vân Canh report are found, and nothing else, however the tables are laid out."""

from collections import Counter
from itertools import product
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.figure_check import Findings, check_sheets
from tests.reports.figure_check.van_canh import RIGHT
from tests.reports.figure_check.workbooks import (
    Causes,
    Header,
    Look,
    Loose,
    Numbers,
    Sheets,
    SubCodes,
    Summary,
    pasted,
    sheets_of,
)

TWO_WAYS: tuple[Numbers, ...] = ("real", "commas")
LOOKS = [
    *(Look(sheets=s, numbers=n) for s, n in product(get_args(Sheets), get_args(Numbers))),
    *(Look(header=h) for h in get_args(Header)),
    *(Look(header="extra", causes=c) for c in get_args(Causes)),
    *(Look(summary=s, numbers=n) for s, n in product(get_args(Summary), TWO_WAYS)),
    *(Look(loose=value, numbers=n) for value, n in product(get_args(Loose), TWO_WAYS)),
    *(Look(sub_codes=c) for c in get_args(SubCodes)),
    Look(positive=True),
    Look(shows_field_code=True),
    Look(has_page_breaks=True, header="two rows", sheets="by field"),
    Look(offset=2, sheets="by table", loose="pairs"),
]


def found_in(findings: Findings) -> Counter[tuple[str, str, str]]:
    return Counter((slip.code, str(slip.kind), slip.recomputed) for slip in findings.slips)


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_it_finds_every_slip_and_nothing_else(look: Look) -> None:
    assert found_in(check_sheets(sheets_of(look))) == look.found


@pytest.mark.parametrize("look", [look for look in LOOKS if not look.offset], ids=str)
def test_it_finds_the_same_in_pasted_text(look: Look) -> None:
    assert found_in(check_sheets(pasted(look))) == look.found


def sampled(choices: object) -> st.SearchStrategy[object]:
    return st.sampled_from(get_args(choices))


def looks(**fixed: object) -> st.SearchStrategy[Look]:
    return st.builds(
        Look,
        sheets=sampled(Sheets),
        numbers=sampled(Numbers),
        header=sampled(Header),
        summary=sampled(Summary),
        sub_codes=sampled(SubCodes),
        causes=st.sampled_from(("text", "sheet", "none")),
        loose=sampled(Loose),
        shows_field_code=st.booleans(),
        positive=st.booleans(),
        has_page_breaks=st.booleans(),
        **{name: st.just(value) for name, value in fixed.items()},
    )


@settings(max_examples=40, deadline=None, derandomize=True)
@given(look=looks())
def test_any_mixture_of_habits_gives_the_same_slips(look: Look) -> None:
    assert found_in(check_sheets(sheets_of(look))) == look.found


@settings(max_examples=40, deadline=None, derandomize=True)
@given(look=looks(figures=RIGHT))
def test_a_right_paper_has_no_slip(look: Look) -> None:
    findings = check_sheets(sheets_of(look))
    assert [slip.message for slip in findings.slips] == []
    assert findings.rows_checked >= len(RIGHT.detail)
