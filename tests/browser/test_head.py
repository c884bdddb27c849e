"""The head of the unit: reads, signs and sends; takes back while nobody has begun."""

from tests.browser.conftest import DESK, PHONE, Meet


def test_a_head_signs_and_sends_and_takes_back_with_a_reason(demo: None, meet: Meet) -> None:
    head = meet("thutruong.canhlien", screen=PHONE)
    head.sees("Ký duyệt và gửi: 3. Cải cách thủ tục hành chính")
    head.follows("Xem và ký duyệt")
    head.sees("Phiếu đang ở trạng thái “Chờ thủ trưởng ký duyệt” nên chỉ xem, không sửa.")
    head.sees("147/152")
    head.presses("Ký duyệt và gửi")
    head.sees("3. Cải cách thủ tục hành chính: Đã gửi, chờ thẩm định.")
    head.unfolds("Rút lại để sửa")
    head.types("Lý do", "Bổ sung số liệu niêm yết quý IV.")
    head.presses("Rút lại để sửa")
    head.sees("3. Cải cách thủ tục hành chính: Đang tự chấm.")

    official = meet("canbo.canhlien", screen=DESK)
    official.opens("/dot/VC-2022/phieu/CANH-LIEN/3/")
    official.sees("Bổ sung số liệu niêm yết quý IV.")


def test_a_head_who_sends_a_sheet_back_must_say_why(demo: None, meet: Meet) -> None:
    head = meet("thutruong.canhlien")
    head.opens("/dot/VC-2022/phieu/CANH-LIEN/3/")
    head.unfolds("Chuyển lại cán bộ đầu mối")
    head.types("Lý do", "   ")
    head.presses("Chuyển lại cán bộ đầu mối")
    head.sees("Hãy nêu lý do để người nhận biết cần làm gì.")
    head.unfolds("Chuyển lại cán bộ đầu mối")
    head.types("Lý do", "Kiểm tra lại mục 3.2.1.")
    head.presses("Chuyển lại cán bộ đầu mối")
    head.sees("3. Cải cách thủ tục hành chính: Đang tự chấm.")
