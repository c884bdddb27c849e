"""The year 2020 of huyện Vân Canh: known by seven field totals and the index only."""

from decimal import Decimal

from assessments.models import Assessment, Campaign, CampaignState, RecordedResult, Source
from assessments.services.campaigns import campaign_open
from criteria.models import CriteriaSet, Criterion
from parindex.demo.groups import groups_make
from parindex.demo.report_2021 import SOURCE, announced_at, report_read
from parindex.history.services import event_record
from parindex.units.models import Unit, User

CODE = "BD-2020"
INDEX_NOTE = (
    "Báo cáo chỉ nêu chỉ số 69,40%. Không rõ điểm SIPAS và thang điểm năm 2020 nên không tính lại"
    " được chỉ số từ điểm bảy lĩnh vực (44,5/66)."
)
FIELD_NOTE = "Báo cáo chỉ nêu điểm đến cấp lĩnh vực. Tỷ lệ được tính lại từ điểm và điểm tối đa."


def campaign_2020(province: Unit, district: Unit, office: User) -> Campaign:
    """The campaign, made once."""
    found = Campaign.objects.filter(code=CODE).first()
    return found or _make(province, district, office)


def _make(province: Unit, district: Unit, office: User) -> Campaign:
    campaign = Campaign.objects.create(
        code=CODE,
        name="Chỉ số CCHC cấp huyện năm 2020 của tỉnh Bình Định",
        year=2020,
        criteria_set=CriteriaSet.objects.get(code="BD-HUYEN-2020"),
        organiser=province,
        standing_office=office.unit,
        source=Source.RECORDED,
        note=f"Nhập từ {SOURCE}. Không có số và ngày của quyết định công bố.",
    )
    groups_make(campaign)
    campaign_open(campaign=campaign, units=[district], actor=office, at=announced_at())
    report = report_read()
    Assessment.objects.filter(campaign=campaign).update(head_rating=report["head_rating"]["2020"])
    RecordedResult.objects.bulk_create(_recorded(campaign, district))
    Campaign.objects.filter(pk=campaign.pk).update(state=CampaignState.PUBLISHED)
    event_record(
        actor=office,
        action="campaign.record",
        subject=campaign,
        after={"index": report["index"]["previous"], "fields": len(report["fields_2020"])},
        reason=SOURCE,
    )
    return Campaign.objects.get(pk=campaign.pk)


def _recorded(campaign: Campaign, district: Unit) -> list[RecordedResult]:
    report = report_read()
    fields = {node.code: node for node in Criterion.objects.filter(set=campaign.criteria_set)}
    rows = [
        RecordedResult(
            campaign=campaign,
            unit=district,
            criterion=fields[row["code"]],
            points=Decimal(row["score"]),
            max_points=Decimal(row["max"]),
            source=SOURCE,
            note=FIELD_NOTE,
        )
        for row in report["fields_2020"]
    ]
    index = RecordedResult(
        campaign=campaign,
        unit=district,
        percent=Decimal(report["index"]["previous"]),
        source=SOURCE,
        note=INDEX_NOTE,
    )
    return [*rows, index]
