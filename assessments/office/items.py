"""Which figures of a campaign the standing office enters: leaves, and the inputs of each."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from assessments.models import Campaign, Entry
from criteria import rules
from criteria.models import OFFICE_METHODS, Criterion, Method
from parindex.lib.numbers import format_decimal, format_percent, half_up


@dataclass(frozen=True)
class Box:
    """One input of one leaf: a column of the page and of the workbook."""

    leaf: Criterion
    field: rules.InputField

    @property
    def key(self) -> str:
        return f"{self.leaf.code}|{self.field.name}"

    @property
    def title(self) -> str:
        """Unique within the campaign, and what an office recognises."""
        return f"{self.leaf.code} {self.field.label}"

    def name(self, entry: Entry) -> str:
        """Of the input in a form."""
        return f"e{entry.pk}-{self.field.name}"


@dataclass(frozen=True)
class Item:
    """A leaf with its inputs."""

    leaf: Criterion
    boxes: tuple[Box, ...]

    @property
    def is_satisfaction(self) -> bool:
        return self.leaf.method == Method.SURVEY_SIPAS


def items_of(campaign: Campaign) -> list[Item]:
    """In the order of the set; what the campaign excludes is not among them."""
    leaves = (
        Criterion.objects.leaves()
        .filter(set=campaign.criteria_set_id, method__in=OFFICE_METHODS)
        .exclude(pk__in=campaign.exclusions.values("criterion"))
        .exclude(parent__in=campaign.exclusions.values("criterion"))
        .exclude(parent__parent__in=campaign.exclusions.values("criterion"))
        .select_related("set")
        .order_by("sort_key")
    )
    return [
        Item(leaf, tuple(Box(leaf, field) for field in rules.input_fields(leaf.rule)))
        for leaf in leaves
    ]


def satisfaction_mismatch(
    index: Decimal | None, points: Decimal | None, maximum: Decimal, places: int = 2
) -> str:
    """Why the published index and the published points do not agree, in words; empty if they do.

    The two are aggregated differently by those who publish them (the mean of factors, the mean of
    questions), so both stand and neither is mended: 74,87 % × 40 = 29,95, published 29,78.
    """
    if index is None or points is None or not maximum:
        return ""
    implied = half_up(index / 100 * maximum, places)
    if implied == half_up(points, places):
        return ""
    return _("%(index)s × %(max)s = %(implied)s, khác điểm đã nhập %(points)s") % {
        "index": format_percent(index, strip=True),
        "max": format_decimal(maximum, strip=True),
        "implied": format_decimal(implied, places),
        "points": format_decimal(points, places),
    }
