"""The pages of statistics, asked over HTTP."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from parindex.units.models import User
from reports.appendices.statistics import statistics_appendix
from reports.models import Collection, Handing, IndicatorSet, IndicatorValue, Period
from reports.statistics.loading import indicator_sets_load
from reports.statistics.services import sheet_extend
from tests.reports.statistics.cases import StatisticsCase, merge


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def entry_url(case: StatisticsCase, unit: object, table: str = "I") -> str:
    return reverse("statistics-entry", args=[case.sheet(unit).pk, table])  # type: ignore[arg-type]


def form_of(case: StatisticsCase, **typed: str) -> dict[str, str]:
    """`i3_count="4"` with its version as the page shows it."""
    posted = {}
    for name, value in typed.items():
        code, part = name.rsplit("_", 1)
        row = case.row(code.replace("i", "I.", 1).replace("_", "."))
        posted[f"e{row.pk}-{part}"] = value
        posted.setdefault(f"e{row.pk}-version", "0")
    return posted


def test_a_table_shows_own_rows_beside_the_year_before(case: StatisticsCase) -> None:
    unit = case.communes[0]
    case.enter(unit, "I.3", period=case.last, count="1234")
    page = signed_in(case.officials[unit.pk]).get(entry_url(case, unit)).content.decode()
    assert "1.234" in page
    assert "Năm 2019" in page
    assert f'name="e{case.row("I.3").pk}-count"' in page
    assert f'name="e{case.row("I.1").pk}-count"' not in page


def test_a_merged_unit_sees_that_the_year_before_is_a_sum(case: StatisticsCase) -> None:
    for unit in case.communes[:2]:
        case.enter(unit, "I.3", period=case.last, count="5")
    made = merge(case, case.communes[:2], "xã Mới")
    page = signed_in(case.officials[made.pk]).get(entry_url(case, made)).content.decode()
    assert "gộp từ 2 đơn vị" in page


def test_what_is_right_is_saved_and_what_is_wrong_stays_with_its_message(
    case: StatisticsCase,
) -> None:
    unit = case.communes[0]
    client = signed_in(case.officials[unit.pk])
    posted = form_of(case, i3_count="3.571", i2_3_numerator="9", i2_3_denominator="8")
    answer = client.post(entry_url(case, unit), posted)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Không được lớn hơn 8." in page
    assert 'value="9"' in page
    assert IndicatorValue.objects.get().count == 3571


def test_a_stale_page_overwrites_nobody(case: StatisticsCase) -> None:
    unit = case.communes[0]
    case.enter(unit, "I.3", count="4")
    client = signed_in(case.officials[unit.pk])
    answer = client.post(entry_url(case, unit), form_of(case, i3_count="9"))
    assert answer.status_code == 422
    assert "vừa lưu số khác: 4." in answer.content.decode()
    assert IndicatorValue.objects.get().count == 4


def test_one_row_is_saved_as_it_is_typed(case: StatisticsCase) -> None:
    unit = case.communes[0]
    row = case.row("I.2.3")
    client = signed_in(case.officials[unit.pk])
    url = reverse("statistics-value-save", args=[case.sheet(unit).pk, row.pk])
    headers = {"X-Requested-With": "autosave"}
    posted = form_of(case, i2_3_numerator="1", i2_3_denominator="8")
    answer = client.post(url, posted, headers=headers).json()
    assert (answer["version"], answer["working"]) == (1, "12,5% (1/8)")
    assert answer["totals"] == {"known": "1/3"}
    assert client.post(url, posted, headers=headers).json()["version"] == 1
    stale = client.post(url, posted | {f"e{row.pk}-numerator": "2"}, headers=headers)
    assert stale.status_code == 409
    wrong = client.post(
        url, {f"e{row.pk}-version": "1", f"e{row.pk}-percent": "x"}, headers=headers
    )
    assert wrong.status_code == 422
    assert set(wrong.json()["errors"]) == {"percent"}


def test_contradicting_figures_are_told_at_their_row(case: StatisticsCase) -> None:
    case.enter(case.home_office, "I.2.1", count="10")
    case.enter(case.home_office, "I.2.2", count="11")
    page = signed_in(case.home_official).get(entry_url(case, case.home_office)).content.decode()
    assert "11 lớn hơn “Tổng số thủ tục” (10)." in page


def test_sending_asks_about_empty_rows_first(case: StatisticsCase) -> None:
    unit = case.communes[0]
    client = signed_in(case.officials[unit.pk])
    url = reverse("statistics-move", args=[case.sheet(unit).pk, "send"])
    refused = client.post(url)
    assert refused.status_code == 422
    assert "Còn 3 chỉ tiêu chưa có số liệu." in refused.content.decode()
    assert client.post(url, {"without_missing": "1"}).status_code == 302
    assert case.sheet(unit).state == Handing.SENT


def test_the_office_returns_with_a_reason_and_a_day(case: StatisticsCase) -> None:
    unit = case.communes[0]
    case.send(unit)
    client = signed_in(case.standing)
    url = reverse("statistics-move", args=[case.sheet(unit).pk, "return"])
    assert client.post(url, {"reason": " "}).status_code == 422
    wrong_day = client.post(url, {"reason": "Thiếu", "until": "hôm nào"})
    assert wrong_day.status_code == 422
    assert "Thiếu" in wrong_day.content.decode()
    later = timezone.localtime() + timedelta(days=3)
    assert (
        client.post(url, {"reason": "Thiếu", "until": f"{later:%d/%m/%Y %H:%M}"}).status_code == 302
    )
    sheet = case.sheet(unit)
    assert (sheet.state, sheet.reason) == (Handing.RETURNED, "Thiếu")
    assert sheet.extended_until is not None


def test_the_board_tells_who_is_late(case: StatisticsCase) -> None:
    Period.objects.filter(pk=case.now.pk).update(due_at=timezone.now() - timedelta(hours=1))
    sheet_extend(
        sheet=case.sheet(case.communes[0]),
        until=timezone.now() + timedelta(days=1),
        reason="Bão",
        actor=case.standing,
        at=timezone.now(),
    )
    page = signed_in(case.standing).get(reverse("statistics", args=[case.collection.code]))
    text = page.content.decode()
    assert "0/5 đơn vị đã gửi" in text
    assert "4 đơn vị quá hạn" in text


def test_a_commune_sees_only_its_own_line_and_no_sums(case: StatisticsCase) -> None:
    client = signed_in(case.officials[case.communes[0].pk])
    board = client.get(reverse("statistics", args=[case.collection.code])).content.decode()
    assert "Xã Một" in board
    assert "Xã Hai" not in board
    figures = client.get(reverse("statistics-figures", args=[case.collection.code]))
    assert figures.status_code == 403


def test_the_sums_show_how_many_are_in(case: StatisticsCase) -> None:
    case.enter(case.communes[0], "I.3", count="3")
    case.send(case.communes[0])
    client = signed_in(case.leader)
    code = case.collection.code
    page = client.get(reverse("statistics-figures", args=[code])).content.decode()
    assert "1/4" in page
    row = client.get(reverse("statistics-row", args=[code, "I.3"])).content.decode()
    assert "Xã Một" in row
    assert client.get(reverse("statistics-row", args=[code, "I.2"])).status_code == 404


def test_the_office_opens_a_collection_and_a_period(case: StatisticsCase) -> None:
    indicator_sets_load()
    client = signed_in(case.standing)
    form = {"form": "", "organiser": str(case.district.pk)}
    assert client.post(reverse("statistics-new"), form).status_code == 422
    form["form"] = str(IndicatorSet.objects.get(code="TK-CCHC-HUYEN-2020").pk)
    assert client.post(reverse("statistics-new"), form).status_code == 302
    made = Collection.objects.exclude(pk=case.collection.pk).get()
    later = timezone.localtime() + timedelta(days=3)
    period = {"year": "2021", "until": "30/06/2021", "due_at": f"{later:%d/%m/%Y %H:%M}"}
    url = reverse("statistics-period-new", args=[made.code])
    assert client.post(url, period).status_code == 302
    assert made.periods.get().label == "Năm 2021 (Tính đến 30/6)"
    again = client.post(url, period)
    assert again.status_code == 422
    assert "Đã có cột số liệu" in again.content.decode()


def test_the_office_assigns_rows_by_ticking(case: StatisticsCase) -> None:
    client = signed_in(case.standing)
    row = case.row("I.2.1")
    url = reverse("statistics-assign", args=[case.collection.code])
    posted = {f"row-{row.pk}-shown": "1", f"row-{row.pk}": [str(case.justice.pk)]}
    assert client.post(url, posted).status_code == 302
    offices = case.collection.reporters.filter(indicator=row).values_list("office", flat=True)
    assert list(offices) == [case.justice.pk]
    client.post(url, {f"row-{row.pk}-shown": "1"})
    assert "1 dòng chưa giao" in client.get(url).content.decode()


def workbook(case: StatisticsCase, unit: object, **cells: str | int) -> SimpleUploadedFile:
    """The unit's own workbook with some cells filled: `D2=5`."""
    client = signed_in(case.person(unit))  # type: ignore[arg-type]
    sheet = case.sheet(unit)  # type: ignore[arg-type]
    content = client.get(reverse("statistics-workbook", args=[sheet.pk])).content
    book = load_workbook(io.BytesIO(content))
    for address, value in cells.items():
        book["Số liệu"][address] = value
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("so-lieu.xlsx", out.getvalue())


def test_a_workbook_comes_in_after_it_was_looked_at(case: StatisticsCase) -> None:
    unit = case.communes[0]
    client = signed_in(case.officials[unit.pk])
    case.enter(unit, "I.3", count="1")
    file = workbook(case, unit, E2=7, F2="8", D3=5)
    answer = client.post(reverse("statistics-upload", args=[case.sheet(unit).pk]), {"file": file})
    assert answer.status_code == 302
    check = answer["Location"]
    page = client.get(check)
    assert "87,5% (7/8)" in page.content.decode()
    assert IndicatorValue.objects.count() == 1
    seen = page.context["plan"].digest
    assert client.post(check, {"seen": "khác"}).status_code == 409
    assert client.post(check, {"seen": seen}).status_code == 302
    values = dict(IndicatorValue.objects.values_list("indicator__code", "count"))
    assert values == {"I.2.3": None, "I.3": 5}
    assert client.post(check, {"seen": seen}).status_code == 423


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"D3": "nhiều"}, "D3"),
        ({"E2": 9, "F2": 8}, "Không được lớn hơn 8."),
        ({"D2": 5}, "ô này phải để trống"),
        ({"A3": "I.2.3"}, "A2"),
        ({"A3": "I.1"}, "không có dòng mang mã này"),
    ],
)
def test_one_wrong_cell_stops_the_whole_workbook(
    case: StatisticsCase, cells: dict[str, str | int], words: str
) -> None:
    unit = case.communes[0]
    client = signed_in(case.officials[unit.pk])
    file = workbook(case, unit, **{"D4": 1, **cells})
    answer = client.post(reverse("statistics-upload", args=[case.sheet(unit).pk]), {"file": file})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not IndicatorValue.objects.exists()


def test_the_workbook_of_another_unit_is_refused(case: StatisticsCase) -> None:
    first, second = case.communes[:2]
    client = signed_in(case.officials[second.pk])
    url = reverse("statistics-upload", args=[case.sheet(second).pk])
    answer = client.post(url, {"file": workbook(case, first, D3=5)})
    assert answer.status_code == 422
    assert "đơn vị hoặc kỳ khác" in answer.content.decode()


def test_the_annex_has_real_numbers_and_every_printed_row(case: StatisticsCase) -> None:
    case.enter(case.communes[0], "I.3", count="3")
    case.enter(case.communes[0], "I.2.3", numerator="1", denominator="8")
    case.send(case.communes[0])
    book = load_workbook(io.BytesIO(statistics_appendix(case.collection).content))
    assert book.sheetnames == ["Bảng I", "Thông tin"]
    sheet = book["Bảng I"]
    assert sheet["A1"].value == "Thống kê của Ủy ban nhân dân huyện Thử (2019-2020)"
    rows = {row[1].value: row for row in sheet.iter_rows(min_row=4)}
    assert len(rows) == 8
    assert rows["Số phản ánh đã nhận"][4].value == 3
    assert rows["Số phản ánh đã nhận"][3].value is None
    assert rows["Tỷ lệ hồ sơ đúng hạn"][4].value == 12.5
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$3:$3"


def test_a_stranger_finds_no_statistics(case: StatisticsCase) -> None:
    client = signed_in(case.stranger)
    for name, argument in (("statistics", case.collection.code),):
        assert client.get(reverse(name, args=[argument])).status_code == 404
    assert client.get(entry_url(case, case.communes[0])).status_code == 404
    assert client.get(reverse("reports")).status_code == 200


def test_a_colleague_reads_but_cannot_write(case: StatisticsCase) -> None:
    unit = case.communes[0]
    page = signed_in(case.standing).get(entry_url(case, unit)).content.decode()
    assert "data-save-url" not in page
    answer = signed_in(case.standing).post(entry_url(case, unit), form_of(case, i3_count="1"))
    assert answer.status_code == 403
    assert not IndicatorValue.objects.exists()
