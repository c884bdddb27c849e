"""Outlines as they stand in the fixture files, matched by code; safe to repeat."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from reports.models import Outline, OutlineSection

Record = Mapping[str, Any]


def fixture_files() -> list[Path]:
    return sorted(Path(settings.FIXTURE_DIRS[0]).glob("outline_*.json"))


@transaction.atomic
def outlines_load(files: Iterable[Path] | None = None) -> list[Outline]:
    """Reports keep their own copy of the headings, so an outline may change under them."""
    paths = fixture_files() if files is None else files
    return [_outline_load(json.loads(path.read_text())) for path in paths]


def _outline_load(record: Record) -> Outline:
    made, _is_new = Outline.objects.update_or_create(
        code=record["code"],
        defaults={
            **{name: record[name] for name in ("name", "subject", "provenance")},
            "plan_kind": record.get("plan_kind", ""),
        },
    )
    rows = [
        OutlineSection(outline=made, position=position, level=level, **_columns(section))
        for position, (level, section) in enumerate(_walk(record["sections"], 1), start=1)
    ]
    OutlineSection.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["outline", "position"],
        update_fields=["level", "number", "heading", "guidance", "remark"],
    )
    made.sections.filter(position__gt=len(rows)).delete()
    return made


def _columns(section: Record) -> dict[str, str]:
    return {
        "number": section["number"],
        "heading": section["heading"],
        "guidance": "\n".join(section.get("guidance", [])),
        "remark": section.get("remark", ""),
    }


def _walk(sections: Iterable[Record], level: int) -> Iterator[tuple[int, Record]]:
    for section in sections:
        yield level, section
        yield from _walk(section.get("sections", []), level + 1)
