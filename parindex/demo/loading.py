"""Everything in order, in one transaction: either the whole demo or nothing."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from criteria.services import sets_load
from parindex.demo.communes_2022 import campaign_2022
from parindex.demo.documents import documents_load
from parindex.demo.huong_hoa_places import huong_hoa_load
from parindex.demo.huong_hoa_statistics import statistics_load
from parindex.demo.people import PLAN_KEEPERS, people_load
from parindex.demo.periodic_reports import periodic_reports_load
from parindex.demo.places import DISTRICT, PROVINCE, places_load
from parindex.demo.plans.loading import plans_load
from parindex.demo.plans.places import plan_places_load
from parindex.demo.progress_plan import progress_plan
from parindex.demo.two_tier_2025 import two_tier
from parindex.demo.van_canh_2020 import campaign_2020
from parindex.demo.van_canh_2021 import campaign_2021
from parindex.demo.wording_2021 import wording_2021
from parindex.errors import Forbidden
from plans.services.library import solutions_load
from reports.narrative.loading import outlines_load


def demo_load(*, at: datetime) -> None:
    """Safe to repeat: what stands is left as it is. Raises Forbidden while the flag is off."""
    if not settings.DEMO:
        raise Forbidden(_("Dữ liệu dùng thử chỉ nạp được khi đặt PARINDEX_DEMO=1; hiện chưa đặt."))
    with transaction.atomic():
        sets_load()
        units = {**places_load(), **plan_places_load()}
        people = people_load(units)
        province, district, office = units[PROVINCE], units[DISTRICT], people["sonoivu"]
        before = campaign_2020(province, district, office)
        now = campaign_2021(province, district, office, before)
        wording_2021(now, district, office)
        campaign_2022(units, people, at)
        progress_plan(units, people, at)
        two_tier(units, people, at)
        solutions_load()
        outlines_load()
        keepers = {unit: people[name] for unit, name in PLAN_KEEPERS.items()}
        plans_load(units, keepers, at)
        units, of_huong_hoa = huong_hoa_load(units)
        statistics_load(units, of_huong_hoa, at)
        periodic_reports_load(units, {**people, **of_huong_hoa}, at)
        documents_load(people, at)
