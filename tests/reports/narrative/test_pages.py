"""The pages of periodic reports, for everybody around them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from parindex.history.models import Notice
from parindex.units.models import Role, UnitKind, User
from reports.handing import Verb
from reports.journal.queries import readable_events
from reports.models import Collection, IndicatorSet, Report, ReportSection
from tests.factories import make_unit, make_user
from tests.reports.narrative.cases import ReportCase

pytestmark = pytest.mark.django_db
SECRET = "Lời riêng của Phòng Tư pháp"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def save(client: Client, section: ReportSection, text: str, version: int) -> tuple[int, dict]:  # type: ignore[type-arg]
    response = client.post(
        reverse("report-section-save", args=[section.pk]),
        {f"e{section.pk}-text": text, f"e{section.pk}-version": version},
    )
    return response.status_code, response.json()


def test_the_text_is_saved_as_it_is_typed(case: ReportCase) -> None:
    client, section = signed_in(case.justice_official), case.section("Thể chế")
    status, answer = save(client, section, "- **Ý** đầu", 0)
    assert (status, answer["ok"], answer["version"]) == (200, True, 1)
    assert answer["preview"] == "<p>- <strong>Ý</strong> đầu</p>"
    status, answer = save(client, section, "Lời khác", 0)
    assert (status, answer["url"]) == (409, section.get_absolute_url())


def test_without_scripts_a_conflict_shows_both_texts(case: ReportCase) -> None:
    section = case.write("Thể chế", "Lời của người kia", case.justice_official)
    client = signed_in(case.justice_official)
    response = client.post(
        section.get_absolute_url(),
        {f"e{section.pk}-text": "Lời của tôi", f"e{section.pk}-version": "0"},
    )
    page = response.content.decode()
    assert response.status_code == 409
    assert "Lời của người kia" in page
    assert ">Lời của tôi</textarea>" in page
    assert f'name="e{section.pk}-version" value="1"' in page


def test_a_return_without_reason_keeps_what_was_typed(case: ReportCase) -> None:
    case.write("Thể chế", "Xong", case.justice_official)
    section = case.move("Thể chế", Verb.SEND, case.justice_official)
    response = signed_in(case.standing).post(
        reverse("report-section-move", args=[section.pk, "return"]), {"reason": " "}
    )
    assert response.status_code == 422
    assert "Hãy ghi lý do" in response.content.decode()


def test_an_office_reads_its_own_section_only(case: ReportCase) -> None:
    section = case.write("Thể chế", SECRET, case.justice_official)
    colleague = signed_in(case.home_official)
    assert colleague.get(case.report.get_absolute_url()).status_code == 200
    assert colleague.get(section.get_absolute_url()).status_code == 404
    assert colleague.get(reverse("report-whole", args=[case.report.pk])).status_code == 403
    for reader in (case.standing, case.leader):
        whole = signed_in(reader).get(reverse("report-whole", args=[case.report.pk]))
        assert SECRET in whole.content.decode()
    stranger = signed_in(case.stranger)
    for url in (case.report.get_absolute_url(), section.get_absolute_url()):
        assert stranger.get(url).status_code == 404


def test_the_list_shows_what_is_owed(case: ReportCase) -> None:
    page = signed_in(case.justice_official).get(reverse("reports")).content.decode()
    assert "1. Thể chế" in page
    assert "2. Thủ tục hành chính" not in page
    assert "0/3" in page


def test_the_list_asks_no_more_with_more_reports(
    case: ReportCase, django_assert_max_num_queries: object
) -> None:
    client = signed_in(case.standing)
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        client.get(reverse("reports"))
    for number in (1, 3, 4):
        copy = Report.objects.get(pk=case.report.pk)
        copy.pk, copy.number = None, number
        copy.save()
        ReportSection.objects.create(report=copy, position=1, level=1, heading="Mục")
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        client.get(reverse("reports"))


def test_a_report_is_opened_by_the_form(case: ReportCase) -> None:
    client = signed_in(case.standing)
    posted = {
        "unit": case.district.pk,
        "outline": case.outline.pk,
        "period": "half-1",
        "year": "2024",
        "due_at": "",
        "statistics": "",
    }
    response = client.post(reverse("report-new"), posted)
    made = Report.objects.get(year=2024)
    assert response["Location"] == reverse("report-assign", args=[made.pk])
    assert made.subject == "Kết quả 6 tháng đầu năm 2024"
    assert (made.due_at.month, made.due_at.day) == (6, 15)
    again = client.post(reverse("report-new"), posted)
    assert again.status_code == 422
    assert "Đã có báo cáo" in again.content.decode()
    assert signed_in(case.justice_official).get(reverse("report-new")).status_code == 403


def test_what_was_typed_into_a_section_that_closed_meanwhile_is_shown(case: ReportCase) -> None:
    client, section = signed_in(case.justice_official), case.section("Thể chế")
    ReportSection.objects.filter(pk=section.pk).update(
        extended_until=case.at - timedelta(minutes=1)
    )
    posted = {f"e{section.pk}-text": "Lời gõ lúc hết hạn", f"e{section.pk}-version": "0"}
    response = client.post(section.get_absolute_url(), posted)
    page = response.content.decode()
    assert response.status_code == 423
    assert "Đã hết hạn" in page
    assert "readonly>Lời gõ lúc hết hạn</textarea>" in page
    assert case.section("Thể chế").text == ""


def test_a_refused_return_keeps_the_day_that_was_typed(case: ReportCase) -> None:
    case.write("Thể chế", "Xong", case.justice_official)
    section = case.move("Thể chế", Verb.SEND, case.justice_official)
    response = signed_in(case.standing).post(
        reverse("report-section-move", args=[section.pk, "return"]),
        {"reason": "", "until": "31/12/2099 17:00"},
    )
    assert response.status_code == 422
    page = response.content.decode()
    assert 'value="31/12/2099 17:00"' in page
    assert 'id="ly-do-error">Hãy ghi lý do' in page


def test_refused_choices_of_offices_stay_chosen(case: ReportCase) -> None:
    case.write("Thể chế", "Xong", case.justice_official)
    sent = case.move("Thể chế", Verb.SEND, case.justice_official)
    other = case.section("KIẾN NGHỊ")
    posted = {f"muc-{sent.pk}": case.home_office.pk, f"muc-{other.pk}": case.justice.pk}
    response = signed_in(case.standing).post(
        reverse("report-assign", args=[case.report.pk]), posted
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "vừa được gửi" in page
    assert f'<option value="{case.justice.pk}" selected>' in page
    assert case.section("KIẾN NGHỊ").office is None


def test_the_board_says_where_a_reference_leads_nowhere(case: ReportCase) -> None:
    case.write("Thể chế", "Đạt [[chi-so-1999]].", case.justice_official)
    url = case.report.get_absolute_url()
    assert "<code>chi-so-1999</code>" in signed_in(case.standing).get(url).content.decode()
    assert "chi-so-1999" not in signed_in(case.home_official).get(url).content.decode()


def test_the_day_and_the_statistics_change_while_it_is_written(case: ReportCase) -> None:
    client, url = signed_in(case.standing), reverse("report-due", args=[case.report.pk])
    form = IndicatorSet.objects.create(code="BIEU-THU", name="Biểu thử")
    own = Collection.objects.create(code="rieng", name="Riêng", set=form, organiser=case.district)
    elsewhere = make_unit("huyện Khác", kind=UnitKind.DISTRICT)
    foreign = Collection.objects.create(code="khac", name="Khác", set=form, organiser=elsewhere)
    due = "31/12/2099 17:00"
    refused = client.post(url, {"due_at": due, "statistics": foreign.pk})
    assert refused.status_code == 422
    assert client.post(url, {"due_at": due, "statistics": own.pk}).status_code == 302
    case.report.refresh_from_db()
    assert (case.report.statistics, case.report.due_at.year) == (own, 2099)
    told = Notice.objects.filter(recipient=case.justice_official, kind="deadline")
    assert told.get().title.startswith("Hạn mới 17:00 ngày 31/12/2099: Kết quả quý II/2023")
    client.post(url, {"due_at": due, "statistics": ""})
    assert told.count() == 1


def test_the_journal_of_the_subtree_has_its_reports(case: ReportCase) -> None:
    case.write("Thể chế", "Lời đầu", case.justice_official)
    make_unit(kind=UnitKind.PROVINCE)
    auditor = make_user(role=Role.AUDITOR, on=case.district)
    elsewhere = make_user(role=Role.AUDITOR, on=make_unit("huyện Khác", kind=UnitKind.DISTRICT))
    wanted = {"report.open", "report.assign", "report_section.write"}
    assert wanted <= set(readable_events(auditor).values_list("action", flat=True))
    assert not readable_events(elsewhere).filter(action__in=wanted).exists()


def test_more_time_needs_a_reason_said_at_its_place(case: ReportCase) -> None:
    section = case.section("Thể chế")
    url = reverse("report-section-extend", args=[section.pk])
    client = signed_in(case.standing)
    assert "không bắt buộc" not in client.get(url).content.decode()
    answer = client.post(url, {"until": "31/12/2031 17:00", "reason": " "})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Hãy ghi lý do gia hạn." in page
    assert "31/12/2031 17:00" in page
    assert client.post(url, {"until": "31/12/2031 17:00", "reason": "Bão lụt"}).status_code == 302
