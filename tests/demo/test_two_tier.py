"""The two-tier government in the demo: what closed, what came of it, what it is compared with."""

from datetime import date
from decimal import Decimal

from django.test import Client
from django.urls import reverse

from assessments.models import Assessment, Campaign, RecordedResult, Result
from parindex.demo.two_tier_figures import YEAR_2024, YEAR_2025
from parindex.units.models import Role, Unit, UnitLink, User
from tests.on_demo import OnDemo

LAST_DAY = date(2025, 6, 30)


def result_of(campaign: str, unit: str) -> Result:
    return Result.objects.get(assessment__campaign__code=campaign, assessment__unit__code=unit)


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


class TestUnits(OnDemo):
    def test_the_old_province_closed_with_everything_below(self) -> None:
        old = Unit.objects.get(code="BINH-DINH")
        assert set(Unit.objects.under(old).values_list("valid_to", flat=True)) == {LAST_DAY}
        assert Unit.objects.get(code="VAN-CANH").parent == old
        assert Unit.objects.get(code="CANH-HOA").parent == Unit.objects.get(code="VAN-CANH")

    def test_the_new_province_succeeds_both(self) -> None:
        links = UnitLink.objects.filter(successor__code="GIA-LAI")
        codes = set(links.values_list("predecessor__code", flat=True))
        assert codes == {"BINH-DINH", "GIA-LAI-TRUOC-2025"}
        assert all("60-NQ/TW" in link.legal_act and "72/2025" in link.legal_act for link in links)

    def test_every_commune_has_an_heir_and_the_list_is_called_an_illustration(self) -> None:
        links = UnitLink.objects.filter(
            successor__parent__code="GIA-LAI", successor__kind="commune"
        )
        assert set(links.values_list("predecessor__code", flat=True)) == set(YEAR_2024)
        assert set(links.values_list("successor__code", flat=True)) == set(YEAR_2025)
        assert all("chỉ để minh hoạ" in link.legal_act for link in links)

    def test_a_new_unit_may_carry_an_old_name(self) -> None:
        assert Unit.objects.filter(name="xã Canh Vinh").count() == 2

    def test_people_of_closed_units_go_on_in_old_campaigns(self) -> None:
        client = signed_in("canbo")
        for name, args in (
            ("home", []),
            ("campaign", ["VC-2022"]),
            ("assessment", ["VC-2022", "CANH-VINH"]),
            ("sheet", ["VC-2022", "CANH-VINH", "3"]),
        ):
            assert client.get(reverse(name, args=args)).status_code == 200, name
        page = client.get(reverse("sheet", args=["VC-2022", "CANH-VINH", "3"])).content.decode()
        assert 'id="phieu"' in page
        assert "readonly" not in page

    def test_a_standing_office_whose_units_all_closed_still_sees_them(self) -> None:
        page = signed_in("phongnoivu").get(reverse("units")).content.decode()
        assert "Huyện Vân Canh" in page
        assert "Không còn hiệu lực" in page

    def test_the_new_province_has_its_office_and_administrator(self) -> None:
        held = Unit.objects.get(code="GIA-LAI").memberships
        assert dict(held.values_list("user__username", "role")) == {
            "quantri": Role.ADMINISTRATOR,
            "sonoivu": Role.STANDING_OFFICE,
        }


class TestFigures(OnDemo):
    def test_two_merged_communes_give_the_mean_of_their_shares(self) -> None:
        first, second = (result_of("VC-2024", code) for code in ("CANH-THUAN", "CANH-HOA"))
        assert (first.percent, second.percent) == (Decimal(72), Decimal(75))
        result = result_of("GL-2025", "GL-CANH-THUAN-HOA")
        assert (result.previous_percent, result.previous_of) == (Decimal("73.5"), 2)
        assert (result.percent, result.change) == (Decimal("78.75"), Decimal("5.25"))
        assert (result.comparability, result.previous_rank) == ("merged", None)

    def test_totals_are_the_sums_of_the_fields(self) -> None:
        for code, figures in (("VC-2024", YEAR_2024), ("GL-2025", YEAR_2025)):
            for unit, line in figures.items():
                result = result_of(code, unit)
                total = sum((Decimal(points) for points in line.split()), Decimal(0))
                assert result.points == result.scored_points == total
                assert result.max_points == Decimal(100)
        assert result_of("GL-2025", "GL-CANH-VINH").previous_of == 3

    def test_everything_invented_says_so(self) -> None:
        rows = RecordedResult.objects.filter(campaign__code__in=("VC-2024", "GL-2025"))
        assert rows.count() == (7 + 4) * 9
        assert all("minh hoạ" in row.source and "minh hoạ" in row.note for row in rows)
        for campaign in Campaign.objects.filter(code__in=("VC-2024", "GL-2025")):
            assert "minh hoạ" in campaign.note

    def test_the_ranking_shows_the_mark(self) -> None:
        page = signed_in("sonoivu").get(reverse("ranking", args=["GL-2025"])).content.decode()
        row = page[page.index("Xã Canh Thuận Hòa") :].split("</tr>")[0]
        assert "+5,25" in row
        assert "gộp từ 2 đơn vị" in row
        assert "không so sánh được" in row

    def test_the_leader_of_the_district_reads_the_same_overview(self) -> None:
        page = signed_in("lanhdao").get(reverse("overview")).content.decode()
        assert "75,62" in page
        assert "2024" not in page

    def test_the_running_campaign_is_untouched(self) -> None:
        assert Assessment.objects.filter(campaign__code="VC-2022").count() == 7
        ranks = Result.objects.filter(assessment__campaign__code="VC-2022").exclude(rank=None)
        assert dict(ranks.values_list("assessment__unit__code", "rank")) == {
            "TT-VAN-CANH": 1,
            "CANH-HOA": 2,
        }
