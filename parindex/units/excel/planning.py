"""From a workbook to what it would do, or to everything that is wrong with it."""

from typing import BinaryIO

from parindex.lib.workbooks import Collector, WorkbookRefused, read
from parindex.lib.workbooks.base import shown
from parindex.units.excel.changes import Plan
from parindex.units.excel.known import known_to
from parindex.units.excel.layout import PEOPLE, ROLES, TEMPLATE, UNITS
from parindex.units.excel.person_rows import named_usernames, person_changes, person_rows
from parindex.units.excel.role_rows import Brought, role_changes, role_rows
from parindex.units.excel.unit_rows import named_codes, unit_changes, unit_rows
from parindex.units.models import User
from parindex.units.services.people import username_clean


def plan_of(file: BinaryIO, actor: User) -> Plan:
    """Writes nothing. Raises WorkbookRefused with all errors, in the order of the workbook."""
    book = read(file, TEMPLATE)
    named = [*book.rows[PEOPLE], *book.rows[ROLES]]
    known = known_to(actor, (username_clean(shown(row["username"].value)) for row in named))
    errors = Collector()
    units = unit_rows(book.rows[UNITS], known, errors)
    codes = named_codes(book.rows[UNITS])
    people = person_rows(book.rows[PEOPLE], codes, known, errors)
    brought = Brought(units, codes, named_usernames(book.rows[PEOPLE]))
    roles = role_rows(book.rows[ROLES], brought, known, errors)
    if errors.errors:
        raise WorkbookRefused(errors.errors)
    return Plan(unit_changes(units), person_changes(people), role_changes(roles))
