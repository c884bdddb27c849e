"""The real case that all readers are held against: huyện Vân Canh in 2021."""

from decimal import Decimal

from assessments.models import Assessment, Campaign
from parindex.units.models import Unit, User
from tests.on_demo import OnDemo

POINTS = ["6.46", "5", "6.81", "6", "10", "3", "8.57"]
MAXIMA = ["10", "5", "10", "7", "11", "5", "12"]
CHANGES = ["2.1", "0", "1.4", "21.4", "19.0", "0", "8.9"]
"""By field, in percentage points, rounded half up to one place."""

SCORED = (Decimal("45.84"), Decimal(60))
SURVEY = (Decimal("29.78"), Decimal(40))
TOTAL = (Decimal("75.62"), Decimal(100))
GROWTH = Decimal("6.22")


def decimals(texts: list[str]) -> list[Decimal]:
    return [Decimal(text) for text in texts]


class VanCanh(OnDemo):
    """Both years of the district, as the demo has them."""

    people: dict[str, User]
    units: dict[str, Unit]
    campaign: Campaign

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.units = {unit.code: unit for unit in Unit.objects.select_related("parent")}
        cls.people = {user.username: user for user in User.objects.all()}
        cls.campaign = Campaign.objects.select_related(
            "criteria_set", "organiser", "standing_office", "previous"
        ).get(code="BD-2021")

    @property
    def assessment(self) -> Assessment:
        return Assessment.objects.select_related("campaign__previous", "unit__parent").get(
            campaign=self.campaign
        )
