"""The template “Đơn vị, người dùng”: three sheets, known by codes and usernames, never by names."""

from parindex.lib.workbooks import Column, Sheet, Template
from parindex.units.models import Role, UnitKind

UNITS, PEOPLE, ROLES = "Đơn vị", "Người dùng", "Vai trò"

KINDS = {str(value): str(label) for value, label in UnitKind.choices}
ROLE_LABELS = {str(value): str(label) for value, label in Role.choices}

UNIT_COLUMNS = (
    Column(
        *("code", "Mã"),
        is_required=True,
        hint="mã chính thức của đơn vị, chữ in hoa không dấu, chữ số, gạch ngang. Mã đã có trên"
        " cổng thì dòng này sửa đơn vị đó; mã mới thì lập đơn vị mới.",
    ),
    Column("name", "Tên đơn vị", is_required=True, hint="ví dụ xã Canh Vinh.", width=40),
    Column(
        *("kind", "Loại"),
        is_required=True,
        hint="chọn trong danh sách.",
        choices=tuple(KINDS.values()),
        width=30,
    ),
    Column(
        *("parent", "Mã đơn vị cấp trên"),
        hint="mã của đơn vị đã có trên cổng hoặc có trong trang này. Đơn vị đã lập thì để trống"
        " hoặc giữ nguyên: cấp trên không đổi được, tổ chức lại thì dùng trang Sáp nhập.",
    ),
    Column(
        "place_name", "Địa danh", hint="địa danh đứng trước ngày tháng trong văn bản.", width=20
    ),
    Column("symbol", "Ký hiệu văn bản", hint="ví dụ UBND, PNV."),
    Column("valid_from", "Có hiệu lực từ", hint="ví dụ 01/07/2025.", form="day", width=15),
    Column(
        *("valid_to", "Đến hết ngày"),
        hint="chỉ dùng khi đưa vào một đơn vị cũ đã hết hiệu lực; đơn vị đang có thì đóng ở trang"
        " của đơn vị.",
        form="day",
        width=15,
    ),
    Column("position", "Thứ tự", hint="số thứ tự trong danh sách.", form="number", width=10),
)

PERSON_COLUMNS = (
    Column(
        *("username", "Tên đăng nhập"),
        is_required=True,
        hint="chữ thường không dấu, chữ số, dấu chấm, gạch ngang; ít nhất 3 ký tự. Không ghi mật"
        " khẩu: cổng tạo mật khẩu cho người mới và cho tải về một lần.",
        width=24,
    ),
    Column("full_name", "Họ và tên", is_required=True, hint="họ tên đầy đủ có dấu.", width=30),
    Column("job_title", "Chức vụ", width=30),
    Column(
        *("unit", "Mã đơn vị công tác"),
        is_required=True,
        hint="mã của đơn vị đã có trên cổng hoặc ở trang Đơn vị.",
    ),
)

ROLE_COLUMNS = (
    Column(
        *("username", "Tên đăng nhập"),
        is_required=True,
        hint="người đã có trên cổng hoặc ở trang Người dùng.",
        width=24,
    ),
    Column(
        *("role", "Vai trò"),
        is_required=True,
        hint="chọn trong danh sách. Nhập Excel chỉ giao thêm vai trò; thu hồi ở trang của người"
        " dùng.",
        choices=tuple(ROLE_LABELS.values()),
        width=28,
    ),
    Column(
        *("unit", "Mã đơn vị"),
        is_required=True,
        hint="đơn vị mà vai trò có hiệu lực; với Cơ quan thường trực, Lãnh đạo UBND, Quản trị, Kiểm"
        " tra thì gồm cả cấp dưới.",
    ),
)

TEMPLATE = Template(
    kind="don-vi-nguoi-dung",
    version=1,
    name="Đơn vị, người dùng",
    sheets=(Sheet(UNITS, UNIT_COLUMNS), Sheet(PEOPLE, PERSON_COLUMNS), Sheet(ROLES, ROLE_COLUMNS)),
)
