"""Each workbook that is wrong is refused with the cell, what it holds and how to mend it."""

import os
from pathlib import Path

import pytest

from criteria.excel import complaints as own
from criteria.excel.reading import FILE_MAX
from criteria.models import CriteriaSet, Criterion
from parindex.history.models import Event
from parindex.lib.workbooks import Complaint, WorkbookRefused
from parindex.lib.workbooks import complaints as common
from tests.criteria.cases import DraftCase
from tests.criteria.excel_places import WRONG, look, make_places
from tests.workbooks.criteria_cases import WRONG as CASES
from tests.workbooks.criteria_cases import Case, both, put, right, saved, say

pytestmark = pytest.mark.django_db

OF_OTHER_READERS = {
    common.FOREIGN.rule: "a table without the mark is read as one of an office's own",
    common.COLUMN_UNKNOWN.rule: "an unknown column is remarked, not refused",
    common.TOO_MANY_ROWS.rule: "a set has its own limit",
}


@pytest.fixture
def places(db: None) -> DraftCase:
    return make_places()


def stored() -> tuple[object, ...]:
    return (
        list(CriteriaSet.objects.order_by("pk").values_list()),
        list(Criterion.objects.order_by("pk").values_list()),
        Event.objects.count(),
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_wrong_workbook_is_refused_at_its_cell(case: Case, places: DraftCase) -> None:
    before = stored()
    chosen = CriteriaSet.objects.get(code=case.into) if case.into else None
    workbook = (WRONG / f"{case.name}.xlsx").read_bytes()
    with pytest.raises(WorkbookRefused) as refused:
        look(workbook, places.standing, chosen)
    found = [e for e in refused.value.errors if e.rule == case.rule.rule]
    assert found, [str(error) for error in refused.value.errors]
    assert (found[0].sheet, found[0].cell) == (case.sheet, case.cell)
    assert case.words in f"{found[0].expected} {found[0].mend}"
    assert "%(" not in str(found[0])
    assert len(refused.value.errors) == 1, [str(error) for error in refused.value.errors]
    assert stored() == before


def test_every_message_has_its_workbook() -> None:
    rules = {complaint.rule for complaint in (*own.ERRORS, *common.OF_ANY_WORKBOOK)}
    assert {case.rule.rule for case in CASES} == rules - OF_OTHER_READERS.keys()
    assert {path.stem for path in WRONG.glob("*.xlsx")} == {case.name for case in CASES}


def test_every_message_is_in_the_list() -> None:
    stated = {value.rule for value in vars(own).values() if isinstance(value, Complaint)}
    assert stated == {complaint.rule for complaint in (*own.ERRORS, *own.REMARKS)}


def test_a_file_that_is_too_large_is_refused_unopened(places: DraftCase, tmp_path: Path) -> None:
    with pytest.raises(WorkbookRefused, match="quá mức 5 MB"):
        look(b"PK\x03\x04" + os.urandom(FILE_MAX), places.standing)


def test_all_errors_of_a_workbook_are_told_at_once_from_the_top_down(places: DraftCase) -> None:
    book = right()
    both(put("rule_kind", "2.1", "Đoán mò"), put("max_score", "1.2", "mười"), say("year", 1926))(
        book
    )
    with pytest.raises(WorkbookRefused) as refused:
        look(saved(book), places.standing)
    assert [error.cell for error in refused.value.errors] == ["B4", "C10", "I12"]
