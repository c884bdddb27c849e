"""The journal: who may read which events, what a search finds, what is taken along."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from assessments.workflow import Verb
from parindex.history.models import Event
from parindex.history.services import event_record
from parindex.units.models import Role, UnitKind, User
from reports.journal.queries import readable_events
from tests.assessments.cases import Case, make_case
from tests.factories import make_unit, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    made = make_case()
    made.submitted("1")
    return made


@pytest.fixture
def auditor(case: Case) -> User:
    return make_user(role=Role.AUDITOR, on=case.district)


def ask(user: User, **query: str) -> HttpResponse:
    client = Client()
    client.force_login(user)
    answer: Any = client.get(reverse("journal"), query)
    return answer  # type: ignore[no-any-return]


def page(user: User, **query: str) -> str:
    return ask(user, **query).content.decode()


def exported(user: User, **query: str) -> tuple[list[tuple[Any, ...]], dict[str, Any]]:
    """Rows of the journal's sheet without the head, and the facts of the cover."""
    client = Client()
    client.force_login(user)
    answer: Any = client.get(reverse("journal-workbook"), query)
    assert answer.status_code == 200
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    facts = {str(row[0]): row[1] for row in book["Bìa"].iter_rows(min_row=2, values_only=True)}
    return list(book["Nhật ký"].iter_rows(min_row=2, values_only=True)), facts


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR, Role.STANDING_OFFICE])
def test_who_oversees_reads_the_whole_subtree(case: Case, role: Role) -> None:
    reader = make_user(role=role, on=case.district)
    shown = page(reader)
    assert "Ký duyệt và gửi</strong>" in shown
    assert "Mở đợt đánh giá</strong>" in shown


def test_who_oversees_another_district_reads_nothing_of_this_one(case: Case) -> None:
    top = make_unit(kind=UnitKind.PROVINCE)
    elsewhere = make_unit(kind=UnitKind.DISTRICT, parent=top)
    auditor = make_user(role=Role.AUDITOR, on=elsewhere)
    assert not readable_events(auditor).exists()
    assert "Ký duyệt và gửi</strong>" not in page(auditor)


def test_a_district_reads_its_units_people_campaigns_and_sheets_only(case: Case) -> None:
    make_unit(kind=UnitKind.PROVINCE)
    auditor = make_user(role=Role.AUDITOR, on=case.district)
    other = make_unit("xã Nơi khác", parent=make_unit(kind=UnitKind.PROVINCE))
    event_record(actor=None, action="unit.edit", subject=other)
    event_record(actor=None, action="unit.edit", subject=case.commune)
    event_record(actor=None, action="role.give", subject=case.official, scope=case.commune)
    found = readable_events(auditor)
    assert set(found.values_list("subject_name", flat=True)) >= {
        str(case.commune),
        str(case.official),
        str(case.campaign),
    }
    assert not found.filter(subject_name="xã Nơi khác").exists()


def test_a_unit_reads_its_own_sheets_without_addresses(case: Case) -> None:
    shown = page(case.official)
    assert "Ký duyệt và gửi</strong>" in shown
    assert "Mở đợt đánh giá</strong>" not in shown
    assert "cùng lần bấm" not in shown
    assert "Ký duyệt và gửi</strong>" not in page(case.stranger)


@pytest.mark.parametrize("who", ["appraiser", "leader"])
def test_others_are_refused(case: Case, who: str) -> None:
    answer = ask(getattr(case, who))
    assert answer.status_code == 403
    assert "Nhật ký dành cho" in answer.content.decode()


def test_it_finds_by_person_action_unit_campaign_day_and_words(case: Case, auditor: User) -> None:
    today = timezone.localdate()
    case.move(Verb.WITHDRAW, case.head, reason="Đính chính số liệu")
    asked = [
        {"nguoi": case.head.full_name.lower()},
        {"viec": "sheet.withdraw"},
        {"don_vi": "xa mot"},
        {"don_vi": case.commune.code},
        {"dot": case.campaign.code},
        {"tu": f"{today:%d/%m/%Y}", "den": f"{today:%d/%m/%Y}"},
        {"chu": "đính chính"},
    ]
    for query in asked:
        assert "Rút lại để sửa</strong>" in page(auditor, **query), query
    missed = [
        {"nguoi": "không ai cả"},
        {"viec": "sheet.approve"},
        {"don_vi": case.neighbour.code},
        {"den": f"{today - timedelta(days=1):%d/%m/%Y}"},
        {"tu": f"{today + timedelta(days=1):%d/%m/%Y}"},
        {"chu": "bão lụt"},
    ]
    for query in missed:
        assert "Rút lại để sửa</strong>" not in page(auditor, **query), query


def test_what_one_click_changed_is_found_together(case: Case, auditor: User) -> None:
    client = Client()
    client.force_login(case.head)
    client.post(reverse("sheet-move", args=[case.sheet("1").pk, "withdraw"]), {"reason": "Sửa"})
    event = Event.objects.get(action="sheet.withdraw")
    assert event.ip_address == "127.0.0.1"
    shown = page(auditor, yeu_cau=event.request_id)
    assert "Rút lại để sửa</strong>" in shown
    assert "Ký duyệt và gửi</strong>" not in shown
    assert "127.0.0.1" in shown


def test_a_wrong_day_is_told_at_its_field_and_stays(case: Case, auditor: User) -> None:
    answer = ask(auditor, tu="32/13/2022")
    assert answer.status_code == 422
    assert "Hãy nhập ngày/tháng/năm" in answer.content.decode()
    assert "32/13/2022" in answer.content.decode()
    assert "Ngày cuối phải" in page(auditor, tu="02/01/2022", den="01/01/2022")


def test_the_workbook_has_as_many_rows_as_its_cover_says(case: Case, auditor: User) -> None:
    rows, facts = exported(auditor)
    assert facts["Số dòng"] == len(rows) == readable_events(auditor).count() - 1
    assert facts["Người xuất"].startswith(auditor.full_name)
    assert all(isinstance(row[0], datetime) for row in rows)
    assert {row[2] for row in rows} >= {"Ký duyệt và gửi", "Mở đợt đánh giá"}
    event = Event.objects.get(action="history.export")
    assert event.after
    assert event.after["rows"] == len(rows)


def test_the_workbook_holds_what_was_searched_and_says_so(case: Case, auditor: User) -> None:
    rows, facts = exported(auditor, viec="sheet.submit")
    assert [row[2] for row in rows] == ["Ký duyệt và gửi"]
    assert facts["Việc"] == "Ký duyệt và gửi"


def test_no_cell_of_the_workbook_is_a_formula(case: Case, auditor: User) -> None:
    case.move(Verb.WITHDRAW, case.head, reason='=HYPERLINK("http://example.org")')
    rows, _facts = exported(auditor, viec="sheet.withdraw")
    assert rows[0][5] == '\'=HYPERLINK("http://example.org")'


def test_a_units_workbook_has_no_addresses(case: Case) -> None:
    rows, _facts = exported(case.official)
    assert rows
    assert len(rows[0]) == 6


def test_the_page_takes_few_queries(
    case: Case, auditor: User, django_assert_max_num_queries: Any
) -> None:
    client = Client()
    client.force_login(auditor)
    client.get(reverse("journal"))
    with django_assert_max_num_queries(10):
        client.get(reverse("journal"))
