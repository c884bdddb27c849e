"""A commune reports on its tasks by phone; its head signs; the office sees it on the board."""

from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Meet

HOME = "/ke-hoach/tien-do/"


def test_a_commune_reports_its_progress_on_a_phone(demo: None, meet: Meet) -> None:
    official = meet("canbo", screen=PHONE)
    official.opens("/ke-hoach/")
    official.follows("Tiến độ thực hiện")
    owed = official.page.locator(".todo").first
    official.sees("chưa gửi, quá hạn", within=owed)
    official.follows("Báo cáo", within=owed)
    late = official.page.locator(".report-task").filter(has_text="Niêm yết đủ thủ tục")
    late.get_by_label("Tỷ lệ hoàn thành (%)").fill("120")
    official.types("Kết quả thực hiện", "Đã niêm yết 85 trên 100 thủ tục.", within=late)
    official.presses("Lưu")
    official.sees("Tỷ lệ hoàn thành từ 0 đến 100%.")
    official.was_refused(422)
    expect(late.get_by_label("Kết quả thực hiện")).to_have_value("Đã niêm yết 85 trên 100 thủ tục.")
    late.get_by_label("Tỷ lệ hoàn thành (%)").fill("85")
    late.get_by_label("Khó khăn, vướng mắc").fill("")
    official.presses("Trình thủ trưởng ký")
    official.sees("đã quá hạn thì nêu vướng mắc")
    official.was_refused(422)
    official.types("Khó khăn, vướng mắc", "Chờ tỉnh công bố danh mục.", within=late)
    official.presses("Trình thủ trưởng ký")
    official.sees("Báo cáo: Chờ thủ trưởng ký.")

    head = meet("thutruong", screen=PHONE)
    head.opens(HOME)
    head.follows("Báo cáo", within=head.page.locator(".todo").first)
    head.sees("Đã niêm yết 85 trên 100 thủ tục.")
    head.presses("Ký và gửi báo cáo")
    head.sees("Báo cáo: Đã gửi.")

    office = meet("phongnoivu", screen=DESK)
    office.opens(HOME)
    row = office.page.get_by_role("row").filter(has_text="Xã Canh Vinh").first
    office.sees("1/1", within=row)


def test_the_office_reminds_of_an_overdue_task_with_one_click(demo: None, meet: Meet) -> None:
    office = meet("phongnoivu", screen=DESK)
    office.opens(HOME)
    office.follows("Nhiệm vụ quá hạn")
    row = office.page.get_by_role("row").filter(has_text="Niêm yết đủ thủ tục")
    office.presses("Nhắc", within=row)
    office.sees("Đã gửi 2 lời nhắc.")
    official = meet("canbo", screen=PHONE)
    official.opens("/hop-thu/")
    official.sees("Niêm yết đủ thủ tục")


def test_a_leader_sees_on_a_phone_who_has_not_reported(demo: None, meet: Meet) -> None:
    leader = meet("lanhdao", screen=PHONE)
    leader.opens(HOME)
    leader.sees("báo cáo quá hạn chưa gửi")
    leader.sees("Xã Canh Liên")
    leader.opens("/ke-hoach/tien-do/qua-han/")
    leader.sees("nhiệm vụ quá hạn")


def test_a_report_is_written_without_javascript(demo: None, meet: Meet) -> None:
    official = meet("canbo", screen=DESK, has_scripts=False)
    official.opens(HOME)
    official.follows("Báo cáo", within=official.page.locator(".todo").first)
    whole = official.page.locator("section").filter(has_text="Chung cả kỳ")
    official.types("Đánh giá chung", "Tiến độ chậm hơn kế hoạch.", within=whole)
    official.presses("Lưu")
    official.sees("Đã lưu báo cáo.")
    expect(whole.get_by_label("Đánh giá chung")).to_have_value("Tiến độ chậm hơn kế hoạch.")
