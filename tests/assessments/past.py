"""A district whose results of 2020 are known only from papers."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Campaign, NodeResult, RecordedResult, Result
from assessments.services.recorded import PastYear, past_year_record
from criteria.models import CriteriaSet
from parindex.units.models import Role, Unit, UnitKind, User
from tests.factories import make_set, make_unit, make_user

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FOLDER = Path(__file__).resolve().parent.parent / "workbooks"


@dataclass
class Past:
    district: Unit
    first: Unit
    second: Unit
    former: Unit
    criteria_set: CriteriaSet
    standing: User
    campaign: Campaign
    client: Client

    def url(self, name: str = "recorded-results", *args: Any) -> str:
        return reverse(name, args=[self.campaign.code, *args])

    def send(self, path: Path) -> Any:
        file = SimpleUploadedFile(path.name, path.read_bytes(), content_type=XLSX)
        return self.client.post(self.url("recorded-upload"), {"file": file})

    def check(self, name: str) -> Any:
        """The dry run of a good workbook."""
        sent = self.send(FOLDER / "recorded" / f"{name}.xlsx")
        assert sent.status_code == 302, sent.content.decode()
        return self.client.get(sent["Location"])

    def bring(self, name: str) -> Any:
        """Dry run and confirmation."""
        page = self.check(name)
        seen = page.context["plan"].digest
        return self.client.post(page.wsgi_request.path, {"seen": seen})

    def recorded(self, unit: Unit, code: str = "") -> list[RecordedResult]:
        rows = RecordedResult.objects.filter(campaign=self.campaign, unit=unit)
        wanted = rows.filter(criterion__code=code) if code else rows.filter(criterion=None)
        return list(wanted.order_by("pk"))

    def result(self, unit: Unit) -> Result | None:
        return Result.objects.filter(
            assessment__campaign=self.campaign, assessment__unit=unit
        ).first()

    def node(self, unit: Unit, code: str) -> NodeResult | None:
        return NodeResult.objects.filter(
            assessment__campaign=self.campaign, assessment__unit=unit, criterion__code=code
        ).first()


def make_past() -> Past:
    district = make_unit("huyện Vân Thử", kind=UnitKind.DISTRICT, code="HUYEN")
    first = make_unit("xã Một", parent=district, code="XA-MOT")
    second = make_unit("xã Hai", parent=district, code="XA-HAI")
    former = make_unit("xã Cũ", parent=district, code="XA-CU")
    new = make_unit("xã Mới", parent=district, code="XA-MOI")
    Unit.objects.filter(pk=former.pk).update(valid_to=date(2020, 6, 30))
    Unit.objects.filter(pk=new.pk).update(valid_from=date(2021, 1, 1))
    make_unit("Phòng Nội vụ", kind=UnitKind.OFFICE, parent=district, code="PHONG")
    make_unit("xã Xa", parent=make_unit(kind=UnitKind.DISTRICT), code="XA-XA")
    standing = make_user(role=Role.STANDING_OFFICE, on=district)
    criteria_set = make_set("BO-2020")
    campaign = past_year_record(
        past=PastYear(2020, district, criteria_set, "commune"),
        actor=standing,
        at=timezone.now(),
    )
    client = Client()
    client.force_login(standing)
    return Past(district, first, second, former, criteria_set, standing, campaign, client)
