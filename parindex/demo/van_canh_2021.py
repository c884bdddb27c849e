"""The year 2021 of huyện Vân Canh: the real scores of 64 leaves and SIPAS, with their causes."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from assessments.models import (
    Appraisal,
    Assessment,
    Assignment,
    Campaign,
    Decision,
    Entry,
    FieldSheet,
    SurveyFactor,
    SurveyResult,
)
from assessments.sealing import seal
from assessments.services.campaigns import campaign_open, campaign_publish
from assessments.workflow import State
from criteria import rules
from criteria.models import CriteriaSet, Criterion
from parindex.demo.groups import groups_make
from parindex.demo.report_2021 import (
    DECISION_DATE,
    DECISION_NUMBER,
    SOURCE,
    announced_at,
    decimal_or_none,
    report_read,
)
from parindex.history.services import event_record
from parindex.units.models import Unit, UnitKind, User

CODE = "BD-2021"
ENTERED_BY = f"Nhập từ {SOURCE}"
SURVEY_NOTE = (
    "SIPAS: báo cáo in 29,78/40 điểm và chỉ số 74,87%; hai số không suy ra nhau được"
    " (29,78/40 = 74,45%) nên được giữ cả hai. Chỉ số và hạng năm 2020 suy ra từ mức tăng 7,5 điểm"
    " phần trăm và 02 bậc."
)


def campaign_2021(province: Unit, district: Unit, office: User, previous: Campaign) -> Campaign:
    """The campaign, made once; ``office`` is a person of the standing office."""
    found = Campaign.objects.filter(code=CODE).first()
    return found or _make(province, district, office, previous)


def _make(province: Unit, district: Unit, office: User, previous: Campaign) -> Campaign:
    campaign = Campaign.objects.create(
        code=CODE,
        name="Chỉ số CCHC cấp huyện năm 2021 của tỉnh Bình Định",
        year=2021,
        criteria_set=CriteriaSet.objects.get(code="BD-HUYEN-2021"),
        organiser=province,
        standing_office=office.unit,
        previous=previous,
        note=(
            f"Nhập từ {SOURCE}. Báo cáo không nêu điểm tự chấm và chỉ có số liệu của huyện Vân Canh"
            " nên hạng chung của huyện trong tỉnh không được xác định ở đây."
        ),
    )
    groups_make(campaign)
    _assign_offices(campaign, province)
    campaign_open(campaign=campaign, units=[district], actor=office, at=announced_at())
    assessment = Assessment.objects.get(campaign=campaign)
    _score(assessment, office, announced_at())
    _describe(assessment)
    event_record(
        actor=office,
        action="assessment.record",
        subject=assessment,
        scope=assessment,
        after={"entries": Entry.objects.filter(assessment=assessment).count()},
        reason=SOURCE,
    )
    return campaign_publish(
        campaign=campaign,
        actor=office,
        number=DECISION_NUMBER,
        signed_on=DECISION_DATE,
        at=announced_at(),
    )


def _assign_offices(campaign: Campaign, province: Unit) -> None:
    """Each field to the department that the set names; a criterion where it names another."""
    departments = Unit.objects.under(province).filter(kind=UnitKind.DEPARTMENT)
    by_name = {unit.name.removesuffix(" " + province.name): unit for unit in departments}
    by_name["Văn phòng UBND tỉnh"] = Unit.objects.get(code="VP-BINH-DINH")
    nodes = Criterion.objects.filter(set=campaign.criteria_set).select_related("parent")
    Assignment.objects.bulk_create(
        Assignment(campaign=campaign, criterion=node, office=by_name[node.appraising_office])
        for node in nodes
        if node.parent is None or node.parent.appraising_office != node.appraising_office
    )


def _score(assessment: Assessment, office: User, at: datetime) -> None:
    """Past scores come in set by set: nobody declared or appraised them here."""
    leaves: Mapping[str, Mapping[str, Any]] = report_read()["leaves"]
    entries = list(assessment.entries.select_related("criterion__set"))
    for entry in entries:
        _fill(entry, leaves[entry.criterion.code])
        entry.appraised_by, entry.appraised_at = office, at
    Entry.objects.bulk_update(
        entries,
        [
            *("figures", "working", "cause", "appraised_score", "final_score"),
            *("appraised_by", "appraised_at"),
        ],
    )
    Appraisal.objects.bulk_create(_appraisal(entry, office) for entry in entries)
    FieldSheet.objects.filter(assessment=assessment).update(
        state=State.APPROVED, changed_at=at, changed_by=office, reason=ENTERED_BY
    )
    for sheet in assessment.sheets.order_by("criterion__sort_key"):
        seal(sheet, actor=office, at=at)


def _fill(entry: Entry, leaf: Mapping[str, Any]) -> None:
    figures = leaf.get("figures", {})
    rule, places = entry.criterion.rule, entry.criterion.set.decimals
    entry.figures = figures
    entry.working = rules.working(rule, figures, places=places) if figures else ""
    entry.appraised_score = entry.final_score = Decimal(leaf["score"])
    entry.cause = leaf.get("cause", "")


def _appraisal(entry: Entry, office: User) -> Appraisal:
    return Appraisal(
        entry=entry,
        round=1,
        decision=Decision.DEDUCT if entry.cause else Decision.ENTER,
        score=entry.appraised_score,
        cause=entry.cause,
        by=office,
        by_name=ENTERED_BY,
    )


def _describe(assessment: Assessment) -> None:
    report = report_read()
    assessment.head_rating = report["head_rating"]["2021"]
    assessment.note = SURVEY_NOTE
    assessment.save(update_fields=["head_rating", "note"])
    sipas = report["sipas"]
    survey = SurveyResult.objects.create(
        assessment=assessment,
        index=Decimal(sipas["index"]),
        previous_index=decimal_or_none(sipas["previous_index"]),
        rank=sipas["rank"],
        rank_of=sipas["of"],
        rank_change=sipas["rank_change"],
    )
    SurveyFactor.objects.bulk_create(
        SurveyFactor(
            survey=survey,
            position=position,
            name=factor["name"],
            percent=Decimal(factor["percent"]),
            rank=factor["rank"],
            rank_of=sipas["of"],
        )
        for position, factor in enumerate(sipas["factors"], start=1)
    )
