"""What can be wrong with a row of the task table."""

from parindex.lib.workbooks import Complaint

ROW_TWICE = Complaint(
    "row-twice",
    "ô %(first)s đã có số thứ tự này.",
    "Hãy đánh lại số thứ tự; mỗi nhiệm vụ một số.",
)
CODE_UNCLEAR = Complaint(
    "code-unclear",
    "trên cổng có nhiều nhiệm vụ cùng số thứ tự này nên không biết sửa nhiệm vụ nào.",
    "Hãy đánh lại số thứ tự trên cổng rồi tải lại bảng.",
)
LEAD_MISSING = Complaint(
    "lead-missing",
    "nhiệm vụ nào cũng phải có cơ quan chủ trì.",
    "Hãy ghi tên cơ quan; dòng tiêu đề nhóm thì phải có dòng con, ví dụ 2 và 2.1.",
)
DEADLINE_MISSING = Complaint(
    "deadline-missing",
    "nhiệm vụ nào cũng phải có thời gian hoàn thành.",
    "Hãy ghi ví dụ: Trước 20/5/2022; Trong tháng 4/2022; Quý II/2022; Sau khi tỉnh ban hành.",
)
DEADLINE_WRONG = Complaint("deadline-wrong", "%(why)s", "Hãy sửa thời gian hoàn thành.")

OF_TASKS = (ROW_TWICE, CODE_UNCLEAR, LEAD_MISSING, DEADLINE_MISSING, DEADLINE_WRONG)
