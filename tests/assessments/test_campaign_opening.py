"""Opening: every sheet and entry exists at once, and what does not apply is out of everything."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.models import Campaign, Entry, FieldSheet, Result
from assessments.queries import missing_declarations
from assessments.services.campaigns import campaign_open
from assessments.services.moving import sheet_move
from assessments.totals import recompute, running_totals
from assessments.workflow import State, Verb
from criteria.models import CriteriaSet
from parindex.errors import Locked
from parindex.units.models import Role, UnitKind
from tests.assessments.preparing import Preparation, make_preparation, text_of
from tests.factories import make_criterion, make_set, make_unit, make_user


@pytest.fixture
def office(db: None) -> Preparation:
    return make_preparation()


def open_with(office: Preparation, **excluded: str) -> Campaign:
    office.prepared()
    office.exclude(**excluded)
    office.start()
    return office.campaign


def test_without_exclusions_everything_counts_and_is_open(office: Preparation) -> None:
    campaign = office.opened()
    entries = Entry.objects.filter(assessment__campaign=campaign)
    assert set(entries.values_list("is_counted", "is_open")) == {(True, True)}


def test_an_excluded_leaf_is_neither_counted_nor_open(office: Preparation) -> None:
    campaign = open_with(office, n1_1="Chưa triển khai")
    entries = Entry.objects.filter(assessment__campaign=campaign)
    state = dict.fromkeys(("1.1", "1.2", "2"), (True, True)) | {"1.1": (False, False)}
    assert {
        code: (counted, is_open)
        for code, counted, is_open in entries.values_list(
            "criterion__code", "is_counted", "is_open"
        )
    } == state
    assert entries.count() == 9


def test_an_excluded_criterion_takes_all_its_leaves_with_it(db: None) -> None:
    office = make_preparation()
    deep = CriteriaSet.objects.create(code="SAU", name="Bộ ba cấp", level="commune", year=2026)
    field = make_criterion(deep, "1", is_leaf=False, max_score="3")
    criterion = make_criterion(deep, "1.1", parent=field, is_leaf=False, max_score="2")
    for code in ("1.1.1", "1.1.2"):
        make_criterion(deep, code, parent=criterion)
    make_criterion(deep, "1.2", parent=field)
    make_criterion(deep, "2")
    deep.status = "published"
    deep.save()
    office.criteria_set = deep
    open_with(office, n1_1="Không có")
    out = Entry.objects.filter(is_counted=False).values_list("criterion__code", flat=True)
    assert set(out) == {"1.1.1", "1.1.2"}


def test_the_index_is_rescaled_to_what_applies(office: Preparation) -> None:
    campaign = open_with(office, n1_1="Chưa triển khai")
    commune = office.communes[0]
    own = Entry.objects.filter(assessment__unit=commune)
    own.filter(criterion__code="1.2").update(appraised_score=Decimal("0.5"))
    own.filter(criterion__code="2").update(appraised_score=Decimal("1"))
    recompute(campaign, at=timezone.now())
    result = Result.objects.get(assessment__unit=commune)
    assert (result.points, result.max_points, result.percent) == (
        Decimal("1.5"),
        Decimal("2"),
        Decimal("75"),
    )
    assert result.is_complete
    assert result.rank == 1


def test_nobody_owes_or_scores_an_excluded_entry(office: Preparation) -> None:
    open_with(office, n1_1="Chưa triển khai")
    commune = office.communes[0]
    sheet = FieldSheet.objects.get(assessment__unit=commune, criterion__code="1")
    assert [entry.criterion.code for entry, _why in missing_declarations(sheet)] == ["1.2"]
    assert running_totals(sheet.assessment)[sheet.criterion_id].total == 1
    official = make_user(role=Role.OFFICIAL, on=commune)
    office.client.force_login(official)
    entry = Entry.objects.get(assessment__unit=commune, criterion__code="1.1")
    url = reverse("sheet", args=[office.campaign.code, commune.code, "1"])
    page = text_of(office.client.get(url))
    assert "Không áp dụng trong đợt này:" in page
    assert "Chưa triển khai" in page
    assert reverse("entry-save", args=[entry.pk]) not in page
    response = office.client.post(
        reverse("entry-save", args=[entry.pk]),
        {f"e{entry.pk}-score": "1", f"e{entry.pk}-version": "0"},
    )
    assert response.status_code in (403, 423)
    entry.refresh_from_db()
    assert entry.self_score is None


def test_reopening_a_sheet_does_not_bring_an_excluded_entry_back(office: Preparation) -> None:
    open_with(office, n1_1="Chưa triển khai")
    commune = office.communes[0]
    sheet = FieldSheet.objects.get(assessment__unit=commune, criterion__code="1")
    FieldSheet.objects.filter(pk=sheet.pk).update(state=State.SUBMITTED)
    sheet_move(
        sheet_id=sheet.pk,
        verb=Verb.REOPEN,
        actor=office.standing,
        at=timezone.now(),
        reason="Sửa số liệu",
    )
    entry = Entry.objects.get(sheet=sheet, criterion__code="1.1")
    assert entry.is_excluded
    office.client.force_login(make_user(role=Role.OFFICIAL, on=commune))
    values = {f"e{entry.pk}-score": "1", f"e{entry.pk}-version": "0"}
    office.client.post(reverse("entry-save", args=[entry.pk]), values)
    entry.refresh_from_db()
    assert entry.self_score is None


def test_a_field_of_which_nothing_applies_is_settled_from_the_start(office: Preparation) -> None:
    open_with(office, n1="Không áp dụng năm nay")
    states = FieldSheet.objects.values_list("criterion__code", "state", "reason").distinct()
    assert set(states) == {
        ("1", State.APPROVED, "Không áp dụng trong đợt này."),
        ("2", State.DRAFT, ""),
    }


def test_it_takes_as_many_queries_for_one_unit_as_for_thirty(db: None) -> None:
    district = make_unit(kind=UnitKind.DISTRICT)
    counts = []
    for units in (1, 30):
        campaign = Campaign.objects.create(
            code=f"Q{units}",
            name="Đợt",
            year=2026,
            criteria_set=make_set(),
            organiser=district,
        )
        members = [make_unit(parent=district) for _number in range(units)]
        with CaptureQueriesContext(connection) as queries:
            campaign_open(campaign=campaign, units=members, actor=None, at=timezone.now())
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_an_open_campaign_is_not_opened_again(office: Preparation) -> None:
    campaign = office.opened()
    with pytest.raises(Locked):
        campaign_open(campaign=campaign, units=[], actor=None, at=timezone.now())
