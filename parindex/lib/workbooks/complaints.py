"""What can be wrong with any workbook, whatever it brings."""

from parindex.lib.workbooks.base import Complaint

BROKEN = Complaint(
    "workbook-broken",
    "tệp không mở được như một bảng tính Excel.",
    "Hãy mở tệp bằng Excel, lưu lại thành .xlsx rồi tải lên.",
)
FOREIGN = Complaint(
    "workbook-foreign",
    "cần tệp làm từ mẫu “%(name)s” của cổng.",
    "Hãy tải mẫu ở trang này và chép dữ liệu vào đó.",
)
OTHER_KIND = Complaint(
    "workbook-other-kind",
    "đây là mẫu khác của cổng; cần mẫu “%(name)s”.",
    "Hãy tải đúng mẫu ở trang này.",
)
OTHER_SUBJECT = Complaint(
    "workbook-other-subject",
    "đây là tệp của đơn vị hoặc kỳ khác.",
    "Hãy tải tệp ở chính trang này và chép dữ liệu vào đó.",
)
OLD_VERSION = Complaint(
    "workbook-old-version",
    "cần mẫu phiên bản %(version)s.",
    "Hãy tải mẫu mới ở trang này và chép dữ liệu sang.",
)
SHEET_MISSING = Complaint(
    "sheet-missing",
    "thiếu trang này trong tệp.",
    "Hãy tải lại mẫu, hoặc đặt lại đúng tên trang; trang không dùng thì để trống.",
)
COLUMN_MISSING = Complaint(
    "column-missing",
    "thiếu cột “%(title)s” ở dòng tiêu đề.",
    "Hãy thêm lại cột với đúng tiêu đề như trong mẫu.",
)
COLUMN_TWICE = Complaint(
    "column-twice",
    "mỗi tiêu đề chỉ có ở một cột; cột %(first)s đã có tiêu đề này.",
    "Hãy xoá một trong hai cột.",
)
COLUMN_UNKNOWN = Complaint(
    "column-unknown",
    "mẫu không có cột này.",
    "Hãy xoá cột, hoặc sửa tiêu đề thành một trong: %(titles)s.",
)
TOO_MANY_ROWS = Complaint(
    "too-many-rows",
    "mỗi trang nhận nhiều nhất %(limit)s dòng dữ liệu.",
    "Hãy chia thành nhiều tệp.",
)
NO_ROWS = Complaint(
    "no-rows",
    "tệp chưa có dòng dữ liệu nào.",
    "Hãy điền ít nhất một dòng dưới tiêu đề.",
)
FORMULA_EMPTY = Complaint(
    "formula-empty",
    "ô có công thức nhưng tệp không kèm kết quả đã tính.",
    "Hãy mở tệp bằng Excel rồi lưu lại, hoặc dán ô thành giá trị (Paste Values).",
)
FORMULA_ERROR = Complaint(
    "formula-error",
    "công thức trong ô bị lỗi.",
    "Hãy sửa công thức hoặc nhập thẳng giá trị.",
)
EMPTY = Complaint("empty", "ô này bắt buộc có dữ liệu.", "Hãy nhập %(what)s.")
TOO_LONG = Complaint(
    "too-long", "nhiều nhất %(limit)s ký tự; ô có %(length)s.", "Hãy viết ngắn lại."
)
DAY_IN_TEXT = Complaint(
    "day-in-text",
    "ô phải là chữ; Excel đã đổi nội dung thành ngày tháng.",
    "Hãy định dạng ô là Text rồi nhập lại.",
)
NOT_A_DAY = Complaint(
    "not-a-day", "cần ngày có thật, dạng ngày/tháng/năm.", "Hãy nhập ví dụ 01/07/2025."
)
NOT_A_COUNT = Complaint("not-a-count", "cần số nguyên từ 0 trở lên.", "Hãy nhập ví dụ 12.")
NOT_A_NUMBER = Complaint("not-a-number", "cần một số.", "Hãy nhập ví dụ 1,5 hoặc 1.5.")
NOT_A_CHOICE = Complaint(
    "not-a-choice", "chỉ nhận một trong: %(choices)s.", "Hãy chọn trong danh sách của ô."
)

OF_ANY_WORKBOOK = (
    *(BROKEN, FOREIGN, OTHER_KIND, OLD_VERSION, SHEET_MISSING, COLUMN_MISSING, COLUMN_TWICE),
    *(COLUMN_UNKNOWN, TOO_MANY_ROWS, NO_ROWS, FORMULA_EMPTY, FORMULA_ERROR, EMPTY, TOO_LONG),
    *(DAY_IN_TEXT, NOT_A_DAY, NOT_A_COUNT, NOT_A_NUMBER, NOT_A_CHOICE),
)
