"""A district with offices and communes whose standing office prepares a campaign in the browser's
way: page by page, by what the pages offer."""

from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse

from assessments.models import Campaign
from assessments.readiness import Step
from criteria.models import CriteriaSet
from parindex.units.models import Role, Unit, UnitKind, User
from tests.factories import make_set, make_unit, make_user


@dataclass
class Preparation:
    """The standing office at work on one campaign; `outline()` begins it."""

    district: Unit
    home_office: Unit
    justice: Unit
    communes: list[Unit]
    criteria_set: CriteriaSet
    standing: User
    client: Client

    @property
    def campaign(self) -> Campaign:
        return Campaign.objects.get()

    def url(self, step: Step) -> str:
        return reverse("campaign-step", args=[self.campaign.code, step])

    def outline_values(self, **changes: object) -> dict[str, object]:
        return {
            "year": "2026",
            "organiser": self.district.pk,
            "criteria_set": self.criteria_set.pk,
            "standing_office": self.home_office.pk,
            "previous": "goi-y",
            **changes,
        }

    def outline(self, **changes: object) -> Any:
        return self.client.post(reverse("campaign-new"), self.outline_values(**changes))

    def get(self, step: Step) -> Any:
        return self.client.get(self.url(step))

    def post(self, step: Step, **values: Any) -> Any:
        return self.client.post(self.url(step), values)

    def choose(self, *units: Unit) -> Any:
        shown = ",".join(str(unit.pk) for unit in self.communes)
        return self.post(Step.PARTICIPANTS, shown=shown, unit=[unit.pk for unit in units])

    def assign(self, *, own: dict[str, Unit] | None = None) -> Any:
        nodes = {n.code: n.pk for n in self.criteria_set.criteria.all()}
        values = {f"office-{nodes[code]}": self.justice.pk for code in ("1", "2")}
        for code, office in (own or {}).items():
            values[f"office-{nodes[code]}"] = office.pk
        return self.client.post(self.url(Step.ASSIGNMENTS), values)

    def deadlines(
        self, self_deadline: str = "01/12/2126", appraisal: str = "20/12/2126 11:30", **more: str
    ) -> Any:
        return self.post(
            Step.DEADLINES, self_deadline=self_deadline, appraisal_deadline=appraisal, **more
        )

    def groups(self, *rows: tuple[str, str], **more: str) -> Any:
        values = {"rows": str(len(rows)), **more}
        for number, (floor, label) in enumerate(rows):
            values |= {f"floor-{number}": floor, f"label-{number}": label}
        return self.client.post(self.url(Step.GROUPS), values)

    def exclude(self, **reasons: str) -> Any:
        """Criteria by code (n1_1 is 1.1), each with the reason it does not apply."""
        nodes = {n.code: n.pk for n in self.criteria_set.criteria.all()}
        values: dict[str, str] = {}
        for name, reason in reasons.items():
            pk = nodes[name.removeprefix("n").replace("_", ".")]
            values |= {f"out-{pk}": "on", f"reason-{pk}": reason}
        return self.client.post(self.url(Step.EXCLUSIONS), values)

    def prepared(self) -> Campaign:
        """Every step done, ready to be opened."""
        self.outline()
        self.choose(*self.communes)
        self.assign()
        self.deadlines()
        self.groups(("80", "Nhóm 1"), ("0", "Nhóm 2"))
        return self.campaign

    def start(self) -> Any:
        return self.client.post(reverse("campaign-open", args=[self.campaign.code]))

    def opened(self) -> Campaign:
        self.prepared()
        self.start()
        return self.campaign


def make_preparation() -> Preparation:
    district = make_unit("huyện Vân Thử", kind=UnitKind.DISTRICT)
    home_office = make_unit("Phòng Nội vụ huyện Vân Thử", kind=UnitKind.OFFICE, parent=district)
    justice = make_unit("Phòng Tư pháp huyện Vân Thử", kind=UnitKind.OFFICE, parent=district)
    communes = [
        make_unit(name, parent=district, code=code)
        for name, code in (
            ("xã Đồng Xuân", "DONG-XUAN"),
            ("xã Hạ Long", "HA-LONG"),
            ("xã Thượng Hoà", "THUONG-HOA"),
        )
    ]
    standing = make_user(role=Role.STANDING_OFFICE, on=district, unit=home_office)
    client = Client()
    client.force_login(standing)
    return Preparation(
        district=district,
        home_office=home_office,
        justice=justice,
        communes=communes,
        criteria_set=make_set("BO-XA-2026"),
        standing=standing,
        client=client,
    )


def text_of(response: Any) -> str:
    return str(response.content.decode())
