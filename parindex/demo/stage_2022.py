"""The running campaign's stage: who acts, on which sheet, at which moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from assessments.models import Campaign, Entry, FieldSheet
from assessments.services.moving import sheet_move
from assessments.workflow import Verb
from parindex.demo.people import PEOPLE
from parindex.units.models import Role, User

OFFICES = {
    "1": "PNV-VAN-CANH",
    "2": "PTP-VAN-CANH",
    "3": "VP-VAN-CANH",
    "4": "PNV-VAN-CANH",
    "5": "PNV-VAN-CANH",
    "6": "PTCKH-VAN-CANH",
    "7": "PVHTT-VAN-CANH",
    "8": "PNV-VAN-CANH",
    "9": "PNV-VAN-CANH",
}
"""Who appraises each field."""


@dataclass(frozen=True)
class Stage:
    """The campaign, its people and the moment of all acts."""

    campaign: Campaign
    people: Mapping[str, User]
    at: datetime

    def person(self, role: Role, workplace: str) -> User:
        """Who holds the role there."""
        return next(
            self.people[person.username]
            for person in PEOPLE
            if person.role == role and person.workplace == workplace
        )

    def sheet(self, commune: str, field: str) -> FieldSheet:
        return FieldSheet.objects.get(
            assessment__campaign=self.campaign,
            assessment__unit__code=commune,
            criterion__code=field,
        )

    def entry(self, commune: str, leaf: str) -> Entry:
        return Entry.objects.get(
            assessment__campaign=self.campaign,
            assessment__unit__code=commune,
            criterion__code=leaf,
        )

    def move(self, commune: str, field: str, verb: Verb, actor: User, reason: str = "") -> None:
        sheet = self.sheet(commune, field)
        sheet_move(sheet_id=sheet.pk, verb=verb, actor=actor, at=self.at, reason=reason)
