"""A draft set with the people around it: the case that the editor's tests stand on."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from criteria.models import CriteriaSet, Criterion
from criteria.services.trees import tree_refresh
from parindex.history.models import Event
from parindex.units.models import Role, Unit, UnitKind, User
from tests.factories import make_criterion, make_unit, make_user

CHOICE: dict[str, object] = {
    "label": "Kết quả",
    "options": [
        {"key": "co", "label": "Có", "points": "1"},
        {"key": "khong", "label": "Không", "points": "0"},
    ],
}


@dataclass
class DraftCase:
    """A district's draft of 100 points, its standing office, and others.

    1 (60 points): 1.1 with leaves 1.1.1 and 1.1.2, leaf 1.2; 2 (40 points): leaf 2.1.
    """

    owner: Unit
    draft: CriteriaSet
    standing: User
    administrator: User
    stranger: User
    official: User

    def node(self, code: str) -> Criterion:
        return Criterion.objects.select_related("set__owner").get(set=self.draft, code=code)

    def codes(self) -> list[str]:
        return list(self.draft.criteria.order_by("sort_key").values_list("code", flat=True))

    def names(self, codes: Iterable[str]) -> list[str]:
        return [self.node(code).name for code in codes]

    def max_of(self, code: str) -> Decimal:
        points: Decimal = self.node(code).max_score
        return points


def event_of(action: str) -> Any:
    """The one event of this kind."""
    return Event.objects.get(action=action)


def make_leaf(criteria_set: CriteriaSet, code: str, parent: Criterion, points: str) -> Criterion:
    return make_criterion(
        criteria_set,
        code,
        parent=parent,
        max_score=points,
        rule_kind="manual",
        rule_params={"step": "0.5", "label": "Điểm"},
        evidence_hint="Báo cáo",
        appraising_office="Phòng Nội vụ",
    )


def make_draft(owner: Unit | None, code: str = "DU-THAO") -> CriteriaSet:
    draft = CriteriaSet.objects.create(
        code=code,
        name="Bộ tiêu chí đang soạn",
        level="commune",
        year=2026,
        owner=owner,
        issuer="UBND huyện",
        legal_basis="Quyết định số 1/QĐ-UBND",
        issued_on="2026-01-05",
        provenance="Soạn để thử.",
    )
    first = make_criterion(draft, "1", is_leaf=False, max_score="60")
    inner = make_criterion(draft, "1.1", parent=first, is_leaf=False, max_score="50")
    make_leaf(draft, "1.1.1", inner, "30")
    make_leaf(draft, "1.1.2", inner, "20")
    make_leaf(draft, "1.2", first, "10")
    second = make_criterion(draft, "2", is_leaf=False, max_score="40")
    make_leaf(draft, "2.1", second, "40")
    tree_refresh(draft)
    return draft


def make_case() -> DraftCase:
    province = make_unit("tỉnh Thử", kind=UnitKind.PROVINCE)
    owner = make_unit("huyện Soạn", kind=UnitKind.DISTRICT, parent=province)
    other = make_unit("huyện Khác", kind=UnitKind.DISTRICT, parent=province)
    commune = make_unit("xã Một", parent=owner)
    return DraftCase(
        owner=owner,
        draft=make_draft(owner),
        standing=make_user(role=Role.STANDING_OFFICE, on=owner),
        administrator=make_user(role=Role.ADMINISTRATOR, on=province),
        stranger=make_user(role=Role.STANDING_OFFICE, on=other),
        official=make_user(role=Role.OFFICIAL, on=commune),
    )
