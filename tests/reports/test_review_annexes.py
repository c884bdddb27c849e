"""The statistics that a review plan carries, on the plan of huyện Hướng Hóa."""

from plans.models import Plan
from reports.documents.annexes import Labelled
from reports.documents.content import pdf_of
from reports.documents.plan.paper import PlanPaper, plan_context
from reports.documents.sources import issuing_known
from reports.models import Collection
from reports.statistics.annex import Row, StatisticsAnnex, statistics_annex
from tests.on_demo import OnDemo
from tests.reports.pdfs import pages_of


class TestReview(OnDemo):
    plan: Plan
    paper: PlanPaper
    statistics: StatisticsAnnex

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.plan = Plan.objects.select_related("unit").get(unit__code="HUONG-HOA")
        cls.paper = plan_context(cls.plan, issuing=issuing_known(cls.plan))
        annex = cls.paper.annexes[0].annex
        assert isinstance(annex.data, StatisticsAnnex)
        cls.statistics = annex.data

    def row(self, table: int, name: str) -> Row:
        return next(row for row in self.statistics.tables[table].rows if name in row.name)

    def test_statistics_come_first_and_the_text_names_the_annex_of_the_tasks(self) -> None:
        found: tuple[Labelled, ...] = self.paper.annexes
        assert found[0].label == "Phụ lục I"
        assert found[0].annex.name.endswith(
            "Ủy ban nhân dân huyện Hướng Hóa qua các năm (2015-2020)"
        )
        last = found[-1]
        assert last.annex.name == "Phân công nhiệm vụ"
        content = next(part for part in self.paper.parts if part.title == "II. NỘI DUNG")
        assert content.lines[0].endswith(f"theo {last.label} kèm theo.")

    def test_sections_keep_the_gap_of_the_form(self) -> None:
        heads = [table.title.split(". ")[0] for table in self.statistics.tables]
        assert heads == ["I", "II", "III", "V", "VI", "VII"]
        assert "(Đơn vị thống kê, báo cáo: Phòng Tư pháp)" in self.statistics.tables[1].title

    def test_flags_are_one_and_zero_and_rows_below_a_group_stand_in(self) -> None:
        contest = self.row(0, "Tổ chức cuộc thi")
        assert [cell.text for cell in contest.cells] == ["0", "0", "1", "0", "1", "0"]
        assert contest.style == "sub"
        assert self.row(0, "Tuyên truyền CCHC").style == "strong"
        assert self.statistics.has_flags

    def test_what_lacks_units_is_marked_and_what_nobody_gave_is_empty(self) -> None:
        assert self.row(0, "Số lượng văn bản chỉ đạo").cells[-1].text == "70*"
        assert self.row(0, "được kiểm tra CCHC").cells[-1].text == ""
        nothing = self.row(5, "có phát sinh hồ sơ").cells[0]
        assert (nothing.text, nothing.is_figure) == ("không phát sinh", False)

    def test_the_outline_follows_on_upright_pages(self) -> None:
        outline = self.paper.annexes[1]
        assert (outline.label, outline.annex.name) == ("Phụ lục II", "Đề cương báo cáo")
        parts = outline.annex.data
        assert isinstance(parts, tuple)
        assert [p.number for p in parts if p.level == 1] == ["Phần thứ nhất", "Phần thứ hai"]
        assert any(
            p.heading == "đ) Về tình hình, kết quả cung cấp dịch vụ công trực tuyến mức độ 3, 4"
            for p in parts
        )

    def test_a_later_paper_may_take_some_periods_only(self) -> None:
        collection = Collection.objects.get(organiser=self.plan.unit)
        annex = statistics_annex(collection, list(collection.periods.all())[-2:])
        assert isinstance(annex.data, StatisticsAnnex)
        assert annex.name.endswith("(2019-2020)")
        assert annex.data.columns == ("Năm 2019", "Năm 2020 (Tính đến 31/3)")

    def test_the_pages_lie_across_repeat_heads_and_count_from_two(self) -> None:
        drawn = pages_of(pdf_of(self.paper))
        heads = [page for page in drawn if page.text.startswith("Phụ lục")]
        assert [page.text.split()[2] for page in heads] == ["I", "II", "III"]
        assert [page.width > page.height for page in heads] == [True, False, True]
        outline = drawn[drawn.index(heads[1]) : drawn.index(heads[2])]
        numbers = [page.top_number for page in outline]
        assert numbers == ["", *map(str, range(2, len(outline) + 1))]
        annex = [page for page in drawn if page.width > page.height]
        assert "Có = 1; Không = 0" in annex[0].text
        first = [page.top_number for page in annex].index("", 1)
        pages = annex[:first]
        assert [page.top_number for page in pages] == ["", *map(str, range(2, len(pages) + 1))]
        assert all("STT" in page.text and "2019" in page.text for page in pages)
