"""What can be wrong with a row of the office's figures."""

from parindex.lib.workbooks import Complaint

UNIT_UNKNOWN = Complaint(
    "unit-unknown",
    "không có đơn vị mang mã này trong đợt.",
    "Hãy nhập mã đơn vị như trong mẫu; tên không dùng để nhận ra đơn vị.",
)
UNIT_TWICE = Complaint(
    "unit-twice", "ô %(first)s đã nêu đơn vị này.", "Hãy gộp hai dòng thành một."
)
NOT_TAKEN = Complaint("not-taken", "%(problem)s", "Hãy sửa số này.")
APPROVED = Complaint(
    "approved",
    "phiếu của đơn vị này đã phê duyệt nên điểm không đổi được.",
    "Hãy xoá ô, hoặc mở lại thẩm định phiếu ấy trước.",
)
INDEX_OUTSIDE = Complaint(
    "index-outside", "chỉ số phải từ 0 đến 100.", "Hãy nhập ví dụ 74,87 cho 74,87%%."
)

OF_FIGURES = (UNIT_UNKNOWN, UNIT_TWICE, NOT_TAKEN, APPROVED, INDEX_OUTSIDE)
