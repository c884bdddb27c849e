"""Figures of the standing office: typed on one page, brought by a workbook, never self-scored."""

import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from assessments.models import Appraisal, Campaign, Entry, FieldSheet, SurveyResult
from assessments.office.items import satisfaction_mismatch
from assessments.services.declaring import Declaration, entry_declare
from assessments.workflow import State
from criteria.models import CriteriaSet, SetStatus
from parindex.errors import PortalError
from parindex.history.models import Event
from parindex.units.models import Role, Unit, User
from tests.factories import make_campaign, make_criterion, make_unit, make_user

pytestmark = pytest.mark.django_db


class District:
    """Communes with one appraised leaf, a published satisfaction score of 40 points, an index and
    a survey of votes."""

    def __init__(self, units: int = 2) -> None:
        self.organiser = make_unit("huyện Thử", kind="district")
        self.units = [make_unit(parent=self.organiser) for _number in range(units)]
        self.standing = make_user(role=Role.STANDING_OFFICE, on=self.organiser)
        self.official = make_user(role=Role.OFFICIAL, on=self.units[0])
        made = CriteriaSet.objects.create(code="BO-SIPAS", name="Bộ", level="commune", year=2022)
        make_criterion(made, "1", max_score="60")
        make_criterion(
            made,
            "2",
            max_score="40",
            method="survey_sipas",
            rule_kind="survey",
            rule_params={"mode": "score"},
        )
        answers = [
            {"key": "a", "label": "Tốt", "weight": "1"},
            {"key": "b", "label": "Chưa tốt", "weight": "0.5"},
        ]
        make_criterion(
            made,
            "3",
            max_score="2",
            method="survey_leaders",
            rule_kind="survey",
            rule_params={"mode": "votes", "answers": answers},
        )
        made.status = SetStatus.PUBLISHED
        made.save()
        self.campaign = make_campaign(self.units, organiser=self.organiser, criteria_set=made)

    def entry(self, code: str, unit: Unit | None = None) -> Entry:
        return Entry.objects.get(
            assessment__campaign=self.campaign,
            assessment__unit=unit or self.units[0],
            criterion__code=code,
        )

    def posted(self, **figures: str) -> dict[str, str]:
        """The whole page as a browser sends it; ``s0``, ``e0_2_score`` name unit, leaf and part."""
        values: dict[str, str] = {}
        for number, unit in enumerate(self.units):
            assessment = self.campaign.assessments.get(unit=unit)
            survey = SurveyResult.objects.filter(assessment=assessment).first()
            shown = f"{survey.index:.2f}".replace(".", ",") if survey and survey.index else ""
            values[f"s{assessment.pk}"] = figures.get(f"s{number}", shown)
            values[f"s{assessment.pk}-seen"] = shown
            for code, parts in (("2", ("score",)), ("3", ("a", "b"))):
                entry = self.entry(code, unit)
                values[f"e{entry.pk}-version"] = str(entry.appraisal_version)
                for part in parts:
                    stored = entry.figures.get(part, "").replace(".", ",")
                    values[f"e{entry.pk}-{part}"] = figures.get(f"e{number}_{code}_{part}", stored)
        return values


@pytest.fixture
def district() -> District:
    return District()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(campaign: Campaign) -> str:
    return reverse("office-figures", args=[campaign.code])


def test_it_works(district: District) -> None:
    client = signed_in(district.standing)
    page = client.get(url(district.campaign)).content.decode()
    assert "Chỉ số hài lòng chung (%)" in page
    answer = client.post(
        url(district.campaign),
        district.posted(e0_2_score="29,78", s0="74,87", e1_3_a="10", e1_3_b="10"),
        follow=True,
    )
    assert "Đã ghi 3 số liệu." in answer.content.decode()
    assert district.entry("2").appraised_score == Decimal("29.78")
    assert district.entry("3", district.units[1]).appraised_score == Decimal("1.5")
    assert SurveyResult.objects.get().index == Decimal("74.87")


def test_index_and_points_that_disagree_stand_both_and_are_told(district: District) -> None:
    client = signed_in(district.standing)
    client.post(url(district.campaign), district.posted(e0_2_score="29,78", s0="74,87"))
    page = client.get(url(district.campaign)).content.decode()
    assert "74,87% × 40 = 29,95, khác điểm đã nhập 29,78" in page
    assert district.entry("2").appraised_score == Decimal("29.78")
    assert SurveyResult.objects.get().index == Decimal("74.87")


@pytest.mark.parametrize(
    ("index", "points", "told"),
    [
        ("74.87", "29.95", ""),
        ("74.87", "29.78", "29,95"),
        (None, "29.78", ""),
        ("74.87", None, ""),
        ("74.45", "29.78", ""),
    ],
)
def test_it_warns_only_where_both_are_known_and_differ(
    index: str | None, points: str | None, told: str
) -> None:
    found = satisfaction_mismatch(
        None if index is None else Decimal(index),
        None if points is None else Decimal(points),
        Decimal(40),
    )
    assert told in found
    assert bool(found) == bool(told)


def test_a_wrong_cell_keeps_all_that_was_typed_and_writes_nothing(district: District) -> None:
    client = signed_in(district.standing)
    answer = client.post(
        url(district.campaign),
        district.posted(e0_2_score="41", s0="174,87", e1_2_score="30", e1_3_a="5"),
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    for kept in ('value="41"', 'value="174,87"', 'value="30"', 'value="5"'):
        assert kept in page
    assert "Chỉ số phải từ 0 đến 100" in page
    assert "Hãy nhập đủ số liệu." in page
    assert not SurveyResult.objects.exists()
    assert district.entry("2", district.units[1]).appraised_score is None
    assert not Appraisal.objects.exists()


def test_saving_the_same_again_writes_nothing(district: District) -> None:
    client = signed_in(district.standing)
    client.post(url(district.campaign), district.posted(e0_2_score="29,78", s0="74,87"))
    before = Event.objects.count(), district.entry("2").appraisal_version
    client.post(url(district.campaign), district.posted())
    assert (Event.objects.count(), district.entry("2").appraisal_version) == before


def test_a_figure_typed_for_the_wrong_unit_can_be_taken_out(district: District) -> None:
    client = signed_in(district.standing)
    client.post(url(district.campaign), district.posted(e0_2_score="29,78"))
    client.post(url(district.campaign), district.posted(e0_2_score=""))
    entry = district.entry("2")
    assert (entry.appraised_score, entry.figures, entry.cause) == (None, {}, "")


def test_a_colleague_who_was_faster_is_named(district: District) -> None:
    seen = district.posted(e0_2_score="20", s0="60")
    colleague = make_user(role=Role.STANDING_OFFICE, on=district.organiser)
    signed_in(colleague).post(
        url(district.campaign), district.posted(e0_2_score="29,78", s0="74,87")
    )
    answer = signed_in(district.standing).post(url(district.campaign), seen)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"{colleague.full_name}" in page
    assert "Người khác vừa ghi 74,87" in page
    assert district.entry("2").appraised_score == Decimal("29.78")


def test_an_approved_sheet_is_only_looked_at(district: District) -> None:
    FieldSheet.objects.filter(criterion__code="2", assessment__unit=district.units[0]).update(
        state=State.APPROVED
    )
    client = signed_in(district.standing)
    assert (
        f'name="e{district.entry("2").pk}-score"'
        not in client.get(url(district.campaign)).content.decode()
    )
    answer = client.post(url(district.campaign), district.posted(e0_2_score="1"))
    assert answer.status_code == 422
    assert district.entry("2").appraised_score is None


def test_units_officials_and_leaders_enter_nothing(district: District) -> None:
    leader = make_user(role=Role.LEADER, on=district.organiser)
    for person in (district.official, leader):
        client = signed_in(person)
        assert client.get(url(district.campaign)).status_code == 403
        posted = district.posted(e0_2_score="29,78")
        assert client.post(url(district.campaign), posted).status_code == 403
    assert district.entry("2").appraised_score is None


def test_the_unit_never_scores_them_itself(district: District) -> None:
    entry = district.entry("2")
    with pytest.raises(PortalError):
        entry_declare(
            entry_id=entry.pk,
            actor=district.official,
            declared=Declaration({"score": "40"}, "", entry.version),
            at=timezone.now(),
        )
    assert district.entry("2").self_score is None


def test_queries_do_not_grow_with_the_units() -> None:
    counts: list[int] = []
    for units in (2, 9):
        if counts:
            CriteriaSet.objects.filter(code="BO-SIPAS").update(code="BO-CU")
        district = District(units)
        client = signed_in(district.standing)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url(district.campaign)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 18, counts


# -- by workbook --------------------------------------------------------------------------------


def workbook(district: District, change: Callable[[Any], None]) -> SimpleUploadedFile:
    """The portal's own template, filled in as an office would."""
    client = signed_in(district.standing)
    content = client.get(reverse("office-template", args=[district.campaign.code])).content
    book = load_workbook(io.BytesIO(content))
    change(book["Số liệu"])
    target = io.BytesIO()
    book.save(target)
    return SimpleUploadedFile("so-lieu.xlsx", target.getvalue())


def send(district: District, file: SimpleUploadedFile) -> tuple[Client, Any]:
    client = signed_in(district.standing)
    place = reverse("office-upload", args=[district.campaign.code])
    return client, client.post(place, {"file": file}, follow=True)


def fill(ws: Any) -> None:
    """C: index, D: points, E and F: votes."""
    ws["C2"], ws["D2"] = 74.87, "29,78"
    ws["E3"], ws["F3"] = 10, 10


def test_a_workbook_is_looked_through_before_it_is_written(district: District) -> None:
    client, answer = send(district, workbook(district, fill))
    page = answer.content.decode()
    assert "3 số liệu sẽ đổi" in page
    assert district.entry("2").appraised_score is None
    confirm = answer.redirect_chain[-1][0]
    seen = page.split('name="seen" value="')[1].split('"')[0]
    done = client.post(confirm, {"seen": seen}, follow=True)
    assert "Đã ghi 3 số liệu từ tệp." in done.content.decode()
    assert district.entry("2").appraised_score == Decimal("29.78")
    assert district.entry("3", district.units[1]).appraised_score == Decimal("1.5")
    assert SurveyResult.objects.get().index == Decimal("74.87")
    assert client.post(confirm, {"seen": seen}).status_code == 423


def test_every_wrong_cell_is_named_and_nothing_is_written(district: District) -> None:
    def spoil(ws: Any) -> None:
        ws["C2"], ws["D2"], ws["D3"] = 120, "bốn mươi", 41
        ws["E3"] = 5
        ws["A4"], ws["D4"] = "KHONG-CO", 1

    _client, answer = send(district, workbook(district, spoil))
    page = answer.content.decode()
    assert answer.status_code == 422
    for cell in ("C2", "D2", "D3", "F3", "A4"):
        assert f"Số liệu, {cell}" in page
    assert "có 5 lỗi; chưa ghi gì" in page
    assert not Appraisal.objects.exists()


def test_a_blank_cell_keeps_what_stands(district: District) -> None:
    signed_in(district.standing).post(
        url(district.campaign), district.posted(e0_2_score="29,78", s0="74,87")
    )

    def empty(ws: Any) -> None:
        ws["C2"] = ws["D2"] = None

    _client, answer = send(district, workbook(district, empty))
    assert "Tệp không thay đổi gì" in answer.content.decode()


def test_a_figure_that_changed_meanwhile_is_shown_again(district: District) -> None:
    client, answer = send(district, workbook(district, fill))
    seen = answer.content.decode().split('name="seen" value="')[1].split('"')[0]
    signed_in(district.standing).post(url(district.campaign), district.posted(e0_2_score="20"))
    again = client.post(answer.redirect_chain[-1][0], {"seen": seen})
    assert again.status_code == 409
    assert "Hãy xem lại rồi xác nhận" in again.content.decode()
    assert district.entry("2").appraised_score == Decimal(20)


def test_the_workbook_of_another_campaign_is_refused(district: District) -> None:
    other = make_campaign(
        district.units, organiser=district.organiser, criteria_set=district.campaign.criteria_set
    )
    client = signed_in(district.standing)
    content = client.get(reverse("office-template", args=[other.code])).content
    file = SimpleUploadedFile("khac.xlsx", content)
    _client, answer = send(district, file)
    assert answer.status_code == 422
    assert "đây là mẫu khác của cổng" in answer.content.decode()
