"""The pages that walk the standing office through a campaign's preparation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from assessments.candidates import FITTING_KINDS, eligible_units, matching_units
from assessments.models import Campaign
from assessments.readiness import Check, Step, opening_checks
from parindex.lib.dates import format_moment
from parindex.lib.numbers import format_decimal
from parindex.units.models import Unit, UnitKind

STEPS = {
    Step.OUTLINE: lazy("Thông tin chung"),
    Step.PARTICIPANTS: lazy("Đơn vị tham gia"),
    Step.ASSIGNMENTS: lazy("Cơ quan thẩm định"),
    Step.DEADLINES: lazy("Thời hạn"),
    Step.GROUPS: lazy("Nhóm xếp loại"),
    Step.EXCLUSIONS: lazy("Mục không áp dụng"),
    Step.SUMMARY: lazy("Kiểm tra, mở đợt"),
}
WHILE_OPEN = (Step.ASSIGNMENTS, Step.DEADLINES, Step.GROUPS)
"""Steps that may still change when the campaign is open."""

PER_PAGE = 200


@dataclass(frozen=True)
class StepLink:
    step: Step
    label: object
    url: str
    is_current: bool
    is_done: bool


@dataclass(frozen=True)
class UnitRow:
    unit: Unit
    is_chosen: bool


@dataclass(frozen=True)
class Place:
    """A unit that has candidates below it, for the filter."""

    code: str
    label: str
    is_current: bool


def steps_of(campaign: Campaign) -> list[Step]:
    return list(WHILE_OPEN) if campaign.is_open else list(STEPS)


def step_after(campaign: Campaign, step: Step, *, back: bool = False) -> str:
    """Where to go when the step is saved: the next one, or with ``back`` the one before."""
    if campaign.is_open:
        return reverse("campaign", args=[campaign.code])
    steps = list(STEPS)
    place = steps.index(step) + (-1 if back else 1)
    return reverse("campaign-step", args=[campaign.code, steps[max(0, min(place, len(steps) - 1))]])


def frame(campaign: Campaign | None, step: Step, at: datetime) -> dict[str, object]:
    """What surrounds every step: where we are, what is done, the way back."""
    place = list(STEPS).index(step) + 1
    return {
        "campaign": campaign,
        "step": step,
        "step_label": STEPS[step],
        "step_number": "" if campaign and campaign.is_open else place,
        "step_count": len(STEPS),
        "links": _links(campaign, step, at) if campaign else _first_links(step),
        "is_first": step == Step.OUTLINE,
        "crumbs": _crumbs(campaign, str(STEPS[step])),
    }


def _links(campaign: Campaign, step: Step, at: datetime) -> list[StepLink]:
    missing = {check.step for check in opening_checks(campaign, at) if check.is_missing}
    return [
        StepLink(
            step=s,
            label=STEPS[s],
            url=reverse("campaign-step", args=[campaign.code, s]),
            is_current=s == step,
            is_done=s not in missing and s != Step.SUMMARY,
        )
        for s in steps_of(campaign)
    ]


def _first_links(step: Step) -> list[StepLink]:
    return [StepLink(s, label, "", s == step, False) for s, label in STEPS.items()]


def _crumbs(campaign: Campaign | None, label: str) -> list[dict[str, str]]:
    crumbs = [{"label": _("Đợt đánh giá"), "url": reverse("campaigns")}]
    if campaign is not None:
        crumbs.append({"label": campaign.name, "url": reverse("campaign", args=[campaign.code])})
    return [*crumbs, {"label": label, "url": ""}]


# -- participants -------------------------------------------------------------------------------


@dataclass(frozen=True)
class UnitFilter:
    """What is being looked for among the units that can take part."""

    search: str = ""
    below: str = ""
    kind: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> "UnitFilter":
        return cls(
            search=query.get("tim", "").strip()[:100],
            below=query.get("thuoc", ""),
            kind=query.get("loai", ""),
        )

    def find(self, campaign: Campaign) -> list[Unit]:
        return matching_units(
            eligible_units(campaign).select_related("parent"),
            search=self.search,
            below=self.below,
            kind=self.kind,
        )


def participants_page(campaign: Campaign, query: QueryDict) -> dict[str, object]:
    wanted = UnitFilter.read(query)
    found = wanted.find(campaign)
    chosen = set(campaign.participants.values_list("pk", flat=True))
    page: Page[Unit] = Paginator(found, PER_PAGE).get_page(query.get("page"))
    return {
        "filter": wanted,
        "rows": [UnitRow(unit, unit.pk in chosen) for unit in page],
        "page_obj": page,
        "shown": ",".join(str(unit.pk) for unit in page),
        "found": len(found),
        "found_chosen": sum(unit.pk in chosen for unit in found),
        "chosen": len(chosen),
        "ended": campaign.participants.exclude(pk__in=eligible_units(campaign).values("pk")),
        "places": _places(campaign, wanted.below),
        "kinds": _kinds(campaign, wanted.kind),
        "found_words": _found_words(campaign, wanted),
    }


def _places(campaign: Campaign, current: str) -> list[Place]:
    """Units above the candidates, below the organiser."""
    paths = eligible_units(campaign).order_by().values_list("path", flat=True)
    above = {int(key) for path in paths for key in path.strip("/").split("/")[:-1]}
    units = Unit.objects.filter(pk__in=above, path__startswith=campaign.organiser.path)
    return [
        Place(unit.code, unit.title, unit.code == current)
        for unit in units.exclude(pk=campaign.organiser_id).order_by("path")
    ]


def _kinds(campaign: Campaign, current: str) -> list[Place]:
    kinds = FITTING_KINDS[campaign.criteria_set.level]
    if len(kinds) == 1:
        return []
    return [Place(kind.value, str(kind.label), kind == current) for kind in kinds]


def _found_words(campaign: Campaign, wanted: UnitFilter) -> str:
    """What the buttons that take all would take: "cấp xã thuộc huyện Vân Canh"."""
    level = campaign.criteria_set.get_level_display()
    kind = str(UnitKind(wanted.kind).label) if wanted.kind in UnitKind.values else level
    place = Unit.objects.filter(code=wanted.below).first() or campaign.organiser
    words = _("%(kind)s thuộc %(place)s") % {"kind": kind[:1].lower() + kind[1:], "place": place}
    if wanted.search:
        words = _("%(words)s có “%(search)s”") % {"words": words, "search": wanted.search}
    return words


# -- summary ------------------------------------------------------------------------------------


def summary_page(campaign: Campaign, at: datetime) -> dict[str, object]:
    checks = opening_checks(campaign, at)
    leaves = campaign.criteria_set.criteria.filter(is_leaf=True).count()
    units = campaign.participants.count()
    return {
        "missing": _with_links(campaign, (c for c in checks if c.is_missing)),
        "remarks": _with_links(campaign, (c for c in checks if c.is_remark)),
        "can_open": not any(check.is_missing for check in checks),
        "units": units,
        "by_kind": _by_kind(campaign),
        "leaves": leaves,
        "entries": format_decimal(leaves * units, 0),
        "assignments": campaign.assignments.select_related("criterion", "office")
        .filter(Q(criterion__parent=None))
        .order_by("criterion__sort_key"),
        "own_offices": campaign.assignments.exclude(criterion__parent=None).count(),
        "groups": [
            (format_decimal(group.floor, 4, strip=True), group.label)
            for group in campaign.groups.all()
        ],
        "exclusions": campaign.exclusions.select_related("criterion").order_by(
            "criterion__sort_key"
        ),
        "deadlines": [
            (phase.deadline_label, format_moment(timezone.localtime(moment)) if moment else "–")
            for phase in campaign.phases
            for moment in (campaign.deadline_of(phase),)
        ],
        "edit": {
            step.name.lower(): reverse("campaign-step", args=[campaign.code, step])
            for step in STEPS
        },
    }


def _by_kind(campaign: Campaign) -> str:
    kinds = list(campaign.participants.values_list("kind", flat=True))
    return ", ".join(
        f"{kinds.count(kind)} {str(kind.label)[:1].lower()}{str(kind.label)[1:]}"
        for kind in UnitKind
        if kind in kinds
    )


def _with_links(campaign: Campaign, checks: Iterable[Check]) -> list[dict[str, str]]:
    return [
        {"text": c.text, "href": reverse("campaign-step", args=[campaign.code, c.step])}
        for c in checks
    ]
