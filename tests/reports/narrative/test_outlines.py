"""The outlines that the portal brings along, and loading them again."""

import pytest
from django.core.management import call_command

from reports.models import Outline, OutlineSection

pytestmark = pytest.mark.django_db


def test_the_outline_of_the_review_is_there_as_printed() -> None:
    call_command("load_forms", verbosity=0)
    outline = Outline.objects.get(code="DC-TONG-KET-HUYEN-2020")
    rows = list(outline.sections.all())
    assert [row.numbered for row in rows if row.level == 1] == [
        "Phần thứ nhất. TÌNH HÌNH TRIỂN KHAI VÀ KẾT QUẢ",
        "Phần thứ hai. KIẾN NGHỊ, ĐỀ XUẤT NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH NHÀ NƯỚC GIA ĐOẠN 2021-2030",
    ]
    letters = [row.number for row in rows if row.level == 5]
    assert letters == ["a", "b", "c", "d", "đ", "e", "g", "a", "b"]
    assert [row.number for row in rows if row.level == 4 and row.number.isalpha()] == ["a", "b"]
    rules = next(row for row in rows if row.number == "3.1")
    assert len(rules.guidance_lines) == 13
    assert not any(row.heading.endswith("./.") for row in rows)


def test_loading_again_changes_nothing_and_drops_what_the_file_no_longer_has() -> None:
    call_command("load_forms", verbosity=0)
    before = list(OutlineSection.objects.order_by("pk").values_list())
    outline = Outline.objects.get(code="DC-DINH-KY")
    OutlineSection.objects.create(outline=outline, position=90, level=1, heading="Thừa")
    call_command("load_forms", verbosity=0)
    assert list(OutlineSection.objects.order_by("pk").values_list()) == before
