import pytest

from tests.assessments.cases import Case, make_case


@pytest.fixture
def case(db: None) -> Case:
    return make_case()
