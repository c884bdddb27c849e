"""How hard each leaf is to win back, said by the office that runs a campaign with the set."""

from collections.abc import Mapping
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Campaign
from criteria.models import CriteriaSet, Criterion
from parindex.errors import Conflict, Forbidden, Invalid
from parindex.history.services import event_record
from parindex.units.models import User
from parindex.units.permissions import Right, may
from plans.efforts import Effort
from plans.models import LeafEffort


def stamp_of(said: Mapping[int, str]) -> str:
    """What a page was made from, so that a stale one is noticed."""
    text = ",".join(f"{leaf}={effort}" for leaf, effort in sorted(said.items()))
    return sha256(text.encode()).hexdigest()[:16]


def said_of(criteria_set: CriteriaSet) -> dict[int, str]:
    rows = LeafEffort.objects.filter(criterion__set=criteria_set)
    return dict(rows.values_list("criterion", "effort"))


@transaction.atomic
def efforts_set(*, campaign: Campaign, efforts: Mapping[int, str], seen: str, actor: User) -> int:
    """``efforts`` by leaf; an empty one goes back to the usual. Returns how many changed.

    Raises Forbidden, Conflict (``seen`` is not what is stored), Invalid (names ``e<leaf id>``).
    """
    if not may(actor, Right.MANAGE_CAMPAIGN, campaign.organiser):
        raise Forbidden(_("Chỉ cơ quan thường trực của đợt này được làm việc đó."))
    criteria_set = CriteriaSet.objects.select_for_update().get(pk=campaign.criteria_set_id)
    before = said_of(criteria_set)
    if seen != stamp_of(before):
        raise Conflict(_("Người khác vừa sửa mức độ khó. Hãy xem lại trước khi ghi."))
    leaves = set(Criterion.objects.leaves().filter(set=criteria_set).values_list("pk", flat=True))
    known = {"", *Effort.values}
    if wrong := [k for k, effort in efforts.items() if k not in leaves or effort not in known]:
        raise Invalid({f"e{wrong[0]}": _("Chọn: dễ, trung bình hoặc khó.")})
    changed = {leaf: said for leaf, said in efforts.items() if before.get(leaf, "") != said}
    if not changed:
        return 0
    LeafEffort.objects.filter(criterion__in=[k for k, said in changed.items() if not said]).delete()
    LeafEffort.objects.bulk_create(
        [LeafEffort(criterion_id=k, effort=said) for k, said in changed.items() if said],
        update_conflicts=True,
        unique_fields=["criterion"],
        update_fields=["effort"],
    )
    event_record(
        actor=actor,
        action="effort.set",
        subject=criteria_set,
        scope=campaign,
        before={str(leaf): before.get(leaf, "") for leaf in changed},
        after={str(leaf): said for leaf, said in changed.items()},
    )
    return len(changed)
