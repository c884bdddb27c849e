"""Writes the workbooks of the import tests: `python -m tests.workbooks.make` in the project."""

import os
from pathlib import Path

import django

FOLDER = Path(__file__).resolve().parent


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parindex.settings")
    django.setup()
    from tests.workbooks.unit_cases import GOOD, WRONG

    for folder, cases in ((FOLDER / "units", GOOD), (FOLDER / "should_fail" / "units", WRONG)):
        folder.mkdir(parents=True, exist_ok=True)
        for case in cases:
            (folder / f"{case.name}.xlsx").write_bytes(case.build())


if __name__ == "__main__":
    main()
