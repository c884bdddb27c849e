"""The pages of progress: who sees them, what they say, and that nothing typed is lost."""

from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from parindex.history.models import Notice
from parindex.units.models import Role, Unit, UnitKind, User
from plans.models import Plan, ProgressReport, ReportingRule, Task
from tests.assessments.cases import Case
from tests.factories import make_unit, make_user
from tests.plans.acting import draft, issued
from tests.plans.test_progress import DONE, save, sent, tasks

pytestmark = pytest.mark.django_db
QUARTER = "quy-1-2023"


@pytest.fixture
def plan(case: Case) -> Plan:
    return issued(case)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def words(response: Any) -> str:
    html = response.content.decode()
    parser = _Words()
    parser.feed(html[html.index("<main") : html.index("</main>")])
    return " ".join(" ".join(parser.found).split())


def read(user: User, url: str, status: int = 200) -> str:
    response = client_of(user).get(url)
    assert response.status_code == status
    return words(response)


def report_url(plan: Plan, unit: Unit | None = None, period: str = QUARTER) -> str:
    return reverse("progress-report", args=[plan.pk, (unit or plan.unit).code, period])


def typed(
    plan: Plan, rows: dict[str, str] | None = None, *, do: str = "save", version: int = 0
) -> dict[str, str]:
    """The whole page as it is sent: every task being done, but for what is named."""
    sent_all = {"version": str(version), "summary": "", "obstacles": "", "do": do}
    for task in tasks(plan):
        for field, value in (("doing", "doing"), ("percent", "40"), ("text", "Đang dự thảo")):
            sent_all[f"t{task.pk}-{field}"] = value
    return sent_all | (rows or {})


# -- the report ---------------------------------------------------------------------------------


def test_the_unit_writes_and_others_wait_until_it_is_sent(plan: Plan, case: Case) -> None:
    url = report_url(plan)
    assert "Trình thủ trưởng ký" in read(case.official, url)
    assert "Ký và gửi báo cáo" in read(case.head, url)
    assert "Đơn vị chưa soạn báo cáo" in read(case.standing, url)
    assert client_of(case.stranger).get(url).status_code == 404
    assert client_of(case.leader).get(url).status_code == 403
    sent(plan, case)
    assert "Đã dự thảo kế hoạch" in read(case.leader, url)


@pytest.mark.parametrize(
    "period", ["quy-2-2023", "thang-1-2023", "nam-1-2024", "mai", "quy-9-2023"]
)
def test_a_period_that_nobody_asked_for_is_not_there(plan: Plan, case: Case, period: str) -> None:
    assert client_of(case.official).get(report_url(plan, period=period)).status_code == 404


def test_one_button_saves_and_presents_the_other_signs(plan: Plan, case: Case) -> None:
    url, official = report_url(plan), client_of(case.official)
    assert "Đã lưu báo cáo." in words(official.post(url, typed(plan), follow=True))
    answer = official.post(url, typed(plan, do="present", version=1))
    assert answer.status_code == 422  # due in 2023, and nobody said why it is late
    assert "đã quá hạn thì nêu vướng mắc" in words(answer)
    why = {f"t{task.pk}-obstacles": "Chờ kinh phí" for task in tasks(plan)}
    assert official.post(url, typed(plan, why, do="present", version=1)).status_code == 302
    report = ProgressReport.objects.get()
    assert report.state == "presented"
    move = reverse("progress-move", args=[plan.pk, plan.unit.code, QUARTER, "sign"])
    assert official.post(move, {"version": report.version}).status_code == 403
    head = client_of(case.head)
    assert head.post(move, {"version": "0"}).status_code == 409
    assert head.post(move, {"version": report.version}).status_code == 302
    report.refresh_from_db()
    assert report.state == "sent"


def test_the_head_writes_and_signs_at_once(plan: Plan, case: Case) -> None:
    rows = {f"t{task.pk}-obstacles": "Chờ kinh phí" for task in tasks(plan)}
    answer = client_of(case.head).post(report_url(plan), typed(plan, rows, do="sign"), follow=True)
    assert ProgressReport.objects.get().state == "sent"
    assert "Báo cáo: Đã gửi." in words(answer)


def test_percent_over_a_hundred_is_refused_and_nothing_typed_is_lost(
    plan: Plan, case: Case
) -> None:
    first = tasks(plan)[0]
    wrong = {f"t{first.pk}-percent": "120", f"t{first.pk}-text": "Đã xong bước một"}
    answer = client_of(case.official).post(report_url(plan), typed(plan, wrong))
    assert answer.status_code == 422
    assert "Tỷ lệ hoàn thành từ 0 đến 100%." in words(answer)
    html = answer.content.decode()
    assert 'value="120"' in html
    assert "Đã xong bước một" in html
    assert not ProgressReport.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        ("percent", "nửa", "không phải là tỷ lệ phần trăm"),
        ("percent", "40,5", "Nhập tỷ lệ tròn"),
        ("doing", "done", "Hãy ghi ngày hoàn thành."),
        ("done_on", "32/1/2023", "Hãy nhập ngày/tháng/năm"),
    ],
)
def test_bad_input_is_refused_at_its_box(
    plan: Plan, case: Case, field: str, value: str, complaint: str
) -> None:
    first = tasks(plan)[0]
    answer = client_of(case.official).post(
        report_url(plan), typed(plan, {f"t{first.pk}-{field}": value})
    )
    assert answer.status_code == 422
    assert complaint in words(answer)


def test_a_stale_page_says_so_and_keeps_what_was_typed(plan: Plan, case: Case) -> None:
    save(plan, case.head)
    first = tasks(plan)[0]
    answer = client_of(case.official).post(
        report_url(plan), typed(plan, {f"t{first.pk}-text": "Bản của tôi"})
    )
    assert answer.status_code == 409
    assert "Người khác vừa lưu báo cáo này" in words(answer)
    assert "Bản của tôi" in answer.content.decode()


def test_what_was_said_last_time_is_there_to_go_on_from(plan: Plan, case: Case) -> None:
    sent(plan, case, {task.pk: DONE for task in tasks(plan)})
    page = read(case.official, report_url(plan, period="6-thang-1-2023"))
    assert page.count("quý I/2023: Đã hoàn thành") == 3


def test_the_office_notes_that_it_has_read(plan: Plan, case: Case) -> None:
    sent(plan, case)
    url = reverse("progress-read", args=[plan.pk, plan.unit.code, QUARTER])
    assert client_of(case.standing).post(url).status_code == 302
    assert "đã xem lúc" in read(case.standing, report_url(plan))
    assert client_of(case.official).post(url).status_code == 403


# -- boards -------------------------------------------------------------------------------------


def test_the_plans_board_shows_who_sent_what(plan: Plan, case: Case) -> None:
    sent(plan, case)
    page = read(case.standing, reverse("plan-progress", args=[plan.pk]) + f"?ky={QUARTER}")
    assert "đúng hạn" in page
    assert "chưa gửi, quá hạn" in page
    assert "Nhiệm vụ đến đâu, quý I/2023" in page
    assert "1/1" in page


def test_a_plan_that_is_not_issued_has_no_reports(case: Case) -> None:
    page = read(case.official, reverse("plan-progress", args=[draft(case).pk]))
    assert "Kế hoạch chưa ban hành" in page


def test_the_home_of_progress_says_what_i_owe(plan: Plan, case: Case) -> None:
    page = read(case.official, reverse("plans-progress"))
    assert "báo cáo tiến độ quý I/2023" in page
    assert "Tổng hợp" not in page
    follower = read(case.standing, reverse("plans-progress") + f"?ky={QUARTER}")
    assert "Tổng hợp quý I/2023" in follower
    assert "0/1" in follower
    assert "báo cáo tiến độ" not in read(case.stranger, reverse("plans-progress"))


def test_the_office_reminds_missing_units_with_one_click(plan: Plan, case: Case) -> None:
    url, posted = reverse("plans-progress-remind"), {"ky": QUARTER}
    assert client_of(case.official).post(url, posted).status_code == 403
    assert not Notice.objects.filter(kind="deadline").exists()
    assert client_of(case.standing).post(url, posted).status_code == 302
    assert Notice.objects.filter(kind="deadline", recipient=case.official).count() == 1
    client_of(case.standing).post(url, posted)
    assert Notice.objects.filter(kind="deadline", recipient=case.official).count() == 1


def test_the_overdue_board_filters_and_reminds(plan: Plan, case: Case) -> None:
    first, *_others = tasks(plan)
    office = make_unit("Tổ công nghệ", kind=UnitKind.OFFICE, parent=case.commune)
    make_user(role=Role.OFFICIAL, on=office)
    Task.objects.filter(pk=first.pk).update(lead_unit=office, deadline=date(2023, 3, 1))
    url = reverse("plans-overdue")
    assert "3 trên 3 nhiệm vụ quá hạn" in read(case.standing, url)
    assert "1 trên 3 nhiệm vụ quá hạn" in read(case.standing, f"{url}?don-vi={office.pk}")
    assert "0 trên 3" in read(case.standing, f"{url}?linh-vuc=finance")
    assert "3 trên 3" in read(case.standing, f"{url}?linh-vuc=khac&don-vi=x&tu-ngay=-4")
    assert "Không có nhiệm vụ nào quá hạn" in read(case.stranger, url)
    remind = reverse("plans-overdue-remind")
    assert client_of(case.official).post(remind, {}).status_code == 403
    assert client_of(case.standing).post(remind, {"task": str(first.pk)}).status_code == 302
    assert Notice.objects.filter(about="plans.task", about_id=first.pk).count() == 1


# -- the schedule -------------------------------------------------------------------------------


def test_the_office_sets_the_schedule(plan: Plan, case: Case) -> None:
    url = reverse("plan-schedule", args=[plan.pk])
    for person in (case.official, case.head, case.leader):
        assert client_of(person).get(url).status_code == 403
    posted = {"version": "0", "yearly": "on", "due_day": "20"}
    assert client_of(case.standing).post(url, posted).status_code == 302
    rule = ReportingRule.objects.get()
    assert (rule.unit, rule.quarterly, rule.yearly, rule.due_day) == (None, False, True, 20)
    own = {**posted, "don-vi": case.commune.code, "monthly": "on"}
    assert client_of(case.standing).post(url, own).status_code == 302
    assert ReportingRule.objects.filter(unit=case.commune, monthly=True).exists()
    drop = {"don-vi": case.commune.code, "drop": "1"}
    assert client_of(case.standing).post(url, drop).status_code == 302
    assert not ReportingRule.objects.filter(unit=case.commune).exists()


@pytest.mark.parametrize(
    ("posted", "complaint"),
    [
        ({"yearly": "on", "due_day": "32"}, "Nhập ngày từ 1 đến 31."),
        ({"yearly": "on", "due_day": "mai"}, "Nhập ngày từ 1 đến 31."),
        ({"due_day": "15"}, "Chọn ít nhất một kỳ báo cáo."),
    ],
)
def test_a_schedule_that_is_none_is_refused(
    plan: Plan, case: Case, posted: dict[str, str], complaint: str
) -> None:
    answer = client_of(case.standing).post(
        reverse("plan-schedule", args=[plan.pk]), {"version": "0", **posted}
    )
    assert answer.status_code == 422
    assert complaint in words(answer)
    assert not ReportingRule.objects.exists()


# -- what became of it --------------------------------------------------------------------------


def test_the_timeline_tells_what_was_done(plan: Plan, case: Case) -> None:
    sent(plan, case)
    page = read(case.standing, reverse("plan-history", args=[plan.pk]))
    for text in ("Ban hành kế hoạch", "Ký, gửi báo cáo tiến độ", "Lưu báo cáo tiến độ"):
        assert text in page
    assert "Lưu báo cáo tiến độ" not in read(case.leader, reverse("plan-history", args=[plan.pk]))


def test_the_effect_waits_for_the_next_result(plan: Plan, case: Case) -> None:
    page = read(case.official, reverse("plan-effect", args=[plan.pk]))
    assert "Chưa có kết quả năm sau để so sánh" in page
