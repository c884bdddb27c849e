"""From the result page: what would we have, had we not lost these points?"""

from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Meet

VAN_CANH = "/dot/BD-2021/ket-qua/VAN-CANH/"


def test_a_leader_tries_out_lost_points_and_asks_for_a_goal(demo: None, meet: Meet) -> None:
    leader = meet("lanhdao", screen=DESK)
    leader.opens(VAN_CANH)
    leader.follows("Tính thử nếu lấy lại điểm")
    outcome = leader.page.locator("#ket-qua-thu")
    leader.sees("chưa chọn mục nào", within=outcome)
    leader.page.get_by_label("1.4. Thực hiện chế độ báo cáo").check()
    leader.sees("76,62%", within=outcome)
    leader.page.get_by_label("3.1. Công tác rà soát thủ tục hành chính").check()
    leader.sees("78,62%", within=outcome)
    leader.types("Mức cần đạt", "90")
    leader.presses("Đề xuất cách ít công sức nhất")
    leader.sees("Không đạt được chỉ số 90%")
    leader.sees("89,78%", within=outcome)
    leader.types("Mức cần đạt", "85")
    leader.presses("Đề xuất cách ít công sức nhất")
    leader.sees("Cách ít công sức nhất để đạt chỉ số 85%")
    leader.sees("85,01%", within=outcome)
    leader.page.get_by_label("3.1. Công tác rà soát thủ tục hành chính").uncheck()
    leader.sees("83,01%", within=outcome)


def test_the_standing_office_sees_on_a_phone_what_the_first_rank_takes(
    demo: None, meet: Meet
) -> None:
    office = meet("phongnoivu", screen=PHONE)
    office.opens("/dot/VC-2022/ket-qua/CANH-HOA/tinh-thu/")
    office.page.get_by_label("Mục tiêu").select_option("Hạng")
    office.types("Mức cần đạt", "1")
    office.presses("Đề xuất cách ít công sức nhất")
    office.sees("Cách ít công sức nhất để đạt hạng 1")
    office.sees("88,71%", within=office.page.locator("#ket-qua-thu"))


def test_it_works_without_javascript(demo: None, meet: Meet) -> None:
    leader = meet("lanhdao", has_scripts=False)
    leader.opens(f"{VAN_CANH}tinh-thu/")
    leader.page.get_by_label("1.4. Thực hiện chế độ báo cáo").check()
    leader.presses("Tính với các mục đã chọn")
    leader.sees("76,62%", within=leader.page.locator("#ket-qua-thu"))
    expect(leader.page.get_by_label("1.4. Thực hiện chế độ báo cáo")).to_be_checked()
