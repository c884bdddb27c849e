"""Writes the workbooks of the import tests: `python -m tests.workbooks.make` in the project."""

import os
from pathlib import Path

import django

FOLDER = Path(__file__).resolve().parent


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parindex.settings")
    django.setup()
    from tests.workbooks import recorded_cases, unit_cases

    for folder, cases in (
        (FOLDER / "units", unit_cases.GOOD),
        (FOLDER / "should_fail" / "units", unit_cases.WRONG),
        (FOLDER / "recorded", recorded_cases.GOOD),
        (FOLDER / "should_fail" / "recorded", recorded_cases.WRONG),
    ):
        folder.mkdir(parents=True, exist_ok=True)
        for case in cases:
            (folder / f"{case.name}.xlsx").write_bytes(case.build())


if __name__ == "__main__":
    main()
