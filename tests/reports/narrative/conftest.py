"""One case for every test that asks for it."""

import pytest

from tests.reports.narrative.cases import ReportCase, make_report_case


@pytest.fixture
def case(db: None) -> ReportCase:
    return make_report_case()
