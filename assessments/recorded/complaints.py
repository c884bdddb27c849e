"""What can be wrong with a row of past results."""

from parindex.lib.workbooks import Complaint

UNIT_UNKNOWN = Complaint(
    "unit-unknown",
    "%(organiser)s không có đơn vị mang mã này.",
    "Hãy nhập mã đơn vị như trên trang Đơn vị; tên không dùng để nhận ra đơn vị.",
)
UNIT_OTHER_LEVEL = Complaint(
    "unit-other-level",
    "bộ tiêu chí của đợt là %(level)s; đơn vị này không thuộc cấp ấy.",
    "Hãy sửa mã, hoặc nhập vào đợt của cấp khác.",
)
UNIT_NOT_THEN = Complaint(
    "unit-not-then",
    "đơn vị này không hoạt động trong năm %(year)s.",
    "Hãy nhập mã của đơn vị khi ấy; đơn vị mới lấy số liệu qua quan hệ sáp nhập.",
)
CODE_AT_TOTAL = Complaint(
    "code-at-total",
    "ở mức Tổng, ô này phải để trống.",
    "Hãy xoá mã, hoặc sửa mức thành Lĩnh vực hay Tiêu chí.",
)
CODE_UNKNOWN = Complaint(
    "code-unknown",
    "bộ tiêu chí “%(set)s” không có mã này.",
    "Hãy nhập đúng mã số trong bộ tiêu chí, ví dụ 1 hoặc 1.2.",
)
CODE_OTHER_LEVEL = Complaint(
    "code-other-level",
    "mục %(code)s là %(level)s, khác với mức ở ô bên cạnh.",
    "Hãy sửa mã hoặc sửa mức.",
)
FIGURE_MISSING = Complaint(
    "figure-missing",
    "mỗi dòng cần điểm hoặc tỷ lệ.",
    "Hãy nhập điểm cùng điểm tối đa, hoặc nhập tỷ lệ.",
)
MAXIMUM_MISSING = Complaint(
    "maximum-missing",
    "có điểm thì phải có điểm tối đa lớn hơn 0.",
    "Hãy nhập điểm tối đa như trong văn bản.",
)
POINTS_OUTSIDE = Complaint(
    "points-outside",
    "điểm phải từ 0 đến điểm tối đa %(maximum)s.",
    "Hãy đối chiếu lại điểm và điểm tối đa với văn bản.",
)
PERCENT_OUTSIDE = Complaint(
    "percent-outside", "tỷ lệ phải từ 0 đến 100.", "Hãy nhập ví dụ 75,62 cho 75,62%%."
)
TOO_PRECISE = Complaint(
    "too-precise",
    "nhiều nhất %(places)s chữ số thập phân.",
    "Hãy nhập số như trong văn bản.",
)
RANK_OUTSIDE = Complaint(
    "rank-outside", "hạng phải từ 1 đến %(of)s.", "Hãy đối chiếu lại hạng và tổng số đơn vị."
)
ROW_TWICE = Complaint(
    "row-twice",
    "ô %(first)s đã nêu số liệu này từ cùng một nguồn.",
    "Hãy xoá một dòng, hoặc ghi rõ nguồn khác nhau.",
)

OF_RESULTS = (
    *(UNIT_UNKNOWN, UNIT_OTHER_LEVEL, UNIT_NOT_THEN, CODE_AT_TOTAL, CODE_UNKNOWN),
    *(CODE_OTHER_LEVEL, FIGURE_MISSING, MAXIMUM_MISSING, POINTS_OUTSIDE, PERCENT_OUTSIDE),
    *(TOO_PRECISE, RANK_OUTSIDE, ROW_TWICE),
)
