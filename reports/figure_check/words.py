"""Findings in words for people, the same on the page and on the command line."""

from reports.figure_check.findings import Findings, Slip
from reports.figure_check.grid import PASTED

UNRECOGNISED = (
    "Không thấy bảng nào đối chiếu được. Bảng chi tiết cần dòng tiêu đề có các cột “Tiêu chí”"
    " (hoặc “Mã”), “Nội dung”, “Điểm tối đa”, “Điểm đạt được”, “Điểm bị trừ”; bảng so sánh cần"
    " “Lĩnh vực”, “Năm …: điểm/điểm tối đa”, “%”, “Tăng/giảm (%)”. Chép cả dòng tiêu đề và giữ"
    " nguyên các cột."
)


def summary(findings: Findings) -> str:
    rows = findings.rows_checked
    if not findings.slips:
        return f"Đã đối chiếu {rows} dòng, không thấy chỗ nào sai."
    return f"Tìm thấy {len(findings.slips)} chỗ cần sửa trong {rows} dòng."


def row_text(slip: Slip) -> str:
    """`Trang “2.3”, dòng 9, mã 3.5`; pasted text has no page."""
    page = "" if slip.at.sheet == PASTED else f"Trang “{slip.at.sheet}”, "
    name = f", {'mã ' if slip.code[:1].isdecimal() else ''}{slip.code}" if slip.code else ""
    row = f"{page}dòng {slip.at.row}{name}"
    return row[:1].upper() + row[1:]


def to_people(recomputed: str) -> str:
    """`-3.54` → `−3,54`."""
    return recomputed.replace("-", "−").replace(".", ",")
