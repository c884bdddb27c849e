"""Units travel through Excel by their codes."""

import unicodedata
from datetime import date, datetime
from typing import Any

import pytest
from tablib.core import Dataset

from parindex.units.models import Unit, UnitKind
from parindex.units.resources import UnitResource
from tests.factories import make_unit

pytestmark = pytest.mark.django_db

UNITS: Any = UnitResource
HEADERS = ["Mã", "Tên đơn vị", "Loại", "Mã đơn vị cấp trên", "Có hiệu lực từ", "Thứ tự"]


def read(*rows: list[Any]) -> Any:
    workbook = Dataset()
    workbook.load(Dataset(*rows, headers=HEADERS).export("xlsx"), format="xlsx")
    return UNITS().import_data(workbook, dry_run=False)


def errors(result: Any) -> str:
    shown = [str(error.error) for _row, found in result.row_errors() for error in found]
    return " ".join(shown + [str(row.error) for row in result.invalid_rows])


def test_new_units_come_in_below_their_superior_in_the_same_sheet() -> None:
    result = read(
        ["HUYEN", "huyện Thử", "Huyện, thị xã, thành phố thuộc tỉnh", "", None, 1],
        ["XA-A", unicodedata.normalize("NFD", "xã Đồi Mới"), "Xã", "HUYEN", "01/07/2025", 2],
        ["XA-B", "xã Ban Mai", "commune", "HUYEN", datetime(2025, 7, 1), 3],  # noqa: DTZ001
    )
    assert errors(result) == ""
    first, second = Unit.objects.get(code="XA-A"), Unit.objects.get(code="XA-B")
    assert first.name == "xã Đồi Mới"
    assert first.valid_from == second.valid_from == date(2025, 7, 1)
    assert first.path.startswith(Unit.objects.get(code="HUYEN").path)
    assert second.kind == UnitKind.COMMUNE


def test_the_name_changes_by_code() -> None:
    unit = make_unit("xã Cũ", code="XA")
    assert errors(read(["XA", "xã Mới", "Xã", "", None, 1])) == ""
    unit.refresh_from_db()
    assert unit.name == "xã Mới"


def test_a_unit_never_moves_to_another_superior() -> None:
    make_unit(kind=UnitKind.DISTRICT, code="H2")
    unit = make_unit("xã Ở Yên", code="XA", parent=make_unit(kind=UnitKind.DISTRICT, code="H1"))
    assert "không đổi được" in errors(read(["XA", "xã Ở Yên", "Xã", "H2", None, 1]))
    unit.refresh_from_db()
    assert unit.parent is not None
    assert unit.parent.code == "H1"


def test_a_wrong_cell_says_what_is_allowed() -> None:
    assert "Chọn một trong: Tỉnh" in errors(read(["XA", "xã A", "làng", "", None, 1]))
    assert "Nhập ví dụ 20/11/2026" in errors(read(["XA", "xã A", "Xã", "", "ngày kia", 1]))
    assert not Unit.objects.filter(code="XA").exists()
