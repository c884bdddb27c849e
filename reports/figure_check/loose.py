"""All loose figures of a paper, each once."""

from reports.figure_check.facts import Fact
from reports.figure_check.line_facts import facts_of_line
from reports.figure_check.row_facts import facts_of_row
from reports.figure_check.subjects import Subject
from reports.figure_check.tables import Layout


def read_facts(layout: Layout) -> list[Fact]:
    facts: list[Fact] = []
    for position, table in enumerate(layout.tables):
        for row in table.rows:
            facts.extend(facts_of_row(row, table, position))
    subject: Subject | None = None
    sheet = ""
    for text in layout.texts:
        if text.line.at.sheet != sheet:
            subject, sheet = None, text.line.at.sheet
        found, subject = facts_of_line(text.line, subject)
        facts.extend(found)
    return list(dict.fromkeys(facts))
