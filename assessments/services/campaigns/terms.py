"""The terms of a campaign that may still change while it is open: offices, deadlines, groups."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import pairwise

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.candidates import offices_under
from assessments.deadlines import lower_first
from assessments.models import Assignment, Campaign, FieldSheet, RatingGroup
from assessments.services.campaigns.guards import change_reason, locked_campaign
from assessments.tasks import campaign_recompute
from assessments.workflow import EXPLANATION_STATES, REVIEW_STATES, Phase, State
from criteria.models import Criterion
from parindex.errors import Invalid
from parindex.history.services import event_record
from parindex.units.models import User


@transaction.atomic
def assignments_set(
    *, campaign: Campaign, offices: Mapping[int, int], actor: User, reason: str = ""
) -> None:
    """Which office (id) appraises which field or criterion (id); what is not named has none of
    its own. Raises Forbidden, Locked (published), Invalid (reason, office, a field without one)."""
    locked = locked_campaign(campaign, actor)
    nodes = Criterion.objects.filter(set=locked.criteria_set_id).in_bulk(list(offices))
    held = dict(locked.assignments.values_list("criterion", "office"))
    wanted = {pk: office for pk, office in offices.items() if pk in nodes}
    if wanted == held:
        return
    reason = change_reason(locked, reason)
    known = {u.pk: u for u in offices_under(locked.organiser, locked.year)}
    errors = {
        f"office-{pk}": _("Cơ quan này không thuộc %(unit)s.") % {"unit": locked.organiser}
        for pk, office in wanted.items()
        if office not in known and held.get(pk) != office
    }
    if locked.is_open:
        errors |= _fields_without_office(locked, wanted)
    if errors:
        raise Invalid(errors)
    before = dict(locked.assignments.values_list("criterion__code", "office__code"))
    locked.assignments.all().delete()
    Assignment.objects.bulk_create(
        Assignment(campaign=locked, criterion_id=pk, office_id=office)
        for pk, office in wanted.items()
    )
    event_record(
        actor=actor,
        action="campaign.assignments",
        subject=locked,
        before=before,
        after=dict(locked.assignments.values_list("criterion__code", "office__code")),
        reason=reason,
    )


@transaction.atomic
def deadlines_set(
    *,
    campaign: Campaign,
    self_deadline: datetime,
    appraisal_deadline: datetime,
    explanation_deadline: datetime | None = None,
    review_deadline: datetime | None = None,
    uses_council: bool = False,
    actor: User,
    at: datetime,
    reason: str = "",
) -> None:
    """The phases' ends, and with them which turns the campaign takes: without a deadline for
    explanations there is no such round.

    Raises Forbidden, Locked (published), Invalid (order, past, reason, a turn under way).
    """
    locked = locked_campaign(campaign, actor)
    wanted = {
        "self_deadline": self_deadline,
        "appraisal_deadline": appraisal_deadline,
        "explanation_deadline": explanation_deadline,
        "review_deadline": review_deadline,
        "uses_council": uses_council,
    }
    before = {name: getattr(locked, name) for name in wanted}
    if wanted == before:
        return
    reason = change_reason(locked, reason)
    errors = {
        name: _("Hạn mới phải sau lúc này.")
        for name, moment in wanted.items()
        if isinstance(moment, datetime) and moment <= at and moment != before[name]
    }
    errors |= _out_of_order([(phase, wanted[f"{phase}_deadline"]) for phase in Phase])
    errors |= _turn_under_way(locked, wanted)
    if errors:
        raise Invalid(errors)
    for name, value in wanted.items():
        setattr(locked, name, value)
    locked.save(update_fields=list(wanted))
    event_record(
        actor=actor,
        action="campaign.deadlines",
        subject=locked,
        before=before,
        after=wanted,
        reason=reason,
    )


@transaction.atomic
def groups_set(
    *, campaign: Campaign, groups: Sequence[tuple[Decimal, str]], actor: User, reason: str = ""
) -> None:
    """Bands of the index (floor in percent, label). Together they cover 0 to 100.

    Raises Forbidden, Locked (published), Invalid (named ``row-<n>`` after the place in ``groups``).
    """
    locked = locked_campaign(campaign, actor)
    _check_groups(groups)
    before = list(locked.groups.values_list("floor", "label"))
    wanted = sorted(groups, key=lambda group: -group[0])
    if wanted == before:
        return
    reason = change_reason(locked, reason)
    locked.groups.all().delete()
    RatingGroup.objects.bulk_create(
        RatingGroup(campaign=locked, floor=floor, label=label) for floor, label in wanted
    )
    event_record(
        actor=actor,
        action="campaign.groups",
        subject=locked,
        before={label: floor for floor, label in before},
        after={label: floor for floor, label in wanted},
        reason=reason,
    )
    if locked.is_open:
        transaction.on_commit(lambda: campaign_recompute.delay(locked.pk))


def _out_of_order(moments: Sequence[tuple[Phase, object]]) -> dict[str, str]:
    """Each phase ends after the one before it; the last two come together or not at all."""
    errors = {}
    for (before, earlier), (phase, moment) in pairwise(moments):
        name = f"{phase}_deadline"
        if not isinstance(moment, datetime):
            continue
        if not isinstance(earlier, datetime):
            errors[f"{before}_deadline"] = _("Hãy đặt cả hạn này.")
        elif moment <= earlier:
            errors[name] = _("%(this)s phải sau %(before)s.") % {
                "this": phase.deadline_label,
                "before": lower_first(before.deadline_label),
            }
    if isinstance(moments[-2][1], datetime) and not isinstance(moments[-1][1], datetime):
        errors["review_deadline"] = _("Có vòng giải trình thì phải đặt cả hạn thẩm định lần 2.")
    return errors


def _turn_under_way(campaign: Campaign, wanted: Mapping[str, object]) -> dict[str, str]:
    """A turn that some sheet is in, or has been through, can no longer be left out."""
    sheets = FieldSheet.objects.filter(assessment__campaign=campaign)
    in_round = sheets.filter(state__in=EXPLANATION_STATES | REVIEW_STATES)
    errors = {}
    if wanted["explanation_deadline"] is None and in_round.exists():
        errors["explanation_deadline"] = _("Có phiếu đang ở vòng giải trình nên không bỏ được.")
    if not wanted["uses_council"] and sheets.filter(state=State.DECIDED).exists():
        errors["uses_council"] = _("Hội đồng đã kết luận một số phiếu nên không bỏ được.")
    return errors


def _fields_without_office(campaign: Campaign, wanted: Mapping[int, int]) -> dict[str, str]:
    top = Criterion.objects.filter(set=campaign.criteria_set_id, parent=None)
    return {
        f"office-{field.pk}": _("Lĩnh vực nào cũng phải có cơ quan thẩm định.")
        for field in top.exclude(pk__in=wanted)
    }


def _check_groups(groups: Sequence[tuple[Decimal, str]]) -> None:
    errors: dict[str, str] = {}
    floors: set[Decimal] = set()
    labels: set[str] = set()
    for number, (floor, label) in enumerate(groups):
        if not 0 <= floor <= 100:
            errors[f"row-{number}"] = _("Mốc phải từ 0 đến 100.")
        elif floor in floors:
            errors[f"row-{number}"] = _("Hai nhóm không được bắt đầu từ cùng một mốc.")
        elif not label.strip():
            errors[f"row-{number}"] = _("Hãy đặt tên nhóm.")
        elif label in labels:
            errors[f"row-{number}"] = _("Hai nhóm không được trùng tên.")
        floors.add(floor)
        labels.add(label)
    if Decimal(0) not in floors:
        errors["all"] = _(
            "Phải có một nhóm bắt đầu từ 0, nếu không thì có đơn vị không thuộc nhóm nào."
        )
    if errors:
        raise Invalid(errors)
