"""Every workbook of past results that should fail says where and why, and writes nothing."""

from pathlib import Path

import pytest
from django.utils.html import escape

from assessments.models import Assessment, RecordedResult
from assessments.recorded.complaints import OF_RESULTS
from assessments.recorded.planning import plan_of
from parindex.lib.workbooks import WorkbookRefused
from parindex.lib.workbooks.complaints import NOT_A_DAY, OF_ANY_WORKBOOK
from parindex.units.models import WorkbookUpload
from tests.assessments.past import Past, make_past
from tests.workbooks.recorded_cases import GOOD, WRONG, Case

pytestmark = pytest.mark.django_db

FOLDER = Path(__file__).resolve().parent
GOOD_FOLDER, WRONG_FOLDER = FOLDER / "recorded", FOLDER / "should_fail" / "recorded"


@pytest.fixture
def past(db: None) -> Past:
    return make_past()


def test_the_folders_hold_exactly_the_cases() -> None:
    assert {path.stem for path in GOOD_FOLDER.glob("*.xlsx")} == {case.name for case in GOOD}
    assert {path.stem for path in WRONG_FOLDER.glob("*.xlsx")} == {case.name for case in WRONG}


def test_every_message_is_exercised_by_a_workbook() -> None:
    """The template has no column for days."""
    rules = {c.rule for c in (*OF_ANY_WORKBOOK, *OF_RESULTS)} - {NOT_A_DAY.rule}
    assert {fault.rule for case in WRONG for fault in case.faults} == rules


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case.name)
def test_a_wrong_workbook_names_the_cell_and_how_to_mend_it(case: Case, past: Past) -> None:
    path = WRONG_FOLDER / f"{case.name}.xlsx"
    with path.open("rb") as file, pytest.raises(WorkbookRefused) as refused:
        plan_of(file, past.campaign)
    found = [(e.sheet, e.cell, e.rule, e.found) for e in refused.value.errors]
    assert found == [(f.sheet, f.cell, f.rule, f.found) for f in case.faults]
    response = past.send(path)
    assert response.status_code == 422
    page = response.content.decode()
    for error in refused.value.errors:
        assert escape(error.expected) in page
        assert escape(error.mend) in page
        assert f"{error.sheet}, {error.cell}" in page or not error.cell
        assert "%(" not in str(error)
    assert not RecordedResult.objects.exists()
    assert not Assessment.objects.exists()
    assert not WorkbookUpload.objects.exists()


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case.name)
def test_a_good_workbook_shows_a_dry_run_and_writes_nothing_yet(case: Case, past: Past) -> None:
    response = past.send(GOOD_FOLDER / f"{case.name}.xlsx")
    assert response.status_code == 302, response.content.decode()
    assert past.client.get(response["Location"]).status_code == 200
    assert not RecordedResult.objects.exists()
