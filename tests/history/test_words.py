"""What an event changed, in words that people read."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from parindex.history.models import Event
from parindex.history.words import event_changes


def changes(before: dict[str, Any] | None, after: dict[str, Any] | None) -> list[str]:
    return event_changes(Event(before=before, after=after))


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ({"self_score": "0.5"}, {"self_score": "1.25"}, "điểm tự chấm: 0,5 → 1,25"),
        ({"self_score": None}, {"self_score": "2"}, "điểm tự chấm: – → 2"),
        ({"not_applicable": False}, {"not_applicable": True}, "không phát sinh: không → có"),
        (
            {"self_deadline": "2022-12-25 10:00:00+00:00"},
            {"self_deadline": "2022-12-26 10:00:00+00:00"},
            "hạn tự chấm: 17:00 ngày 25/12/2022 → 17:00 ngày 26/12/2022",
        ),
        (None, {"issued_on": "2022-01-05"}, "ngày ban hành: 05/01/2022"),
        ({"unit": "CANH-VINH"}, None, "đơn vị trước đó: CANH-VINH"),
        ({"figures": {"score": "1"}}, {"figures": {}}, "số liệu: điểm 1 → –"),
    ],
)
def test_it_says_before_and_after(
    before: dict[str, Any] | None, after: dict[str, Any] | None, line: str
) -> None:
    assert changes(before, after) == [line]


def test_what_did_not_change_and_marks_for_machines_are_not_shown() -> None:
    assert changes({"note": "", "year": 1}, {"note": None, "year": 1, "sha256": "0" * 64}) == []


def test_a_long_text_is_shortened() -> None:
    [line] = changes(None, {"note": "dài " * 200})
    assert line.endswith("…")
    assert len(line) < 300


def test_what_looks_like_a_moment_and_is_none_stays_a_text() -> None:
    assert changes(None, {"text": "2022-99-99 17:00:00+00:00"}) == [
        "nội dung: 2022-99-99 17:00:00+00:00"
    ]


def test_it_reads_what_is_really_recorded() -> None:
    """Decimals and moments reach the row as text."""
    at = datetime(2022, 12, 25, 10, tzinfo=UTC)
    assert changes(None, {"until": str(at), "score": str(Decimal("1.5"))}) == [
        "đến: 17:00 ngày 25/12/2022",
        "điểm: 1,5",
    ]


def test_fields_and_choices_are_called_as_their_model_calls_them() -> None:
    event = Event(
        subject="units.unit",
        before={"kind": "commune", "valid_to": None},
        after={"kind": "ward", "valid_to": "2025-06-30"},
    )
    assert event_changes(event) == ["loại: Xã → Phường", "đến hết ngày: – → 30/06/2025"]


def test_a_thing_that_is_no_more_is_still_told() -> None:
    assert event_changes(Event(subject="gone.thing", after={"title": "Cũ"})) == ["trích yếu: Cũ"]
