"""Agreeing to many entries at once leaves what agreeing to each by itself leaves."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.models import Appraisal, Assessment, Decision, Entry, Extension, FieldSheet
from assessments.services.agreeing import criterion_agree, sheet_agree
from assessments.services.appraising import Opinion, entry_appraise
from assessments.services.declaring import Declaration, entry_declare
from assessments.services.moving import sheet_move
from assessments.workflow import Phase, State, Verb
from criteria.models import Criterion
from parindex.errors import Locked
from parindex.history.models import Event
from parindex.units.models import Role
from tests.assessments.cases import Case
from tests.factories import make_campaign, make_set, make_unit, make_user


class Province:
    """Many communes that sent the same field, each with other answers."""

    def __init__(self, units: int, *, sent: int | None = None) -> None:
        self.organiser = make_unit("tỉnh Thử", kind="province")
        self.office = make_unit("Sở Tư pháp", kind="department", parent=self.organiser)
        self.appraiser = make_user(role=Role.APPRAISER, on=self.office)
        self.units = [make_unit(parent=self.organiser) for _number in range(units)]
        self.set = make_set(maxima=("2", "1"))
        self.set.criteria.filter(code="1.2").update(not_applicable="full")
        self.campaign = make_campaign(
            self.units, organiser=self.organiser, office=self.office, criteria_set=self.set
        )
        for number, unit in enumerate(self.units[:sent]):
            self._send(number, unit)

    def _send(self, number: int, unit: object) -> None:
        official = make_user(role=Role.HEAD, on=unit)  # type: ignore[arg-type]
        sheet = FieldSheet.objects.get(
            assessment__unit=unit,
            criterion__code="1",  # type: ignore[misc]
        )
        for entry in sheet.entries.select_related("criterion"):
            absent = entry.criterion.code == "1.2" and number % 3 == 0
            figures = {} if absent else {"score": ("1", "0.5", "0")[number % 3]}
            note = "Không phát sinh hồ sơ" if absent else ("", "Kèm báo cáo")[number % 2]
            entry_declare(
                entry_id=entry.pk,
                actor=official,
                declared=Declaration(figures, note, entry.version, not_applicable=absent),
                at=timezone.now(),
            )
        sheet_move(sheet_id=sheet.pk, verb=Verb.SUBMIT, actor=official, at=timezone.now())

    def criterion(self, code: str) -> Criterion:
        return self.set.criteria.get(code=code)

    def entries(self, code: str) -> "list[Entry]":
        found = Entry.objects.filter(assessment__campaign=self.campaign, criterion__code=code)
        return list(found.order_by("assessment__unit__position"))


def left_behind(province: Province) -> dict[str, list[object]]:
    """All that an agreement writes, by unit and criterion, without keys and moments."""
    names = ("appraised_score", "cause", "return_reason", "is_absence_agreed", "is_counted")
    units = {unit.pk: place for place, unit in enumerate(province.units)}
    of_campaign = Entry.objects.filter(assessment__campaign=province.campaign)
    entries = of_campaign.order_by("assessment__unit__position", "criterion__sort_key")
    opinions = Appraisal.objects.filter(entry__in=of_campaign).order_by(
        "entry__assessment__unit__position", "entry__criterion__sort_key", "pk"
    )
    sheets = FieldSheet.objects.filter(assessment__campaign=province.campaign)
    events = Event.objects.filter(actor=province.appraiser)
    return {
        "entries": [
            (
                units[e.assessment.unit_id],
                *(getattr(e, n) for n in names),
                e.appraisal_version,
                e.appraised_by == province.appraiser,
                e.appraised_at is not None,
            )
            for e in entries
        ],
        "opinions": [
            (a.round, a.decision, a.self_score, a.score, a.cause, a.by == province.appraiser)
            for a in opinions
        ],
        "sheets": [
            (units[s.assessment.unit_id], s.criterion.code, s.state, s.reason, s.round)
            for s in sheets.order_by("assessment__unit__position", "criterion__sort_key")
        ],
        "events": [*sorted((e.action, str(e.before), str(e.after), e.reason) for e in events)],
        "revisions": [
            (units[a.unit_id], a.revision > 0)
            for a in province.campaign.assessments.order_by("unit__position")
        ],
    }


def one_by_one(province: Province, code: str) -> None:
    for entry in province.entries(code):
        if entry.sheet.state in (State.SUBMITTED, State.APPRAISING):
            entry_appraise(
                entry_id=entry.pk,
                actor=province.appraiser,
                opinion=Opinion(Decision.AGREE, version=entry.appraisal_version),
                at=timezone.now(),
            )


def at_once(province: Province, code: str) -> None:
    criterion_agree(
        campaign=province.campaign,
        criterion=province.criterion(code),
        actor=province.appraiser,
        at=timezone.now(),
    )


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["1.1", "1.2"])
def test_at_once_leaves_what_one_by_one_leaves(code: str) -> None:
    apart, together = Province(7, sent=6), Province(7, sent=6)
    one_by_one(apart, code)
    at_once(together, code)
    assert left_behind(together) == left_behind(apart)


@pytest.mark.django_db
def test_a_result_is_right_after_agreeing_at_once(
    django_capture_on_commit_callbacks: Any,
) -> None:
    province = Province(3)
    with django_capture_on_commit_callbacks(execute=True):
        at_once(province, "1.1")
    for assessment in Assessment.objects.filter(campaign=province.campaign):
        assert assessment.result.revision == assessment.revision
        assert assessment.result.appraised_points == sum(
            e.appraised_score or 0 for e in assessment.entries.all()
        )


@pytest.mark.django_db
def test_statements_do_not_grow_with_the_units() -> None:
    counts = []
    for units in (4, 16):
        province = Province(units)
        with CaptureQueriesContext(connection) as asked:
            at_once(province, "1.1")
        counts.append(len(asked))
        assert all(e.appraised_score is not None for e in province.entries("1.1"))
    assert counts[0] == counts[1] <= 20, counts


@pytest.mark.django_db
def test_it_leaves_opinions_other_criteria_and_unsent_sheets_alone() -> None:
    province = Province(4, sent=3)
    first = province.entries("1.1")[0]
    opinion = Opinion(Decision.DEDUCT, first.appraisal_version, "0", "Không có minh chứng")
    entry_appraise(entry_id=first.pk, actor=province.appraiser, opinion=opinion, at=timezone.now())
    at_once(province, "1.1")
    scores = [entry.appraised_score for entry in province.entries("1.1")]
    assert scores == [Decimal(0), Decimal("0.5"), Decimal(0), None]
    assert province.entries("1.1")[0].cause == "Không có minh chứng"
    assert {entry.appraised_score for entry in province.entries("1.2")} == {None}


@pytest.mark.django_db
def test_another_office_agrees_to_nothing() -> None:
    province = Province(3)
    other = make_unit("Sở Y tế", kind="department", parent=province.organiser)
    province.appraiser = make_user(role=Role.APPRAISER, on=other)
    at_once(province, "1.1")
    assert {entry.appraised_score for entry in province.entries("1.1")} == {None}


@pytest.mark.django_db
def test_after_the_deadline_only_units_with_more_time_are_agreed_to() -> None:
    province = Province(3)
    assert province.campaign.appraisal_deadline
    late = province.campaign.appraisal_deadline + timedelta(hours=1)

    def agree() -> int:
        return criterion_agree(
            campaign=province.campaign,
            criterion=province.criterion("1.1"),
            actor=province.appraiser,
            at=late,
        )

    with pytest.raises(Locked, match="Đã hết hạn"):
        agree()
    Extension.objects.create(
        campaign=province.campaign,
        unit=province.units[1],
        phase=Phase.APPRAISAL,
        until=late + timedelta(days=1),
        reason="Mất điện",
        granted_by=make_user(role=Role.STANDING_OFFICE, on=province.organiser),
    )
    assert agree() == 1
    assert province.entries("1.1")[1].appraised_score is not None


@pytest.mark.django_db
def test_a_second_time_agrees_to_nothing(case: Case) -> None:
    sheet = case.submitted()
    assert sheet_agree(sheet=sheet, actor=case.appraiser, at=timezone.now()) == 2
    before = Event.objects.count()
    assert sheet_agree(sheet=sheet, actor=case.appraiser, at=timezone.now()) == 0
    assert Event.objects.count() == before


@pytest.mark.django_db
def test_it_does_not_touch_a_penalty(case: Case) -> None:
    sheet = case.submitted()
    penalty = case.entry("1.2")
    Criterion.objects.filter(pk=penalty.criterion_id).update(
        rule_kind="penalty", method="adjustment"
    )
    assert sheet_agree(sheet=sheet, actor=case.appraiser, at=timezone.now()) == 1
    penalty.refresh_from_db()
    assert penalty.appraised_score is None
