"""What the tests of the criteria editor share."""

import pytest

from tests.criteria.cases import DraftCase, make_case


@pytest.fixture
def case(db: None) -> DraftCase:
    return make_case()
