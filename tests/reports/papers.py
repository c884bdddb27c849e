"""A published campaign whose papers can be drafted, and the people around it."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from assessments.models import Assessment, Campaign
from parindex.units.models import Role, Unit, UnitKind, User
from reports.models import Document, DocumentKind
from reports.services.drafting import document_draft
from reports.services.issuing import document_issue
from tests.factories import make_campaign, make_unit, make_user
from tests.reports.test_unit_result import give, publish

KIND = DocumentKind.ANALYSIS_REPORT


@dataclass
class Papers:
    """huyện Thử with its Phòng Nội vụ, two communes and a published campaign over them."""

    district: Unit
    office: Unit
    first: Unit
    second: Unit
    campaign: Campaign
    standing: User
    office_head: User
    official: User
    head: User
    neighbour: User
    leader: User
    stranger: User

    def assessment(self, unit: Unit | None = None) -> Assessment:
        return Assessment.objects.select_related(
            "campaign__previous", "campaign__organiser", "campaign__standing_office", "unit__parent"
        ).get(campaign=self.campaign, unit=unit or self.first)

    def drafted(self, unit: Unit | None = None, *, kind: DocumentKind = KIND) -> Document:
        return document_draft(kind=kind, source=self.assessment(unit), actor=self.standing)

    def issued(self, document: Document | None = None, **options: Any) -> Document:
        """Numbered; frozen as soon as the surrounding transaction commits."""
        found = document or self.drafted()
        document_issue(
            document_id=found.pk,
            version=found.version,
            signed_on=options.get("signed_on", timezone.localdate()),
            number=options.get("number"),
            actor=options.get("actor", self.standing),
        )
        return Document.objects.get(pk=found.pk)


def make_papers() -> Papers:
    district = make_unit("huyện Thử", kind=UnitKind.DISTRICT)
    office = make_unit("Phòng Nội vụ huyện Thử", kind=UnitKind.OFFICE, parent=district)
    Unit.objects.filter(pk=office.pk).update(symbol="PNV", place_name="Thử")
    office.refresh_from_db()
    first, second = (make_unit(f"xã {n}", parent=district) for n in ("Một", "Hai"))
    campaign = make_campaign([first, second], organiser=district, office=office)
    give(campaign, ["2", "1", "1"], ["1", "0.5", "1"])
    publish(campaign)
    campaign.refresh_from_db()
    return Papers(
        district=district,
        office=office,
        first=first,
        second=second,
        campaign=campaign,
        standing=make_user(role=Role.STANDING_OFFICE, on=district),
        office_head=make_user(role=Role.HEAD, on=office),
        official=make_user(role=Role.OFFICIAL, on=first),
        head=make_user(role=Role.HEAD, on=first),
        neighbour=make_user(role=Role.OFFICIAL, on=second),
        leader=make_user(role=Role.LEADER, on=district),
        stranger=make_user(role=Role.HEAD, on=make_unit("xã Xa")),
    )
