"""What the analysis report says, from the figures and from the office's own words."""

from datetime import date
from decimal import Decimal

import pytest

from assessments.models import Assessment, Campaign, CampaignState, Entry
from parindex.units.models import Unit, UnitKind
from reports.documents.analysis_report import analysis_context, analysis_report
from reports.documents.analysis_report.paper import AnalysisReport
from reports.documents.base import render_html
from reports.documents.letterhead import Issuing
from reports.models import DocumentKind, DocumentWording, Section
from reports.services.wording import Passage, wording_replace
from tests.factories import make_campaign, make_set, make_unit
from tests.reports.golden import VanCanh
from tests.reports.pdfs import text_of
from tests.reports.test_unit_result import give, publish

pytestmark = pytest.mark.django_db


class TestVanCanh(VanCanh):
    def context(self) -> AnalysisReport:
        return analysis_context(self.assessment, issuing=Issuing(2026))

    def test_it_goes_from_the_units_office_to_its_chairman(self) -> None:
        paper = self.context()
        assert paper.author == "Phòng Nội vụ"
        assert paper.addressee == "Chủ tịch Ủy ban nhân dân huyện Vân Canh"
        assert paper.letterhead.notation == "BC-PNV"
        assert paper.foot.signature.titles == ("TRƯỞNG PHÒNG",)
        assert paper.foot.recipients[0] == "Như trên"
        assert paper.foot.recipients[-1] == "Lưu: VT, NV (c)"

    def test_it_names_its_bases(self) -> None:
        bases = self.context().bases
        assert bases[0].startswith("Thực hiện Công văn số 3340/UBND-KSTT ngày 15/06/2022")
        assert bases[1].startswith("Căn cứ Quyết định số 313/QĐ-UBND ngày 26/01/2022")

    def test_it_says_where_the_unit_stands(self) -> None:
        overview = self.context().overview
        assert overview.standing == (
            "Theo kết quả công bố tại Quyết định số 313/QĐ-UBND ngày 26/01/2022 của Ủy ban nhân"
            " dân tỉnh Bình Định, Chỉ số CCHC năm 2021 của huyện Vân Canh đạt 75,62% (75,62/100"
            " điểm), gồm 45,84/60 điểm thẩm định các lĩnh vực, 29,78/40 điểm điều tra xã hội học;"
            " thuộc nhóm 3 (từ 70% đến dưới 80%)."
        )
        assert [(y.year, y.percent, y.head_rating) for y in overview.years] == [
            (2020, "69,40%", "Hoàn thành nhiệm vụ"),
            (2021, "75,62%", "Hoàn thành tốt nhiệm vụ"),
        ]
        assert overview.growth == (
            "So với năm 2020, Chỉ số CCHC của huyện Vân Canh tăng 6,22 điểm phần trăm (năm 2020:"
            " 69,40%; năm 2021: 75,62%).",
        )

    def test_it_names_the_fields_that_rose_and_those_that_did_not(self) -> None:
        assert self.context().overview.movements == (
            "5/7 lĩnh vực tăng: Công tác chỉ đạo, điều hành CCHC; Cải cách thủ tục hành chính; Cải"
            " cách tổ chức bộ máy; Cải cách chế độ công vụ; Xây dựng và phát triển chính quyền"
            " điện tử",
            "01 lĩnh vực đạt điểm tối đa: Xây dựng và tổ chức thực hiện văn bản quy phạm pháp luật",
            "01 lĩnh vực không tăng, không giảm: Cải cách tài chính công",
        )

    def test_it_says_why_percentages_are_compared(self) -> None:
        (note,) = self.context().overview.notes
        assert "điểm tối đa thay đổi ở 5/7 lĩnh vực" in note

    def test_each_field_has_its_losses_with_their_causes(self) -> None:
        first, second, third, *_, last = self.context().fields
        assert first.summary == (
            "Lĩnh vực đạt 6,46/10 điểm (64,6%), bị trừ 3,54 điểm; tăng 2,1 điểm phần trăm so với"
            " năm 2020."
        )
        assert first.verdict.endswith("đối với 07 tiêu chí, tiêu chí thành phần sau:")
        assert first.losses[0].title == (
            "Tiêu chí thành phần 1.1.2. Chất lượng kế hoạch CCHC hằng năm của UBND cấp xã (trừ"
            " 0,25 điểm)"
        )
        assert first.losses[1].title.startswith("Tiêu chí 1.2. ")
        assert second.losses == ()
        assert second.verdict.startswith("Huyện đạt điểm tối đa")
        assert [loss.title.split()[-2] for loss in third.losses] == [
            "2",
            "0,5",
            "0,5",
            "0,05",
            "0,14",
        ]
        assert last.losses[-1].cause == "Báo cáo không nêu nguyên nhân."

    def test_it_does_not_hide_that_two_survey_figures_differ(self) -> None:
        survey = self.context().survey
        assert survey is not None
        assert "74,87%" in survey.standing
        assert "xếp thứ 9/11 huyện, thị xã, thành phố" in survey.standing
        assert "tăng 7,5 điểm phần trăm và tăng 02 bậc so với năm 2020" in survey.standing
        assert "29,78/40 điểm tương ứng 74,45%, không trùng với Chỉ số hài lòng 74,87%" in (
            survey.remark
        )
        assert [row.rank for row in survey.rows] == ["8/11", "10/11", "10/11", "10/11", "7/11"]

    def test_it_proposes_in_the_offices_words(self) -> None:
        proposals = self.context().proposals
        assert [p.office for p in proposals][:3] == [
            "Phòng Nội vụ",
            "Văn phòng HĐND và UBND huyện",
            "Phòng Tư pháp",
        ]
        assert len(proposals) == 8
        assert len(proposals[0].items) == 4

    def test_without_words_it_proposes_what_follows_from_the_deductions(self) -> None:
        DocumentWording.objects.filter(section=Section.PROPOSAL).delete()
        proposals = {p.office: p.items for p in self.context().proposals}
        assert proposals["Phòng Kinh tế và Hạ tầng"] == (
            "Chủ trì, tham mưu khắc phục hạn chế ở tiêu chí 1.6. Có sáng kiến hoặc giải pháp mới"
            " trong CCHC được áp dụng có hiệu quả (đạt 0/1 điểm, bị trừ 1 điểm).",
        )
        assert proposals["Phòng Tư pháp"] == (
            "Duy trì điểm tối đa của lĩnh vực Xây dựng và tổ chức thực hiện văn bản quy phạm pháp"
            " luật (5/5 điểm).",
        )
        losses = [item for items in proposals.values() for item in items if "bị trừ" in item]
        assert len(losses) == 23

    def test_the_annex_lists_every_deduction_once_the_dearest_first(self) -> None:
        annex = self.context().annex
        numbers = [row.number for group in annex for row in group.rows]
        assert numbers == list(range(1, 24))
        lost = [row.deducted for row in annex[0].rows]
        assert annex[0].office == "Phòng Nội vụ"
        assert lost == ["−1", "−1", "−0,5", "−0,5", "−0,5", "−0,5", "−0,25", "−0,25", "−0,04"]

    def test_another_office_may_issue_it(self) -> None:
        paper = analysis_context(
            self.assessment, issuing=Issuing(2026), office=self.units["SNV-BINH-DINH"]
        )
        assert paper.letterhead.name_lines == ("Sở Nội vụ",)
        assert paper.addressee == "Chủ tịch Ủy ban nhân dân tỉnh Bình Định"

    def test_the_number_given_later_stands_on_paper_and_annex(self) -> None:
        issuing = Issuing(2022, number=45, signed_on=date(2022, 7, 4))
        text = text_of(analysis_report(self.assessment, issuing=issuing).content)
        assert "Số: 45/BC-PNV" in text
        assert "(Kèm theo Báo cáo số 45/BC-PNV ngày 04 tháng 7 năm 2022 của Phòng Nội vụ)" in text


@pytest.fixture
def commune() -> Unit:
    district = make_unit("huyện Vân Canh", kind=UnitKind.DISTRICT)
    return make_unit("xã Canh Vinh", parent=district)


def printed(campaign: Campaign) -> tuple[AnalysisReport, str]:
    assessment = Assessment.objects.select_related("campaign", "unit").get(campaign=campaign)
    paper = analysis_context(assessment, issuing=Issuing(2026))
    return paper, render_html("documents/analysis_report.html", {"paper": paper})


def test_figures_that_may_change_are_called_provisional(commune: Unit) -> None:
    campaign = make_campaign([commune])
    give(campaign, ["2", "0.5", "1"])
    paper, html = printed(campaign)
    assert paper.overview.standing.startswith("Theo số liệu tạm tính lúc ")
    assert paper.bases == ()
    assert paper.overview.rows[0].previous_percent == "–"
    assert not paper.overview.has_previous
    assert "Năm trước" not in html
    assert paper.survey is None
    assert "II. ĐỀ XUẤT" in html


def test_a_campaign_without_scores_says_so(commune: Unit) -> None:
    paper, html = printed(make_campaign([commune]))
    assert paper.overview.standing == "Chỉ số CCHC năm 2022 của xã Canh Vinh chưa có kết quả."
    assert paper.fields[0].verdict.startswith("Lĩnh vực chưa đủ điểm")
    assert "./." in html


def test_a_perfect_result_asks_for_nothing_but_more_of_it(commune: Unit) -> None:
    campaign = make_campaign([commune], decision_number="12/QĐ-UBND")
    give(campaign, ["2", "1", "1"])
    publish(campaign)
    paper, html = printed(Campaign.objects.get(pk=campaign.pk))
    assert paper.annex == ()
    assert "Phụ lục" not in html
    assert [p.items for p in paper.proposals] == [
        tuple(
            f"Duy trì điểm tối đa của lĩnh vực Nội dung {code} ({points} điểm)."
            for code, points in (("1", "3/3"), ("2", "1/1"))
        )
    ]


def test_a_deduction_without_a_cause_is_not_given_one(commune: Unit) -> None:
    campaign = make_campaign([commune])
    give(campaign, ["1", "1", "1"])
    paper, _ = printed(campaign)
    assert paper.fields[0].losses[0].cause == "Cơ quan thẩm định chưa nêu nguyên nhân."


def test_what_people_typed_is_text_and_nothing_else(commune: Unit) -> None:
    campaign = make_campaign([commune])
    Entry.objects.filter(criterion__code="1.1").update(cause="<script>alert(1)</script>")
    give(campaign, ["1", "1", "1"])
    _, html = printed(campaign)
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_a_fall_is_named_with_its_size(commune: Unit) -> None:
    last = make_campaign([commune], criteria_set=make_set(maxima=("2", "1")), year=2021)
    give(last, ["2", "1", "1"])
    now = make_campaign([commune], criteria_set=last.criteria_set, previous=last)
    give(now, ["1", "1", "0.5"])
    paper, _ = printed(now)
    assert paper.overview.movements == (
        "02 lĩnh vực giảm: Nội dung 1 (−33,3 điểm phần trăm); Nội dung 2 (−50,0 điểm phần trăm)",
    )
    assert "giảm 37,5 điểm phần trăm" in paper.overview.growth[0]
    assert paper.overview.notes == ()


def test_the_rank_is_told_only_after_publication(commune: Unit) -> None:
    other = make_unit("xã Canh Hiệp", parent=commune.parent)
    campaign = make_campaign([commune, other])
    give(campaign, ["2", "1", "1"], ["1", "1", "1"])
    assessment = Assessment.objects.get(campaign=campaign, unit=commune)
    before = analysis_context(assessment, issuing=Issuing(2026)).overview.standing
    assert "xếp thứ" not in before
    publish(campaign)
    assessment = Assessment.objects.get(campaign=campaign, unit=commune)
    after = analysis_context(assessment, issuing=Issuing(2026)).overview.standing
    assert "xếp thứ 1/2 đơn vị cấp xã" in after


def test_wording_is_replaced_as_a_whole(commune: Unit) -> None:
    campaign = make_campaign([commune])
    for text in ("cũ", "mới"):
        wording_replace(
            campaign=campaign,
            unit=commune,
            kind=DocumentKind.ANALYSIS_REPORT,
            passages=[Passage(Section.REMARK, (f"- {text}", ""))],
            actor=None,
        )
    assert [row.text for row in DocumentWording.objects.all()] == ["- mới\n"]
    assert printed(campaign)[0].remarks == ("mới",)


def test_bonus_and_penalty_are_named_where_there_are_any(commune: Unit) -> None:
    campaign = make_campaign([commune])
    give(campaign, ["1", "1", "1"])
    assessment = Assessment.objects.get(campaign=campaign)
    assessment.result.bonus = Decimal("0.5")
    assessment.result.save()
    assert campaign.state == CampaignState.OPEN
    standing = analysis_context(assessment, issuing=Issuing(2026)).overview.standing
    assert "0,5 điểm thưởng" in standing
