"""What can be wrong with units, people and roles in a workbook."""

from parindex.lib.workbooks import Complaint

CODE_SHAPE = Complaint(
    "code-shape",
    "mã gồm chữ in hoa không dấu, chữ số và gạch ngang, nhiều nhất 40 ký tự.",
    "Hãy nhập ví dụ CANH-VINH hoặc 21934.",
)
CODE_TWICE = Complaint(
    "code-twice", "mỗi mã chỉ ở một dòng; ô %(first)s đã có mã này.", "Hãy xoá một trong hai dòng."
)
CODE_ELSEWHERE = Complaint(
    "code-elsewhere",
    "mã này là của đơn vị ngoài phạm vi bạn quản lý.",
    "Hãy chọn mã khác, hoặc nhờ quản trị cấp trên nhập.",
)
PARENT_UNKNOWN = Complaint(
    "parent-unknown",
    "không có đơn vị mang mã này trong phạm vi bạn quản lý hay trong trang Đơn vị.",
    "Hãy sửa mã, hoặc thêm dòng cho đơn vị cấp trên.",
)
PARENT_CYCLE = Complaint(
    "parent-cycle",
    "cấp trên đi vòng lại chính đơn vị này: %(way)s.",
    "Hãy sửa mã đơn vị cấp trên ở một trong các dòng ấy.",
)
PARENT_CHANGED = Complaint(
    "parent-changed",
    "đơn vị đã lập với cấp trên %(parent)s, không đổi được.",
    "Hãy để trống ô này; nếu tổ chức lại, hãy lập đơn vị mới và ghi sáp nhập.",
)
PARENT_CLOSED = Complaint(
    "parent-closed",
    "đơn vị cấp trên đã hết hiệu lực ngày %(day)s.",
    "Hãy chọn cấp trên còn hiệu lực, hoặc ghi ngày có hiệu lực trước ngày ấy.",
)
ROOT_FORBIDDEN = Complaint(
    "root-forbidden",
    "bạn không lập được đơn vị không có cấp trên.",
    "Hãy nhập mã đơn vị cấp trên.",
)
DATES_REVERSED = Complaint(
    "dates-reversed",
    "ngày hết hiệu lực phải từ ngày có hiệu lực (%(start)s) trở đi.",
    "Hãy sửa một trong hai ngày.",
)
CLOSED_HERE = Complaint(
    "closed-here",
    "ngày đóng của đơn vị đang có không đổi bằng Excel.",
    "Hãy để trống ô này và đóng đơn vị ở trang của nó, có văn bản kèm theo.",
)
USERNAME_SHAPE = Complaint(
    "username-shape",
    "tên đăng nhập gồm 3 đến 60 chữ thường không dấu, chữ số, dấu chấm hoặc gạch ngang.",
    "Hãy nhập ví dụ nguyen.van.an.",
)
USERNAME_TWICE = Complaint(
    "username-twice",
    "mỗi tên đăng nhập chỉ ở một dòng; ô %(first)s đã có tên này.",
    "Hãy xoá một trong hai dòng, hoặc đặt tên khác cho người thứ hai.",
)
USERNAME_TAKEN = Complaint(
    "username-taken",
    "tên đăng nhập này đã cấp cho người khác (khác họ tên và nơi công tác, hoặc ngoài phạm vi của"
    " bạn).",
    "Hãy đặt tên đăng nhập khác, ví dụ thêm mã xã.",
)
WORKPLACE_UNKNOWN = Complaint(
    "workplace-unknown",
    "không có đơn vị mang mã này trong phạm vi bạn quản lý hay trong trang Đơn vị.",
    "Hãy sửa mã, hoặc thêm dòng cho đơn vị ở trang Đơn vị.",
)
PERSON_ELSEWHERE = Complaint(
    "person-elsewhere",
    "người này còn giữ vai trò ngoài phạm vi bạn quản lý nên bạn không sửa được thông tin.",
    "Hãy giữ nguyên như trên cổng, hoặc nhờ quản trị cấp trên sửa.",
)
ROLE_PERSON_UNKNOWN = Complaint(
    "role-person-unknown",
    "không có người dùng này trong phạm vi bạn quản lý hay trong trang Người dùng.",
    "Hãy sửa tên đăng nhập, hoặc thêm dòng ở trang Người dùng.",
)
ROLE_UNIT_UNKNOWN = Complaint(
    "role-unit-unknown",
    "không có đơn vị mang mã này trong phạm vi bạn quản lý hay trong trang Đơn vị.",
    "Hãy sửa mã, hoặc thêm dòng cho đơn vị ở trang Đơn vị.",
)
ROLE_TWICE = Complaint(
    "role-twice",
    "vai trò này của người này ở đơn vị này đã có ở ô %(first)s.",
    "Hãy xoá một trong hai dòng.",
)
ROLE_FORBIDDEN = Complaint(
    "role-forbidden",
    "chỉ quản trị của đơn vị ấy giao được vai trò quản trị.",
    "Hãy chọn vai trò khác, hoặc nhờ quản trị giao.",
)

OF_UNITS = (
    *(CODE_SHAPE, CODE_TWICE, CODE_ELSEWHERE, PARENT_UNKNOWN, PARENT_CYCLE, PARENT_CHANGED),
    *(PARENT_CLOSED, ROOT_FORBIDDEN, DATES_REVERSED, CLOSED_HERE, USERNAME_SHAPE, USERNAME_TWICE),
    *(USERNAME_TAKEN, WORKPLACE_UNKNOWN, PERSON_ELSEWHERE, ROLE_PERSON_UNKNOWN),
    *(ROLE_UNIT_UNKNOWN, ROLE_TWICE, ROLE_FORBIDDEN),
)
