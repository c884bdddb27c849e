"""One campaign with its people: the case that most tests of the cycle stand on."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from assessments.models import Campaign, Decision, Entry, FieldSheet
from assessments.services.appraising import Opinion, entry_appraise
from assessments.services.declaring import Declaration, entry_declare
from assessments.services.moving import sheet_move
from assessments.workflow import Verb
from parindex.units.models import Role, Unit, UnitKind, User
from tests.factories import entry_of, make_campaign, make_unit, make_user


@dataclass
class Case:
    """A district with two communes, its office and one open campaign of two fields."""

    district: Unit
    commune: Unit
    neighbour: Unit
    office: Unit
    campaign: Campaign
    official: User
    head: User
    stranger: User
    appraiser: User
    standing: User
    leader: User

    def entry(self, code: str, unit: Unit | None = None) -> Entry:
        return entry_of(self.campaign, unit or self.commune, code)

    def sheet(self, code: str = "1", unit: Unit | None = None) -> FieldSheet:
        return FieldSheet.objects.get(
            assessment__campaign=self.campaign,
            assessment__unit=unit or self.commune,
            criterion__code=code,
        )

    def declare(
        self, code: str, score: str, *, note: str = "Kèm báo cáo", at: datetime | None = None
    ) -> Entry:
        entry = self.entry(code)
        declared = Declaration({"score": score}, note, entry.version)
        return entry_declare(
            entry_id=entry.pk, actor=self.official, declared=declared, at=at or timezone.now()
        )

    def move(
        self,
        verb: Verb,
        user: User,
        code: str = "1",
        *,
        reason: str = "",
        at: datetime | None = None,
    ) -> FieldSheet:
        return sheet_move(
            sheet_id=self.sheet(code).pk,
            verb=verb,
            actor=user,
            at=at or timezone.now(),
            reason=reason,
        )

    def judge(
        self,
        code: str,
        decision: Decision,
        *,
        score: str = "",
        cause: str = "",
        user: User | None = None,
    ) -> Entry:
        entry = self.entry(code)
        opinion = Opinion(decision, version=entry.appraisal_version, score=score, cause=cause)
        return entry_appraise(
            entry_id=entry.pk, actor=user or self.appraiser, opinion=opinion, at=timezone.now()
        )

    def submitted(self, code: str = "1") -> FieldSheet:
        """Fill and send one field."""
        for entry in self.sheet(code).entries.all():
            self.declare(entry.criterion.code, "0.5")
        return self.move(Verb.SUBMIT, self.head, code)

    def appraised(self, code: str = "1") -> FieldSheet:
        self.submitted(code)
        for entry in self.sheet(code).entries.all():
            self.judge(entry.criterion.code, Decision.AGREE)
        return self.move(Verb.FINISH, self.appraiser, code)

    @property
    def after_deadline(self) -> datetime:
        assert self.campaign.self_deadline
        return self.campaign.self_deadline + timedelta(seconds=1)


def make_case() -> Case:
    district = make_unit("huyện Thử", kind=UnitKind.DISTRICT)
    commune = make_unit("xã Một", parent=district)
    neighbour = make_unit("xã Hai", parent=district)
    office = make_unit("Phòng Tư pháp", kind=UnitKind.OFFICE, parent=district)
    return Case(
        district=district,
        commune=commune,
        neighbour=neighbour,
        office=office,
        campaign=make_campaign([commune, neighbour], organiser=district, office=office),
        official=make_user(role=Role.OFFICIAL, on=commune),
        head=make_user(role=Role.HEAD, on=commune),
        stranger=make_user(role=Role.OFFICIAL, on=neighbour),
        appraiser=make_user(role=Role.APPRAISER, on=office),
        standing=make_user(role=Role.STANDING_OFFICE, on=district),
        leader=make_user(role=Role.LEADER, on=district),
    )
