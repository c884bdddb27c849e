"""Preparing a campaign: what it is, who takes part, what does not apply in it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.candidates import FITTING_LEVELS, eligible_units, organisers_for
from assessments.models import Assignment, Campaign, Exclusion
from assessments.services.campaigns.guards import check_draft, locked_campaign
from criteria.models import CriteriaSet, Criterion
from parindex.errors import Forbidden, Invalid
from parindex.history.services import event_record
from parindex.units.models import Unit, User


@dataclass(frozen=True)
class Outline:
    """What a campaign is: the first step of its preparation."""

    year: int
    name: str
    code: str
    criteria_set: CriteriaSet
    organiser: Unit
    standing_office: Unit | None
    previous: Campaign | None

    def apply_to(self, campaign: Campaign) -> None:
        for name in self.__dataclass_fields__:
            setattr(campaign, name, getattr(self, name))

    def in_words(self) -> dict[str, object]:
        return {
            name: value.code if hasattr(value, "code") else value
            for name, value in ((n, getattr(self, n)) for n in self.__dataclass_fields__)
        }


@transaction.atomic
def campaign_draft(*, outline: Outline, actor: User) -> Campaign:
    """Raises Forbidden, Invalid."""
    _check_outline(outline, actor, None)
    campaign = Campaign()
    outline.apply_to(campaign)
    campaign.save()
    event_record(actor=actor, action="campaign.draft", subject=campaign, after=outline.in_words())
    return campaign


@transaction.atomic
def campaign_describe(*, campaign: Campaign, outline: Outline, actor: User) -> Campaign:
    """Change what a draft is. With another set, what was chosen on the old one's criteria passes
    to those of the same code. Raises Forbidden, Locked (already open), Invalid."""
    locked = locked_campaign(campaign, actor)
    check_draft(locked)
    _check_outline(outline, actor, locked)
    before = _outline_of(locked)
    if before == outline:
        return locked
    outline.apply_to(locked)
    locked.save()
    if before.criteria_set != outline.criteria_set:
        _carry_over(locked, Assignment)
        _carry_over(locked, Exclusion)
    event_record(
        actor=actor,
        action="campaign.describe",
        subject=locked,
        before=before.in_words(),
        after=outline.in_words(),
    )
    return locked


@transaction.atomic
def campaign_discard(*, campaign: Campaign, actor: User) -> None:
    """Throw a draft away. Raises Forbidden, Locked (already open)."""
    locked = locked_campaign(campaign, actor)
    check_draft(locked)
    event_record(
        actor=actor,
        action="campaign.discard",
        subject=locked,
        before=_outline_of(locked).in_words(),
    )
    locked.delete()


@transaction.atomic
def participants_choose(
    *, campaign: Campaign, shown: Collection[int], chosen: Collection[int], actor: User
) -> int:
    """Of the units shown, exactly those chosen take part; the others stay as they are.

    Raises Forbidden, Locked. Units that cannot take part are passed over. Returns how many take
    part now.
    """
    locked = locked_campaign(campaign, actor)
    check_draft(locked)
    before = set(locked.participants.values_list("pk", flat=True))
    possible = set(eligible_units(locked).values_list("pk", flat=True))
    after = (before - set(shown)) | (set(chosen) & set(shown) & possible)
    if after != before:
        locked.participants.set(after)
        event_record(
            actor=actor,
            action="campaign.participants",
            subject=locked,
            before={"units": len(before)},
            after={"units": len(after)},
        )
    return len(after)


@transaction.atomic
def exclusions_set(*, campaign: Campaign, reasons: Mapping[int, str], actor: User) -> None:
    """The criteria (by id) that do not apply in this campaign, each with its reason.

    Raises Forbidden, Locked (already open), Invalid (no reason; nothing left to score).
    """
    locked = locked_campaign(campaign, actor)
    check_draft(locked)
    nodes = {n.pk: n for n in Criterion.objects.filter(set=locked.criteria_set_id)}
    kept = {
        pk: reason.strip()
        for pk, reason in reasons.items()
        if pk in nodes and not _is_below(nodes[pk], reasons, nodes)
    }
    _check_exclusions(kept, nodes)
    before = dict(locked.exclusions.values_list("criterion__code", "reason"))
    after = {nodes[pk].code: reason for pk, reason in kept.items()}
    if before == after:
        return
    locked.exclusions.all().delete()
    Exclusion.objects.bulk_create(
        Exclusion(campaign=locked, criterion=nodes[pk], reason=reason)
        for pk, reason in kept.items()
    )
    event_record(
        actor=actor, action="campaign.exclusions", subject=locked, before=before, after=after
    )


def _check_outline(outline: Outline, actor: User, campaign: Campaign | None) -> None:
    if not organisers_for(actor).filter(pk=outline.organiser.pk).exists():
        raise Forbidden(_("Bạn không được lập đợt đánh giá cho đơn vị này."))
    errors = {}
    if not outline.criteria_set.is_published:
        errors["criteria_set"] = _("Bộ tiêu chí chưa ban hành nên chưa dùng được.")
    elif outline.criteria_set.level not in FITTING_LEVELS[outline.organiser.kind]:
        errors["criteria_set"] = _("%(unit)s không tổ chức đợt theo bộ tiêu chí “%(level)s”.") % {
            "unit": outline.organiser.title,
            "level": outline.criteria_set.get_level_display(),
        }
    office = outline.standing_office
    if office and not office.path.startswith(outline.organiser.path):
        errors["standing_office"] = _("Cơ quan này không thuộc %(unit)s.") % {
            "unit": outline.organiser
        }
    if outline.previous and outline.previous.year >= outline.year:
        errors["previous"] = _("Đợt trước phải của năm trước %(year)s.") % {"year": outline.year}
    taken = Campaign.objects.filter(code=outline.code).exclude(pk=campaign.pk if campaign else 0)
    if taken.exists():
        errors["code"] = _("Mã “%(code)s” đã có đợt khác dùng. Hãy nhập mã khác.") % {
            "code": outline.code
        }
    if errors:
        raise Invalid(errors)


def _outline_of(campaign: Campaign) -> Outline:
    return Outline(**{n: getattr(campaign, n) for n in Outline.__dataclass_fields__})


def _carry_over(campaign: Campaign, model: type[Assignment] | type[Exclusion]) -> None:
    """To the criterion of the same code in the campaign's set; without one the choice is lost."""
    now = {n.code: n for n in Criterion.objects.filter(set=campaign.criteria_set_id)}
    for row in model.objects.filter(campaign=campaign).select_related("criterion"):
        same = now.get(row.criterion.code)
        if same is None:
            row.delete()
        else:
            row.criterion = same
            row.save(update_fields=["criterion"])


def _is_below(node: Criterion, chosen: Mapping[int, str], nodes: Mapping[int, Criterion]) -> bool:
    """Whether what the node belongs to is chosen already."""
    parent = nodes[node.parent_id] if node.parent_id else None
    return parent is not None and (parent.pk in chosen or _is_below(parent, chosen, nodes))


def _check_exclusions(kept: Mapping[int, str], nodes: Mapping[int, Criterion]) -> None:
    errors = {
        f"reason-{pk}": _("Hãy nêu lý do mục %(code)s không áp dụng.") % {"code": nodes[pk].code}
        for pk, reason in kept.items()
        if not reason
    }
    left = [
        node
        for node in nodes.values()
        if node.is_leaf and node.pk not in kept and not _is_below(node, kept, nodes)
    ]
    if not left:
        errors["all"] = _("Phải còn ít nhất một mục để chấm.")
    if errors:
        raise Invalid(errors)
