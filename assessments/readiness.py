"""What a prepared campaign still lacks before it can be opened."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.candidates import eligible_units
from assessments.models import Campaign
from criteria.models import Criterion


class Step(StrEnum):
    """A page of the preparation, by the word in its address."""

    OUTLINE = "thong-tin"
    PARTICIPANTS = "don-vi"
    ASSIGNMENTS = "tham-dinh"
    DEADLINES = "thoi-han"
    GROUPS = "nhom"
    EXCLUSIONS = "khong-ap-dung"
    SUMMARY = "kiem-tra"


@dataclass(frozen=True)
class Check:
    """One line of the check list; ``is_missing`` forbids the opening, ``is_remark`` only warns."""

    step: Step
    text: str
    is_missing: bool = False
    is_remark: bool = False


def opening_checks(campaign: Campaign, at: datetime) -> list[Check]:
    return [
        check
        for checks in (_outline, _participants, _assignments, _groups, _exclusions)
        for check in checks(campaign)
    ] + list(_deadlines(campaign, at))


def _outline(campaign: Campaign) -> Iterator[Check]:
    if not campaign.criteria_set.is_published:
        yield Check(Step.OUTLINE, _("Bộ tiêu chí chưa ban hành."), is_missing=True)
    if campaign.standing_office is None:
        yield Check(Step.OUTLINE, _("Chưa chọn cơ quan thường trực."), is_missing=True)
    if campaign.previous is None:
        yield Check(
            Step.OUTLINE,
            _("Không có đợt năm trước: kết quả sẽ không so sánh với năm trước."),
            is_remark=True,
        )


def _participants(campaign: Campaign) -> Iterator[Check]:
    chosen = campaign.participants.count()
    if not chosen:
        yield Check(Step.PARTICIPANTS, _("Chưa chọn đơn vị tham gia."), is_missing=True)
        return
    ended = campaign.participants.exclude(pk__in=eligible_units(campaign).values("pk"))
    names = ", ".join(str(unit) for unit in ended)
    if names:
        yield Check(
            Step.PARTICIPANTS,
            _("Không còn tham gia được: %(names)s.") % {"names": names},
            is_missing=True,
        )
    left_out = eligible_units(campaign).exclude(pk__in=campaign.participants.values("pk")).count()
    if left_out:
        yield Check(
            Step.PARTICIPANTS,
            ngettext(
                "Còn %(count)d đơn vị cùng cấp không tham gia.",
                "Còn %(count)d đơn vị cùng cấp không tham gia.",
                left_out,
            )
            % {"count": left_out},
            is_remark=True,
        )


def _assignments(campaign: Campaign) -> Iterator[Check]:
    top = Criterion.objects.filter(set=campaign.criteria_set_id, parent=None)
    bare = top.exclude(pk__in=campaign.assignments.values("criterion")).order_by("sort_key")
    for field in bare:
        yield Check(
            Step.ASSIGNMENTS,
            _("Chưa phân công cơ quan thẩm định: %(field)s.") % {"field": field},
            is_missing=True,
        )


def _deadlines(campaign: Campaign, at: datetime) -> Iterator[Check]:
    if campaign.self_deadline is None or campaign.appraisal_deadline is None:
        yield Check(Step.DEADLINES, _("Chưa đặt đủ hai thời hạn."), is_missing=True)
    elif campaign.self_deadline <= at:
        yield Check(Step.DEADLINES, _("Hạn tự chấm đã qua."), is_missing=True)
    if campaign.explanation_deadline is None:
        yield Check(
            Step.DEADLINES, _("Đợt không có vòng giải trình, thẩm định lần 2."), is_remark=True
        )


def _groups(campaign: Campaign) -> Iterator[Check]:
    if not campaign.groups.exists():
        yield Check(Step.GROUPS, _("Chưa đặt nhóm xếp loại."), is_missing=True)


def _exclusions(campaign: Campaign) -> Iterator[Check]:
    count = campaign.exclusions.count()
    if count:
        yield Check(
            Step.EXCLUSIONS,
            ngettext(
                "%(count)d mục không áp dụng, chỉ số được quy đổi theo các mục còn lại.",
                "%(count)d mục không áp dụng, chỉ số được quy đổi theo các mục còn lại.",
                count,
            )
            % {"count": count},
            is_remark=True,
        )
