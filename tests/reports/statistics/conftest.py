"""One case for every test that asks for it."""

import pytest

from tests.reports.statistics.cases import StatisticsCase, make_statistics


@pytest.fixture
def case(db: None) -> StatisticsCase:
    return make_statistics()
