"""The administrator: the rule books, the back office, the page of components."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Meet


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_an_administrator_reads_a_set_and_where_it_comes_from(
    demo: None, meet: Meet, screen: dict[str, int]
) -> None:
    administrator = meet("quantri", screen=screen)
    administrator.opens("/bo-tieu-chi/")
    administrator.sees("8 lĩnh vực, 114 mục chấm điểm, áp dụng năm 2021")
    administrator.follows("Cấp tỉnh (8 lĩnh vực, 43 tiêu chí, 102 tiêu chí thành phần)")
    administrator.sees("Quyết định số 1149/QĐ-BNV ngày 30/12/2020")
    administrator.sees("Dựng lại: tên từng tiêu chí, điểm tối đa từng dòng, mốc và cách chấm")


def test_an_administrator_opens_the_back_office_and_nobody_else_does(
    demo: None, meet: Meet
) -> None:
    administrator = meet("quantri")
    administrator.follows("Quản trị")
    expect(administrator.page).to_have_url(f"{administrator.address}/quan-tri/")
    office = meet("phongnoivu")
    office.opens("/quan-tri/")
    expect(office.page).not_to_have_url(f"{office.address}/quan-tri/")


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_every_component_is_within_reach_of_everyone(
    demo: None, meet: Meet, screen: dict[str, int], color_scheme: str
) -> None:
    administrator = meet("quantri", screen=screen, color_scheme=color_scheme)
    administrator.opens("/giao-dien/")
    administrator.sees("Giao diện")
