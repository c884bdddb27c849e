"""The draft that the workbooks speak of, the sets around it, and the two steps of an import."""

from io import BytesIO
from pathlib import Path

from django.core.files.base import ContentFile
from django.utils import timezone

from criteria.excel.changes import Plan
from criteria.excel.loading import plan_of, table_load
from criteria.models import CriteriaSet, SetStatus
from parindex.units.excel.uploads import upload_keep
from parindex.units.models import Unit, User
from tests.criteria.cases import DraftCase, make_case
from tests.factories import make_criterion, make_unit

FOLDER = Path(__file__).resolve().parent.parent / "workbooks"
GOOD, WRONG = FOLDER / "criteria", FOLDER / "should_fail" / "criteria"


def make_places() -> DraftCase:
    """DU-THAO of HUYEN-SOAN; SAU continues its 1.1.2; TRUOC stands before; two that may not be
    touched."""
    case = make_case()
    Unit.objects.filter(pk=case.owner.pk).update(code="HUYEN-SOAN")
    case.owner.refresh_from_db()
    case.draft.refresh_from_db()
    other = make_unit("huyện Lạ", kind="district", code="HUYEN-LA")
    _set("CUA-NGUOI-KHAC", other)
    for code in ("TRUOC", "DA-BAN-HANH"):
        made = _set(code, case.owner)
        made.status = SetStatus.PUBLISHED
        made.save()
    later = CriteriaSet.objects.create(
        code="SAU", name="Bộ sau", level="commune", year=2027, owner=case.owner
    )
    top = make_criterion(later, "1", is_leaf=False)
    make_criterion(later, "1.1", parent=top, predecessor=case.node("1.1.2"))
    return case


def _set(code: str, owner: Unit) -> CriteriaSet:
    made = CriteriaSet.objects.create(
        code=code, name=f"Bộ {code}", level="commune", year=2025, owner=owner
    )
    top = make_criterion(made, "1", is_leaf=False)
    make_criterion(made, "1.2", parent=top)
    return made


def look(workbook: bytes, actor: User, chosen: CriteriaSet | None = None) -> Plan:
    size = len(workbook)
    return plan_of(BytesIO(workbook), name="bo.xlsx", size=size, actor=actor, chosen=chosen)


def load(workbook: bytes, actor: User, chosen: CriteriaSet | None = None) -> Plan:
    """Both steps that a person takes: look, confirm."""
    seen = look(workbook, actor, chosen).digest
    now = timezone.now()
    kept = upload_keep(file=ContentFile(workbook), name="bo.xlsx", owner=actor, at=now)
    return table_load(upload=kept, seen=seen, actor=actor, at=now, chosen=chosen)
