"""What each recorded action is called. One list, so that the timeline and the auditor read alike.

A test walks the code for recorded actions and fails when one has no name here.
"""

ACTION_LABELS = {
    "assessment.record": "Ghi kết quả đã công bố",
    "campaign.open": "Mở đợt đánh giá",
    "campaign.prolong": "Kéo dài hạn của đợt",
    "campaign.publish": "Công bố kết quả",
    "campaign.record": "Ghi kết quả năm trước",
    "criteria_set.clone": "Lập bộ mới từ bộ trước",
    "criteria_set.create": "Lập bộ tiêu chí",
    "criteria_set.links": "Sửa liên kết kế thừa",
    "criteria_set.load": "Nạp bộ tiêu chí",
    "criteria_set.publish": "Ban hành bộ tiêu chí",
    "criteria_set.renumber": "Đánh lại mã số",
    "criteria_set.update": "Sửa thông tin bộ tiêu chí",
    "criterion.add": "Thêm tiêu chí",
    "criterion.delete": "Xoá tiêu chí",
    "criterion.move": "Chuyển tiêu chí",
    "criterion.update": "Sửa tiêu chí",
    "document.word": "Sửa lời văn bản",
    "entry.agree": "Đồng ý với điểm tự chấm",
    "entry.declare": "Lưu điểm tự chấm",
    "entry.deduct": "Chấm khác, nêu nguyên nhân",
    "entry.enter": "Nhập điểm",
    "entry.return": "Đánh dấu trả lại",
    "evidence.add": "Thêm tài liệu kiểm chứng",
    "evidence.describe": "Sửa thông tin tài liệu",
    "evidence.link": "Dùng lại tài liệu",
    "evidence.read": "Xem tài liệu",
    "evidence.replace": "Thay tệp mới",
    "evidence.unlink": "Gỡ tài liệu",
    "extension.grant": "Gia hạn",
    "plan.draft": "Lập kế hoạch khắc phục",
    "sheet.approve": "Phê duyệt",
    "sheet.finish": "Hoàn thành thẩm định",
    "sheet.present": "Trình thủ trưởng ký duyệt",
    "sheet.reappraise": "Mở lại thẩm định",
    "sheet.reopen": "Mở lại để đơn vị sửa",
    "sheet.return": "Trả lại đơn vị",
    "sheet.send_back": "Chuyển lại cán bộ đầu mối",
    "sheet.start": "Bắt đầu thẩm định",
    "sheet.submit": "Ký duyệt và gửi",
    "sheet.withdraw": "Rút lại để sửa",
    "task.decide": "Quyết định nhiệm vụ",
}


def action_label(action: str) -> str:
    return ACTION_LABELS.get(action, action)
