"""The real case that all readers are held against: huyện Vân Canh in 2021."""

from decimal import Decimal

from django.test import TestCase

from assessments.models import Assessment, Campaign
from criteria.services import sets_load
from parindex.demo.people import people_load
from parindex.demo.places import DISTRICT, PROVINCE, places_load
from parindex.demo.plans.places import plan_places_load
from parindex.demo.van_canh_2020 import campaign_2020
from parindex.demo.van_canh_2021 import campaign_2021
from parindex.demo.wording_2021 import wording_2021
from parindex.units.models import Unit, User

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


class VanCanh(TestCase):
    """Both years of the district, loaded once for the tests of a class."""

    people: dict[str, User]
    units: dict[str, Unit]
    campaign: Campaign

    @classmethod
    def setUpTestData(cls) -> None:
        with cls.captureOnCommitCallbacks(execute=True):
            sets_load()
            cls.units = places_load()
            cls.people = people_load({**cls.units, **plan_places_load()})
            province, district = cls.units[PROVINCE], cls.units[DISTRICT]
            office = cls.people["sonoivu"]
            before = campaign_2020(province, district, office)
            cls.campaign = campaign_2021(province, district, office, before)
            wording_2021(cls.campaign, district, office)

    @property
    def assessment(self) -> Assessment:
        return Assessment.objects.select_related("campaign__previous", "unit__parent").get(
            campaign=self.campaign
        )
