"""What all tests share: a files folder of their own and fast passwords."""

import pytest
from pytest_django.fixtures import Settings


@pytest.fixture(autouse=True)
def fast_and_private(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("files")
