"""The page about rights says what the portal does."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from assessments.rights_document import rights_document
from assessments.workflow import TRANSITIONS
from parindex.units.permissions import Right

PAGE = Path(settings.BASE_DIR) / "docs" / "quyen-han.md"


def test_the_page_is_what_the_tables_say() -> None:
    assert PAGE.read_text() == rights_document(), "chạy: python manage.py write_rights"


def test_it_names_every_right_and_every_move() -> None:
    text = rights_document()
    for right in Right:
        assert f"| {right.label} |" in text
    for transition in TRANSITIONS.values():
        assert f"| {transition.label} |" in text


def test_the_command_writes_it(tmp_path: Path) -> None:
    place = tmp_path / "quyen-han.md"
    call_command("write_rights", out=place, verbosity=0)
    assert place.read_text() == rights_document()
