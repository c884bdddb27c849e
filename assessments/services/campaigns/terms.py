"""The terms of a campaign that may still change while it is open: offices, deadlines, groups."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.candidates import offices_under
from assessments.models import Assignment, Campaign, RatingGroup
from assessments.services.campaigns.guards import change_reason, locked_campaign
from assessments.tasks import campaign_recompute
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
    actor: User,
    at: datetime,
    reason: str = "",
) -> None:
    """Raises Forbidden, Locked (published), Invalid (order, past, reason)."""
    locked = locked_campaign(campaign, actor)
    wanted = {"self_deadline": self_deadline, "appraisal_deadline": appraisal_deadline}
    before = {name: getattr(locked, name) for name in wanted}
    if wanted == before:
        return
    reason = change_reason(locked, reason)
    errors = {
        name: _("Hạn mới phải sau lúc này.")
        for name, moment in wanted.items()
        if moment <= at and moment != before[name]
    }
    if appraisal_deadline <= self_deadline:
        errors["appraisal_deadline"] = _("Hạn thẩm định phải sau hạn tự chấm.")
    if errors:
        raise Invalid(errors)
    locked.self_deadline, locked.appraisal_deadline = self_deadline, appraisal_deadline
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
