"""The sets go out as workbooks and come back as what they were."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from openpyxl import load_workbook

from criteria.excel.content import stored_content
from criteria.excel.writing import table_workbook
from criteria.models import CriteriaSet, Criterion, SetStatus
from criteria.services import sets_load
from parindex.history.models import Event
from parindex.units.models import Role, UnitKind, User
from tests.criteria.excel_places import load, look
from tests.factories import make_unit, make_user

pytestmark = pytest.mark.django_db

SETS = {
    "PAR-TINH-1149": ["criteria_province.json"],
    "PAR-XA-2022": ["criteria_commune.json"],
    "BD-HUYEN-2021": ["criteria_district_bd_2020.json", "criteria_district_bd_2021.json"],
}


@pytest.fixture
def administrator() -> User:
    return make_user(role=Role.ADMINISTRATOR, on=make_unit("tỉnh Thử", kind=UnitKind.PROVINCE))


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def fixture(code: str) -> CriteriaSet:
    sets_load(files=[Path(settings.FIXTURE_DIRS[0]) / name for name in SETS[code]])
    return CriteriaSet.objects.get(code=code)


def canonical(criteria_set: CriteriaSet) -> bytes:
    found = stored_content(CriteriaSet.objects.get(code=criteria_set.code))
    return json.dumps(found, ensure_ascii=False, sort_keys=True).encode()


def cells(workbook: bytes) -> list[tuple[str, str, str, str]]:
    """Every cell of every sheet: place, type and value."""
    book = load_workbook(BytesIO(workbook))
    return [
        (ws.title, cell.coordinate, cell.data_type, repr(cell.value))
        for ws in book.worksheets
        for row in ws.iter_rows()
        for cell in row
    ]


@pytest.mark.parametrize("code", SETS)
def test_a_set_comes_back_byte_for_byte(code: str, administrator: User) -> None:
    original = fixture(code)
    before, workbook = canonical(original), table_workbook(original)
    CriteriaSet.objects.filter(code=code).delete()
    plan = load(workbook, administrator)
    again = CriteriaSet.objects.get(code=code)
    assert plan.is_new
    assert plan.remarks == []
    assert plan.count("added") == again.criteria.count()
    assert canonical(again) == before
    # The workbook says in what state the set was; that alone does not come back.
    CriteriaSet.objects.filter(pk=again.pk).update(status=SetStatus.PUBLISHED)
    again.refresh_from_db()
    assert cells(table_workbook(again)) == cells(workbook)


@pytest.mark.parametrize("code", SETS)
def test_an_unchanged_table_changes_nothing(code: str, administrator: User) -> None:
    draft = fixture(code)
    CriteriaSet.objects.filter(pk=draft.pk).update(status=SetStatus.DRAFT)
    draft.refresh_from_db()
    before = list(Criterion.objects.order_by("pk").values_list())
    workbook = table_workbook(draft)
    plan = look(workbook, administrator)
    assert (plan.writes, plan.nodes, plan.info) == (0, [], [])
    assert plan.unchanged == draft.criteria.count()
    assert list(Criterion.objects.order_by("pk").values_list()) == before
    assert not Event.objects.filter(action="criteria_set.import").exists()
