"""The template to download: empty, or with everything that the reader keeps."""

from collections.abc import Sequence
from typing import Any

from parindex.lib.workbooks import Guide, template_workbook
from parindex.units.access import people_in_reach, reach_of
from parindex.units.excel.layout import KINDS, PEOPLE, ROLE_LABELS, ROLES, TEMPLATE, UNITS
from parindex.units.models import Membership, User
from parindex.units.pages.tree import in_tree_order

GUIDE = Guide(
    title="Nhập đơn vị, người dùng, vai trò vào Cổng PAR INDEX",
    lines=(
        "1. Điền ba trang Đơn vị, Người dùng, Vai trò; trang không dùng thì để trống. Cột có dấu *"
        " là bắt buộc.",
        "2. Đơn vị nhận theo mã, người dùng nhận theo tên đăng nhập; tên chỉ để đọc. Những gì không"
        " có trong tệp được giữ nguyên, không bị xoá.",
        "3. Tải tệp lên: cổng kiểm tra từng ô và cho xem mới, đổi, giữ nguyên; chưa ghi gì. Có một"
        " ô sai thì không dòng nào được ghi.",
        "4. Bấm xác nhận: ghi toàn bộ và hiện mật khẩu của người mới một lần. Cổng không lưu mật"
        " khẩu ở dạng đọc được.",
        "5. Sáp nhập, chia tách, đóng đơn vị không làm bằng Excel mà ở trang Đơn vị, vì cần ngày và"
        " văn bản.",
        "Không đổi tên trang và tiêu đề cột; không xoá trang ẩn của mẫu.",
        "",
    ),
)


def empty_template() -> bytes:
    return template_workbook(TEMPLATE, GUIDE)


def filled_template(user: User) -> bytes:
    rows = {UNITS: _units(user), PEOPLE: _people(user), ROLES: _roles(user)}
    return template_workbook(TEMPLATE, GUIDE, rows)


def _units(user: User) -> Sequence[Sequence[Any]]:
    units = list(reach_of(user).select_related("parent").order_by("position", "code"))
    return [
        (
            *(unit.code, unit.name, KINDS.get(unit.kind, unit.kind)),
            unit.parent.code if unit.parent else "",
            *(unit.place_name, unit.symbol, unit.valid_from, unit.valid_to, unit.position),
        )
        for unit, _depth in in_tree_order(units)
    ]


def _people(user: User) -> Sequence[Sequence[Any]]:
    people = people_in_reach(user).filter(unit__in=reach_of(user)).select_related("unit")
    return [
        (p.username, p.full_name, p.job_title, p.unit.code if p.unit else "")
        for p in people.order_by("unit__path", "username")
    ]


def _roles(user: User) -> Sequence[Sequence[Any]]:
    held = Membership.objects.filter(unit__in=reach_of(user)).select_related("user", "unit")
    return [
        (m.user.username, ROLE_LABELS[m.role], m.unit.code)
        for m in held.order_by("unit__path", "user__username", "role")
    ]
