"""All checks over one file, or over one pasted text."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from reports.figure_check.causes import check_causes
from reports.figure_check.codes import Key
from reports.figure_check.facts import Fact
from reports.figure_check.fields import Detail, FieldsCheck
from reports.figure_check.findings import Findings, Slip, in_reading_order
from reports.figure_check.grid import Place, Sheet
from reports.figure_check.index import check_index
from reports.figure_check.layout import read_layout
from reports.figure_check.loose import read_facts
from reports.figure_check.mentions import read_mentions, rows_with_reason_below
from reports.figure_check.paper import Paper, Part, Parts
from reports.figure_check.points import PointsCheck
from reports.figure_check.roles import CURRENT, PREVIOUS, Role
from reports.figure_check.survey import check_survey
from reports.figure_check.tables import Layout, Note, Table
from reports.figure_check.totals import check_totals
from reports.figure_check.tree import Tree, Truth, read_trees


def check_sheets(sheets: Sequence[Sheet]) -> Findings:
    layout = read_layout(sheets)
    facts = read_facts(layout)
    trees, notes = read_trees(layout.tables)
    judged = [PointsCheck(tree) for tree in trees if _has_parts(tree)]
    slips = [slip for check in judged for slip in check.run()]
    bare = _check_bare_trees(trees, judged)
    slips += [slip for check in bare for slip in check.slips]
    found, places = _check_paper(layout, facts, judged)
    slips += found
    found, remarks = _check_causes(layout, judged)
    slips += found
    for check in (*judged, *bare):
        places |= check.checked
        notes += check.notes
    return Findings(
        slips=in_reading_order(_distinct(slips), [sheet.name for sheet in sheets]),
        notes=tuple(dict.fromkeys([*layout.notes, *notes, *remarks])),
        tables=tuple(_describe(layout, facts)),
        rows_checked=len(places | {slip.at for slip in slips}),
    )


def _has_parts(tree: Tree) -> bool:
    return any(node.children for node in tree.nodes.values())


def _distinct(slips: Iterable[Slip]) -> list[Slip]:
    """A cell that two checks find wrong for the same reason is one slip."""
    found: dict[tuple[object, ...], Slip] = {}
    for slip in slips:
        found.setdefault((slip.at, slip.code, slip.kind, slip.printed, slip.recomputed), slip)
    return list(found.values())


# -------------------------------------------------------------------- by criterion


def _check_bare_trees(trees: Sequence[Tree], judged: Sequence[PointsCheck]) -> list[PointsCheck]:
    """Lists of fields with their deductions: right when the detail tables say the same."""
    given: dict[Key, Truth] = {}
    for check in judged:
        given |= {root.key: check.truth(root) for root in check.tree.roots if root.children}
    bare = [PointsCheck(tree, given) for tree in trees if not _has_parts(tree)]
    for check in bare:
        check.run()
    return bare


def _check_causes(layout: Layout, judged: Sequence[PointsCheck]) -> tuple[list[Slip], list[Note]]:
    """The text speaks of the first full set of criteria."""
    if not judged:
        return [], []
    mentions, rows = read_mentions(layout), rows_with_reason_below(layout)
    return check_causes(judged[0].tree, judged[0].truths, mentions, rows)


# -------------------------------------------------------------------- by field, and the whole


def _check_paper(
    layout: Layout, facts: Sequence[Fact], judged: Sequence[PointsCheck]
) -> tuple[list[Slip], set[Place]]:
    """The slips, and the places of all figures that were held against others."""
    tree_parts = _joined(*(_parts_in_tree(check) for check in reversed(judged)))
    confirmed = Paper(facts, {None: tree_parts}).confirmed_index
    lists = _check_fields(layout, judged, confirmed)
    slips = [slip for check in lists.values() for slip in check.slips]
    by_table: dict[int, Parts] = {i: _parts_in_list(check) for i, check in lists.items()}
    paper = Paper(facts, _fields_by_year(layout, by_table, tree_parts))
    for position, table in enumerate(layout.tables):
        if table.is_detail and position not in by_table:
            by_table[position] = {None: _parts_in_table(table, judged)}
    slips += [*check_survey(paper), *check_index(paper), *check_totals(paper, by_table)]
    return slips, paper.checked.union(*(check.checked for check in lists.values()))


def _check_fields(
    layout: Layout, judged: Sequence[PointsCheck], confirmed: Decimal | None
) -> dict[int, FieldsCheck]:
    """By position of the table."""
    details = [_details(check) for check in judged]
    lists = {}
    for position, table in enumerate(layout.tables):
        if _is_list_of_fields(table):
            lists[position] = FieldsCheck(table, details, confirmed)
            lists[position].run()
    return lists


def _is_list_of_fields(table: Table) -> bool:
    """Neither causes nor criteria: dotted codes, or codes beside Roman numerals, are a tree."""
    codes = [row.code for row in table.rows if row.code]
    is_tree = any("." in code for code in codes) or (
        bool(codes) and any(row.roman for row in table.rows)
    )
    return not table.is_of_causes and not is_tree


def _details(check: PointsCheck) -> Mapping[str, Detail]:
    roots = [root for root in check.tree.roots if root.children]
    return {root.code: Detail(check.truth(root), root.at) for root in roots}


def _fields_by_year(
    layout: Layout, by_table: Mapping[int, Parts], tree_parts: Sequence[Part]
) -> Parts:
    """Fields as their own tables have them, the others as a list of fields has them."""
    fields: dict[int | None, Sequence[Part]] = {}
    for position, parts in by_table.items():
        if not layout.tables[position].is_of_units:
            for year, found in parts.items():
                if year != PREVIOUS:
                    fields.setdefault(None if year == CURRENT else year, found)
    last = max((year for year in fields if year is not None), default=None)
    fields[last] = _joined(fields.get(last, ()), tree_parts)
    return fields


def _joined(*parts: Sequence[Part]) -> Sequence[Part]:
    """The later say it better."""
    found = {part.code: part for group in parts for part in group}
    return [found[code] for code in sorted(found, key=lambda c: (len(c), c))]


def _parts_in_list(check: FieldsCheck) -> Parts:
    parts: dict[int | None, list[Part]] = {}
    for row in check.rows:
        for year, share in row.shares.items():
            if row.code and (ratio := share.right_ratio):
                parts.setdefault(year, []).append(Part(row.code, ratio.points, ratio.maximum))
    return parts


def _parts_in_tree(check: PointsCheck) -> list[Part]:
    found = []
    for root in check.tree.roots:
        truth = check.truth(root)
        if truth.achieved is not None and truth.maximum is not None:
            found.append(Part(root.code, truth.achieved, truth.maximum))
    return found


def _parts_in_table(table: Table, judged: Sequence[PointsCheck]) -> list[Part]:
    rows = {row.at for row in table.rows}
    found = []
    for check in judged:
        codes = {root.code for root in check.tree.roots if root.row and root.row.at in rows}
        found += [part for part in _parts_in_tree(check) if part.code in codes]
    return found


# -------------------------------------------------------------------- what was read


def _describe(layout: Layout, facts: Sequence[Fact]) -> Iterable[str]:
    for table in layout.tables:
        if table.rows:
            rows = len(table.rows)
            yield f"{_name(table)} (trang “{table.at.sheet}”, dòng {table.at.row}): {rows} dòng"
    loose = {fact.at for fact in facts if fact.table is None}
    if loose:
        yield f"Số liệu rời (chỉ số, SIPAS, mức tăng): {len(loose)} dòng"


def _name(table: Table) -> str:
    if table.is_of_causes:
        return "Bảng nguyên nhân"
    if table.has(Role.YEAR):
        return "Bảng chỉ số theo năm"
    return "Bảng điểm chi tiết" if table.is_detail else "Bảng so sánh, tổng hợp"
