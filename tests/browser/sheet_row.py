"""One line of the scoring sheet, by the number that stands before it."""

import re
from re import Pattern

from playwright.sync_api import FilePayload, Locator, expect

SAVED = re.compile(r"Đã lưu lúc \d\d:\d\d:\d\d")


class SheetRow:
    def __init__(self, line: Locator) -> None:
        self.line = line
        self.state = line.locator("[data-save-state]")
        self.score = line.locator("[data-score]")
        self.working = line.locator("[data-working]")
        self.note = line.get_by_label("Diễn giải, ghi chú")

    def input(self, part: str) -> Locator:
        return self.line.locator(f"[name$='-{part}']")

    def types(self, **figures: str) -> None:
        for part, text in figures.items():
            self.input(part).fill(text)

    def chooses(self, answer: str) -> None:
        self.line.get_by_label(answer, exact=False).check()

    def notes(self, text: str) -> None:
        self.unfolds()
        self.note.fill(text)

    def chooses_file(self, file: FilePayload) -> None:
        self.unfolds()
        self.line.locator("input[type=file]").set_input_files(files=[file])

    def unfolds(self) -> None:
        """The place for documents and notes."""
        if not self.note.is_visible():
            self.line.get_by_text("Tài liệu kiểm chứng, diễn giải").click()

    def is_saved(self) -> None:
        expect(self.state).to_have_text(SAVED)

    def says(self, text: str | Pattern[str]) -> None:
        """What the line tells about its saving."""
        expect(self.state).to_contain_text(text)

    def complains(self, part: str, text: str) -> None:
        """The error stands at the input, and the input is marked."""
        expect(self.line.locator(f"[data-error-for='{part}']")).to_contain_text(text)
        expect(self.input(part).first).to_have_attribute("aria-invalid", "true")

    def holds(self, **figures: str) -> None:
        for part, text in figures.items():
            expect(self.input(part)).to_have_value(text)
