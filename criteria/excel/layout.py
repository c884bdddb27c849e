"""The official table: its sheets and columns, and the words by which others head theirs."""

from dataclasses import dataclass
from typing import Literal

from parindex.lib.text import fold

KIND, VERSION = "criteria-table", 1
NAME = "Bộ tiêu chí"
TABLE_SHEET, INFO_SHEET, GUIDE_SHEET = "Bộ tiêu chí", "Thông tin", "Hướng dẫn"
MAX_NODES = 1000
TOTAL = "Tổng điểm"

Form = Literal["text", "number", "choice"]


@dataclass(frozen=True)
class Column:
    """``words`` head the same column in tables that the portal did not write."""

    key: str
    title: str
    width: int
    hint: str = ""
    form: Form = "text"
    words: tuple[str, ...] = ()
    is_printed: bool = False


COLUMNS = (
    Column(
        "code",
        "Mã",
        8,
        "1, 1.2, 1.2.3: mỗi phần là một cấp, nhiều nhất ba cấp. Ô dạng Text.",
        words=("Mã số", "STT", "TT", "Số TT", "Mã tiêu chí"),
        is_printed=True,
    ),
    Column(
        "name",
        "Lĩnh vực/Tiêu chí/Tiêu chí thành phần",
        46,
        "Nội dung của mục.",
        words=(
            *("Nội dung", "Tiêu chí", "Lĩnh vực/Tiêu chí", "Tên tiêu chí", "Nội dung tiêu chí"),
            *("Lĩnh vực, tiêu chí", "Lĩnh vực, tiêu chí, tiêu chí thành phần"),
        ),
        is_printed=True,
    ),
    Column(
        "max_score",
        "Điểm tối đa",
        9,
        "Số, 1,5 hoặc 1.5. Điểm của mục cha phải bằng tổng các mục con; để trống thì cổng tự cộng.",
        form="number",
        words=("Điểm", "Điểm chuẩn", "Thang điểm", "Điểm tối đa chuẩn"),
        is_printed=True,
    ),
    Column(
        "method",
        "Phương pháp",
        17,
        "Chỉ ở mục chấm điểm, chọn trong danh sách.",
        form="choice",
        words=("Phương pháp đánh giá",),
        is_printed=True,
    ),
    Column(
        "sentence",
        "Cách chấm (câu)",
        46,
        "Do cổng viết từ tham số; sửa ở đây không đổi cách chấm.",
        is_printed=True,
    ),
    Column(
        "evidence_hint",
        "Tài liệu kiểm chứng",
        30,
        "Tài liệu mà đơn vị phải nộp.",
        words=("Hồ sơ kiểm chứng", "Minh chứng", "Tài liệu minh chứng"),
        is_printed=True,
    ),
    Column(
        "lead_unit",
        "Đơn vị thực hiện",
        18,
        "Ai thực hiện nội dung này.",
        words=("Cơ quan thực hiện", "Đơn vị chủ trì"),
        is_printed=True,
    ),
    Column(
        "appraising_office",
        "Cơ quan thẩm định",
        18,
        "Ai thẩm định điểm của mục.",
        words=("Đơn vị thẩm định", "Cơ quan chủ trì thẩm định"),
        is_printed=True,
    ),
    Column("rule_kind", "Loại cách chấm", 18, "Chọn trong danh sách.", form="choice"),
    Column("rule_params", "Tham số cách chấm", 46, "Mỗi dòng một tham số, xem bên dưới."),
    Column(
        "rule_text",
        "Cách chấm theo văn bản",
        46,
        "Nguyên văn cách chấm trong văn bản ban hành.",
        words=("Cách chấm", "Cách tính điểm", "Hướng dẫn chấm điểm", "Phương pháp tính điểm"),
    ),
    Column(
        "not_applicable",
        "Không phát sinh",
        18,
        "Khi nội dung không phát sinh trong năm: chọn trong danh sách.",
        form="choice",
    ),
    Column(
        "block",
        "Khối",
        18,
        "Chỉ ở dòng cấp một: lĩnh vực, điều tra xã hội học, hay điểm thưởng, phạt.",
        form="choice",
    ),
    Column(
        "predecessor",
        "Kế thừa từ (mã bộ/mã mục)",
        22,
        "Mục tương ứng của bộ năm trước, ví dụ BD-HUYEN-2020/1.2; để so sánh các năm.",
        words=("Kế thừa từ",),
    ),
    Column("provenance", "Nguồn gốc", 30, "Lấy từ văn bản nào, hay là giả định."),
)

BY_KEY = {column.key: column for column in COLUMNS}
WANTED = ("code", "name", "max_score")
"""Without these a table is not a criteria table."""


@dataclass(frozen=True)
class InfoLine:
    key: str
    title: str
    is_required: bool = False
    hint: str = ""


INFO = (
    InfoLine("code", "Mã bộ tiêu chí", True, "Ghi mã mới để lập bộ mới; mã bản dự thảo để thay."),
    InfoLine("name", "Tên bộ tiêu chí", True),
    InfoLine("level", "Cấp được đánh giá", True, "Cấp tỉnh; Sở, ban, ngành; Cấp huyện; Cấp xã"),
    InfoLine("year", "Năm áp dụng", True),
    InfoLine("owner", "Mã đơn vị quản lý", hint="Trống: bộ dùng chung, chỉ người quản trị sửa."),
    InfoLine("issuer", "Cơ quan ban hành"),
    InfoLine("legal_basis", "Văn bản ban hành"),
    InfoLine("issued_on", "Ngày ban hành văn bản", hint="Ngày/tháng/năm"),
    InfoLine("decimals", "Số chữ số thập phân", True),
    InfoLine("expected_total", "Tổng điểm của thang", True),
    InfoLine("adjustment_cap", "Mức trần thưởng, phạt", hint="Trống: không chặn."),
    InfoLine("provenance", "Nguồn gốc số liệu"),
)


def column_of(title: str, *, is_own: bool) -> Column | None:
    """By its title; in a table of others, also by the words they use."""
    wanted = fold(title.replace("*", " ")).replace(" / ", "/").replace("/ ", "/")
    for column in COLUMNS:
        if wanted == fold(column.title):
            return column
    return None if is_own else next((c for c in COLUMNS if wanted in map(fold, c.words)), None)
