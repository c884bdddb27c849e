"""The bands of ten points into which units are grouped by their index."""

from decimal import Decimal

from assessments.models import Campaign, RatingGroup

GROUPS = (
    ("90", "Nhóm 1 (từ 90% trở lên)"),
    ("80", "Nhóm 2 (từ 80% đến dưới 90%)"),
    ("70", "Nhóm 3 (từ 70% đến dưới 80%)"),
    ("60", "Nhóm 4 (từ 60% đến dưới 70%)"),
    ("0", "Nhóm 5 (dưới 60%)"),
)


def groups_make(campaign: Campaign) -> None:
    RatingGroup.objects.bulk_create(
        RatingGroup(campaign=campaign, floor=Decimal(floor), label=label) for floor, label in GROUPS
    )
