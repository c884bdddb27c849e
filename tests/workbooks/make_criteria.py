"""Writes the workbooks that bring criteria sets: `python -m tests.workbooks.make_criteria`."""

import os
from pathlib import Path

import django

FOLDER = Path(__file__).resolve().parent


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parindex.settings")
    django.setup()
    from tests.workbooks.criteria_cases import GOOD, WRONG

    made = {FOLDER / "criteria" / name: build for name, build in GOOD.items()}
    made |= {FOLDER / "should_fail" / "criteria" / case.name: case.build for case in WRONG}
    for path, build in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".xlsx").write_bytes(build())


if __name__ == "__main__":
    main()
