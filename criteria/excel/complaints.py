"""What can be wrong with the table of a criteria set: as errors, and as remarks that stop nothing.

Messages that hold for any workbook stand in `parindex.lib.workbooks.complaints`.
"""

from parindex.lib.workbooks import Complaint

UPLOAD = Complaint("upload", "%(message)s", "")
HEADER_MISSING = Complaint(
    "header-missing",
    "không thấy dòng tiêu đề có ba cột “Mã”, “Nội dung” và “Điểm tối đa”.",
    "Hãy tải tệp của một bộ tiêu chí về làm mẫu, hoặc thêm dòng tiêu đề phía trên bảng.",
)
TOO_MANY_NODES = Complaint(
    "too-many-nodes",
    "bảng có hơn %(limit)s dòng; một bộ tiêu chí không dài đến thế.",
    "Hãy kiểm tra có dán lặp bảng hay không, rồi xoá các dòng thừa.",
)
MERGED = Complaint(
    "merged",
    "ô nằm trong vùng gộp %(area)s nên không rõ giá trị thuộc dòng nào.",
    "Hãy bỏ gộp ô (Unmerge) và điền vào từng dòng.",
)

CODE_EMPTY = Complaint(
    "code-empty",
    "dòng có nội dung nhưng chưa có mã.",
    "Hãy nhập mã, ví dụ 1.2.3, hoặc xoá dòng nếu không phải là một mục.",
)
CODE_DAY = Complaint(
    "code-day",
    "mã phải là chữ; Excel đã đổi mã thành ngày tháng.",
    "Hãy định dạng cả cột Mã là Text rồi nhập lại mã.",
)
CODE_SHAPE = Complaint(
    "code-shape",
    "mã gồm số hoặc chữ không dấu, các phần cách nhau bằng dấu chấm.",
    "Hãy nhập ví dụ 1, 1.2 hoặc 1.2.3.",
)
CODE_TOO_DEEP = Complaint(
    "code-too-deep",
    "mã có %(depth)s phần; cây tiêu chí chỉ có %(most)s cấp.",
    "Hãy gộp mục vào cấp trên, hoặc tách thành các mục cấp ba.",
)
CODE_TWICE = Complaint("code-twice", "mã này đã có ở ô %(first)s.", "Hãy sửa một trong hai mã.")
CODE_LOST_ZERO = Complaint(
    "code-lost-zero",
    "ô là con số %(code)s, không còn biết là mã %(code)s hay %(code)s0: Excel bỏ số 0 ở cuối.",
    "Hãy định dạng cả cột Mã là Text rồi nhập lại, có lẽ là %(code)s0.",
)
CODE_ORDER = Complaint(
    "code-order",
    "mã này đứng sau mã %(previous)s.",
    "Hãy xếp các dòng theo thứ tự mã: 1, 1.1, 1.1.1, 1.2, 2.",
)
PARENT_MISSING = Complaint(
    "parent-missing",
    "không có mục cha mang mã %(parent)s ở các dòng phía trên.",
    "Hãy thêm dòng %(parent)s ở trên, hoặc sửa mã của dòng này.",
)

MAX_EMPTY = Complaint(
    "max-empty", "mục chấm điểm phải có điểm tối đa.", "Hãy nhập điểm, ví dụ 1,5."
)
MAX_RANGE = Complaint(
    "max-range",
    "điểm tối đa phải lớn hơn 0 và có nhiều nhất %(places)s chữ số thập phân.",
    "Hãy nhập ví dụ 1,5.",
)
SUM_DIFFERS = Complaint(
    "sum-differs",
    "các mục con của %(code)s cộng lại là %(sum)s điểm.",
    "Hãy sửa thành %(sum)s, hoặc sửa điểm của mục con; để trống thì cổng tự cộng.",
)
TOTAL_DIFFERS = Complaint(
    "total-differs",
    "các lĩnh vực cộng lại là %(sum)s điểm.",
    "Hãy sửa thành %(sum)s, hoặc sửa điểm của lĩnh vực.",
)

KIND_UNKNOWN = Complaint(
    "kind-unknown",
    "không có loại cách chấm này.",
    "Hãy chọn một trong: %(kinds)s.",
)
KIND_EMPTY = Complaint(
    "kind-empty",
    "có tham số cách chấm nhưng cột “Loại cách chấm” để trống.",
    "Hãy chọn loại cách chấm ở ô %(kind)s, hoặc xoá ô này.",
)
RULE_LINE = Complaint(
    "rule-line", "%(message)s", "Trang “Hướng dẫn” của tệp ghi các dòng của từng loại."
)
RULE_INVALID = Complaint(
    "rule-invalid",
    "%(message)s",
    "Hãy sửa tham số, hoặc sửa điểm tối đa %(max)s của mục ở ô %(cell)s.",
)
RULE_UNFIT = Complaint(
    "rule-unfit",
    "cách chấm đang có của mục không hợp với điểm tối đa này: %(message)s",
    "Hãy thêm cột “Loại cách chấm” và “Tham số cách chấm”, hoặc giữ điểm cũ.",
)
PARENT_WITH_RULE = Complaint(
    "parent-with-rule",
    "mục %(code)s có mục con nên điểm là tổng các mục con, không có cách chấm riêng.",
    "Hãy xoá ô này.",
)
BLOCK_BELOW = Complaint(
    "block-below",
    "khối chỉ ghi ở dòng cấp một; mục %(top)s thuộc khối “%(block)s”.",
    "Hãy xoá ô này, hoặc ghi khối ở dòng %(top)s.",
)

PREDECESSOR_SHAPE = Complaint(
    "predecessor-shape",
    "cần mã bộ và mã mục cách nhau bằng dấu gạch chéo.",
    "Hãy nhập ví dụ BD-HUYEN-2020/1.2.",
)
PREDECESSOR_UNKNOWN = Complaint(
    "predecessor-unknown",
    "cổng không có mục này.",
    "Hãy sửa mã bộ hoặc mã mục, hoặc để trống.",
)
PREDECESSOR_LATER = Complaint(
    "predecessor-later",
    "bộ %(set)s không đứng trước bộ này nên không kế thừa được.",
    "Hãy ghi mục của bộ năm trước, hoặc để trống.",
)
STILL_NEEDED = Complaint(
    "still-needed",
    "tệp không còn mục %(codes)s, nhưng bộ %(sets)s đang kế thừa.",
    "Hãy giữ lại dòng ấy, hoặc bỏ liên kết ở bộ sau trước.",
)

INFO_MISSING = Complaint(
    "info-missing",
    "tệp không có trang “Thông tin” nên không biết nạp vào bộ nào.",
    "Hãy chọn ở mục “Nạp vào” một bản dự thảo, hoặc lập bộ mới trước.",
)
INFO_LINE_MISSING = Complaint(
    "info-line-missing",
    "thiếu dòng “%(title)s”.",
    "Hãy thêm lại dòng này ở cột A và giá trị ở cột B.",
)
SET_CODE_SHAPE = Complaint(
    "set-code-shape",
    "mã bộ gồm chữ hoa không dấu, chữ số, dấu gạch, nhiều nhất 40 ký tự.",
    "Hãy nhập ví dụ PAR-XA-2026.",
)
SET_PUBLISHED = Complaint(
    "set-published",
    "bộ này đã ban hành nên không thay nội dung được.",
    "Hãy ghi mã khác để lập bộ mới, hoặc dùng “Lập bộ mới từ bộ này”.",
)
SET_OF_OTHERS = Complaint(
    "set-of-others",
    "bộ này do đơn vị khác quản lý.",
    "Hãy ghi mã khác để lập bộ mới cho đơn vị mình.",
)
OWNER_UNKNOWN = Complaint(
    "owner-unknown",
    "cần mã của đơn vị mà bạn lập bộ tiêu chí.",
    "Hãy nhập một trong: %(owners)s.",
)
YEAR_RANGE = Complaint("year-range", "cần năm từ 2000 đến 2100.", "Hãy nhập ví dụ 2026.")
DECIMALS_RANGE = Complaint("decimals-range", "cần số chữ số thập phân từ 0 đến 4.", "Hãy nhập 2.")
POINTS_RANGE = Complaint(
    "points-range",
    "cần số không âm, nhiều nhất 4 chữ số thập phân.",
    "Hãy nhập ví dụ 100 hoặc 2,5.",
)

# Remarks: shown beside what would change, and the file is taken all the same.
RULE_NEEDED = Complaint(
    "rule-needed", "cần đặt cách chấm; tạm chấm theo mức độ.", "Đặt ở trang soạn sau khi nạp."
)
COLUMN_IGNORED = Complaint("column-ignored", "cột này không được đọc.", "")
SENTENCE_IGNORED = Complaint(
    "sentence-ignored",
    "câu này do cổng viết từ tham số nên không được đọc; theo tham số thì là “%(sentence)s”.",
    "Muốn đổi cách chấm hãy sửa cột “Tham số cách chấm”.",
)
METHOD_IGNORED = Complaint(
    "method-ignored", "phương pháp của mục cha do cổng lấy từ các mục con.", "Hãy xoá ô này."
)
INFO_IGNORED = Complaint(
    "info-ignored",
    "tệp ghi mã này, còn bạn chọn nạp vào %(code)s: trang “Thông tin” không được đọc.",
    "Sửa thông tin chung ở trang soạn.",
)
DRAFT_CHANGED = Complaint(
    "draft-changed",
    "bộ trong cổng đã đổi sau khi xuất tệp này; phần khác nhau liệt kê bên dưới sẽ lấy theo tệp.",
    "",
)

ERRORS = (
    *(UPLOAD, HEADER_MISSING, TOO_MANY_NODES, MERGED),
    *(CODE_EMPTY, CODE_DAY, CODE_SHAPE, CODE_TOO_DEEP, CODE_TWICE, CODE_LOST_ZERO, CODE_ORDER),
    *(PARENT_MISSING, MAX_EMPTY, MAX_RANGE, SUM_DIFFERS, TOTAL_DIFFERS),
    *(KIND_UNKNOWN, KIND_EMPTY, RULE_LINE, RULE_INVALID, RULE_UNFIT, PARENT_WITH_RULE),
    *(BLOCK_BELOW, PREDECESSOR_SHAPE, PREDECESSOR_UNKNOWN, PREDECESSOR_LATER, STILL_NEEDED),
    *(INFO_MISSING, INFO_LINE_MISSING, SET_CODE_SHAPE, SET_PUBLISHED, SET_OF_OTHERS),
    *(OWNER_UNKNOWN, YEAR_RANGE, DECIMALS_RANGE, POINTS_RANGE),
)
REMARKS = (
    *(RULE_NEEDED, COLUMN_IGNORED, SENTENCE_IGNORED, METHOD_IGNORED, INFO_IGNORED),
    DRAFT_CHANGED,
)
