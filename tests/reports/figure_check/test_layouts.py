"""The slips of the Vân Canh report are found, and nothing else, however the tables are laid out."""

from collections import Counter
from itertools import product

import pytest

from reports.figure_check import Findings, check_sheets
from tests.reports.figure_check.workbooks import Look, pasted, sheets_of

LOOKS = [
    Look(),
    *(
        Look(sheets=s, numbers=n)
        for s, n in product(("one", "by table", "by field"), ("real", "dots", "commas", "mixed"))
    ),
    *(
        Look(header=h, causes=c)
        for h, c in product(
            ("plain", "code", "two rows", "reordered", "extra"), ("text", "column", "sheet", "none")
        )
    ),
    *(Look(header="no code", causes=c) for c in ("text", "sheet", "none")),
    *(
        Look(summary=s, numbers=n)
        for s, n in product(
            ("pairs", "columns", "one row", "no years first", "none"), ("real", "dots", "commas")
        )
    ),
    *(
        Look(loose=value, sheets=s, numbers=n)
        for value, s, n in product(
            ("text", "pairs", "table", "none"), ("one", "by field"), ("real", "commas")
        )
    ),
    *(
        Look(sub_codes=c, sheets=s)
        for c, s in product(("bullets", "coded", "letters"), ("one", "by field"))
    ),
    Look(causes="below"),
    Look(causes="below", sheets="by field"),
    Look(positive=True),
    Look(positive=True, numbers="commas", sheets="by field"),
    Look(shows_field_code=True),
    Look(has_page_breaks=True),
    Look(has_page_breaks=True, sheets="by field", header="two rows"),
    Look(has_page_breaks=True, header="reordered", numbers="mixed"),
    Look(offset=1),
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
