"""From rows of cells to a tree of nodes, not yet stored, or to everything that is wrong."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from criteria import rules
from criteria.codes import CodeKey, code_key
from criteria.excel import cells, complaints
from criteria.excel.layout import BY_KEY
from criteria.excel.predecessors import Predecessors
from criteria.excel.reading import TableFile
from criteria.excel.ruletext import LineError, read
from criteria.excel.ruletext.reading import kind_of
from criteria.models import Block, CriteriaSet, Criterion, Method, NotApplicable
from criteria.tree import Tree, settle
from parindex.lib.numbers import format_decimal
from parindex.lib.text import fold
from parindex.lib.workbooks import (
    Cell,
    CellError,
    CellRefused,
    Collector,
    Row,
    WorkbookRefused,
    choice,
    decimal,
    text,
)

LIMITS = {"name": 600, "lead_unit": 200, "appraising_office": 200}
NAME_LIMIT = LIMITS["name"]
TEXTS = ("evidence_hint", "rule_text", "provenance")
LINES = ("lead_unit", "appraising_office")
METHODS = {value: str(label) for value, label in Method.choices if value != Method.MIXED}
BLOCKS = {value: str(label) for value, label in Block.choices}
NOT_APPLICABLE = {value: str(label) for value, label in NotApplicable.choices}
PLACEHOLDER_STEP, FINE_STEP = Decimal("0.01"), Decimal("0.0001")


@dataclass(frozen=True)
class Line:
    """A row that stands for a node; ``node`` has a key of its own and is not stored."""

    row: Row
    node: Criterion
    typed_max: Decimal | None
    is_max_read: bool


@dataclass
class Table:
    """Settled nodes in order, the columns that the file had, and what deserves a look."""

    nodes: list[Criterion]
    keys: list[str]
    rows: dict[str, int]
    remarks: list[CellError] = field(default_factory=list)


def table_of(
    file: TableFile,
    criteria_set: CriteriaSet,
    stored: Mapping[str, Criterion],
    errors: Collector,
) -> Table:
    """``stored``: the draft's nodes by code; a column that the file lacks leaves them as they are.

    Raises WorkbookRefused with all that is in ``errors``, in the order of the sheet.
    """
    reader = _Reader(file, criteria_set, stored, errors)
    lines = reader.lines()
    tree = Tree(line.node for line in lines)
    reader.check_below(lines, tree)
    settle(tree, criteria_set.adjustment_cap)
    reader.check_sums(lines, tree)
    if errors.errors:
        raise WorkbookRefused(cells.in_order(errors.errors))
    keys = [key for key in BY_KEY if key in file.columns and key != "sentence"]
    if "rule_kind" not in keys:
        keys += ["rule_kind", "rule_params"]
    for key in ("method", "block"):
        keys += [key] if key not in keys else []
    rows = {line.node.code: line.row.number for line in lines}
    return Table([line.node for line in lines], keys, rows, reader.remarks)


class _Reader:
    def __init__(
        self,
        file: TableFile,
        criteria_set: CriteriaSet,
        stored: Mapping[str, Criterion],
        errors: Collector,
    ) -> None:
        self.file = file
        self.set = criteria_set
        self.stored = stored
        self.errors = errors
        self.remarks = list(file.remarks)
        self.totals: list[Row] = []
        self.has_lost_code = False
        self.predecessors = Predecessors(criteria_set)

    def lines(self) -> list[Line]:
        """One for each row whose code can be read and placed."""
        found: list[Line] = []
        seen: dict[CodeKey, Line] = {}
        for row in self.file.rows:
            if self._is_total(row):
                self.totals.append(row)
                continue
            code = self.errors.take(self._code, row["code"], seen)
            if not code:
                self.has_lost_code = True
                continue
            line = self._line(row, code, len(found) + 1, seen)
            found.append(line)
            seen[code_key(code)] = line
        return found

    def _is_total(self, row: Row) -> bool:
        return row["code"].is_blank and fold(row["name"].found).startswith(("tong", "cong"))

    def _code(self, cell: Cell, seen: dict[CodeKey, Line]) -> str:
        """Empty for a row whose parent may be one of those that were refused above."""
        code = cells.code(cell)
        key = code_key(code)
        last = next(reversed(seen), ())
        if key in seen or (seen and key < last):
            if cells.is_number_with_decimals(cell):
                raise cell.refuse(complaints.CODE_LOST_ZERO, code=code)
            if key in seen:
                first = seen[key].row["code"].address
                raise cell.refuse(complaints.CODE_TWICE, first=first)
            raise cell.refuse(complaints.CODE_ORDER, previous=seen[last].node.code)
        if len(key) > 1 and key[:-1] not in seen:
            if self.has_lost_code:
                return ""
            raise cell.refuse(complaints.PARENT_MISSING, parent=code.rpartition(".")[0])
        return code

    def _line(self, row: Row, code: str, number: int, seen: Mapping[CodeKey, Line]) -> Line:
        """Everything that can be read without knowing whether something stands below."""
        take = self.errors.take
        before = len(self.errors.errors)
        maximum = take(cells.points, row["max_score"])
        is_max_read = len(self.errors.errors) == before
        above = seen.get(code_key(code)[:-1])
        node = self._copy(code)
        node.pk, node.code = number, code
        node.parent_id = above.node.pk if above else None
        node.position, node.level = number, 1
        node.max_score = maximum or Decimal(0)
        node.name = take(text, row["name"], limit=NAME_LIMIT, required="nội dung của mục") or ""
        for key in self._present(LINES):
            setattr(node, key, take(text, row[key], limit=LIMITS[key]) or "")
        for key in self._present(TEXTS):
            setattr(node, key, take(cells.lines, row[key]) or "")
        if "not_applicable" in self.file.columns:
            found = take(choice, row["not_applicable"], NOT_APPLICABLE)
            node.not_applicable = found or NotApplicable.NO
        if "predecessor" in self.file.columns:
            node.predecessor = take(self.predecessors.of, row["predecessor"])
        self._take_block(row, node, above)
        return Line(row, node, maximum, is_max_read)

    def _copy(self, code: str) -> Criterion:
        """A new node with what the stored one says in columns that the file may lack."""
        old = self.stored.get(code)
        if old is None:
            return Criterion(set=self.set, method=Method.APPRAISAL)
        names = (*TEXTS, *LINES, "not_applicable", "predecessor", "block", "method")
        kept = {name: getattr(old, name) for name in (*names, "rule_kind", "rule_params")}
        return Criterion(set=self.set, **kept)

    def _take_block(self, row: Row, node: Criterion, above: Line | None) -> None:
        if above is not None:
            node.block = above.node.block
        if "block" not in self.file.columns:
            return
        found = self.errors.take(choice, row["block"], BLOCKS)
        if above is None:
            node.block = found or Block.FIELD
        elif found and found != node.block:
            top = node.code.partition(".")[0]
            self.errors.add(
                row["block"].error(
                    complaints.BLOCK_BELOW, top=top, block=str(Block(node.block).label)
                )
            )

    def _present(self, keys: tuple[str, ...]) -> Iterator[str]:
        return (key for key in keys if key in self.file.columns)

    def check_below(self, lines: list[Line], tree: Tree) -> None:
        for line in lines:
            if tree.children(line.node):
                self._take_parent(line)
            elif not (self.has_lost_code and self._looks_like_parent(line)):
                self._take_leaf(line)

    def _looks_like_parent(self, line: Line) -> bool:
        """Its children may be among the rows whose codes were refused."""
        return all(line.row[key].is_blank for key in ("method", "rule_kind", "rule_params"))

    def _take_parent(self, line: Line) -> None:
        row, node = line.row, line.node
        for key in self._present(("rule_kind", "rule_params")):
            if not row[key].is_blank:
                self.errors.add(row[key].error(complaints.PARENT_WITH_RULE, code=node.code))
        if "method" in self.file.columns and not row["method"].is_blank:
            self.remarks.append(row["method"].error(complaints.METHOD_IGNORED))
        node.rule_kind, node.rule_params = "", {}

    def _take_leaf(self, line: Line) -> None:
        row, node = line.row, line.node
        if line.is_max_read and line.typed_max is None:
            self.errors.add(row["max_score"].error(complaints.MAX_EMPTY))
        if "method" in self.file.columns:
            is_adjusting = node.block == Block.ADJUSTMENT
            wanted = "" if is_adjusting else "phương pháp, chọn trong danh sách"
            found = self.errors.take(choice, row["method"], METHODS, required=wanted)
            node.method = found or Method.APPRAISAL
        elif node.method == Method.MIXED:
            node.method = Method.APPRAISAL
        if "rule_kind" in self.file.columns:
            self._take_rule(line)
        else:
            self._keep_rule(line)

    def _take_rule(self, line: Line) -> None:
        row, node = line.row, line.node
        try:
            kind, params = self._typed_rule(row)
            if kind and line.typed_max:
                node.rule_params = self._valid(row, kind, params, line.typed_max)
            node.rule_kind = kind
            if not kind:
                node.rule_params = {}
        except CellRefused as refused:
            self.errors.add(refused.error)
            return
        self._look_at_sentence(row, node)

    def _typed_rule(self, row: Row) -> tuple[str, str]:
        title = text(row["rule_kind"], limit=100)
        params = cells.lines(row["rule_params"])
        if not title:
            if params:
                at = row["rule_kind"].address
                raise row["rule_params"].refuse(complaints.KIND_EMPTY, kind=at)
            self.remarks.append(row["rule_kind"].error(complaints.RULE_NEEDED))
            return "", ""
        kind = kind_of(title)
        if not kind:
            kinds = cells.listed(rules.KINDS.values())
            raise row["rule_kind"].refuse(complaints.KIND_UNKNOWN, kinds=kinds)
        return kind, params

    def _valid(self, row: Row, kind: str, params: str, most: Decimal) -> dict[str, object]:
        cell = row["rule_params"]
        try:
            written = read(kind, params)
        except LineError as error:
            raise cell.refuse(complaints.RULE_LINE, message=str(error)) from error
        try:
            return rules.dump(rules.parse(kind, written.params, most))
        except rules.RuleError as error:
            line = written.place(error.path)
            at = LineError(error.message, line.number, line.text) if line else error.message
            maximum = row["max_score"]
            raise cell.refuse(
                complaints.RULE_INVALID, message=str(at), max=_points(most), cell=maximum.address
            ) from error

    def _look_at_sentence(self, row: Row, node: Criterion) -> None:
        """Somebody who rewrote only the sentence believes to have changed the rule."""
        old = self.stored.get(node.code)
        is_kept = old is not None and (old.rule_kind, old.rule_params, old.max_score) == (
            node.rule_kind,
            node.rule_params,
            node.max_score,
        )
        if not is_kept or not row.has("sentence") or old is None:
            return
        if row["sentence"].is_blank or cells.lines(row["sentence"]) == old.rule_sentence:
            return
        sentence = old.rule_sentence
        self.remarks.append(row["sentence"].error(complaints.SENTENCE_IGNORED, sentence=sentence))

    def _keep_rule(self, line: Line) -> None:
        """The table has no column for it: a stored rule stays, a new leaf is judged by hand."""
        row, node = line.row, line.node
        if not line.typed_max:
            return
        if node.rule_kind:
            if node_problem := _problem(node):
                cell = row["max_score"]
                self.errors.add(cell.error(complaints.RULE_UNFIT, message=node_problem))
            return
        is_coarse = line.typed_max % PLACEHOLDER_STEP == 0
        step = PLACEHOLDER_STEP if is_coarse else FINE_STEP
        node.rule_kind = "manual"
        node.rule_params = rules.dump(rules.parse("manual", {"step": step}, line.typed_max))
        self.remarks.append(row["code"].error(complaints.RULE_NEEDED))

    def check_sums(self, lines: list[Line], tree: Tree) -> None:
        """What people wrote for parents against what follows from the leaves."""
        if self.has_lost_code:
            return
        unread = {line.node.pk for line in lines if self._is_max_missing(line, tree)}
        for line in lines:
            is_known = not unread.intersection(n.pk for n in tree.subtree(line.node))
            if not tree.children(line.node) or line.typed_max is None or not is_known:
                continue
            if line.typed_max != line.node.max_score:
                total = _points(line.node.max_score)
                cell = line.row["max_score"]
                words = {"code": line.node.code, "sum": total}
                self.errors.add(cell.error(complaints.SUM_DIFFERS, **words))
        if not unread and not self.errors.errors:
            self._check_totals(tree)

    def _is_max_missing(self, line: Line, tree: Tree) -> bool:
        """A parent's may be left to the portal."""
        is_blank = line.typed_max is None and not tree.children(line.node)
        return is_blank or not line.is_max_read

    def _check_totals(self, tree: Tree) -> None:
        tops = [n for n in tree.children(None) if n.block != Block.ADJUSTMENT]
        total = sum((node.max_score for node in tops), Decimal(0))
        for row in self.totals:
            typed = self.errors.take(decimal, row["max_score"])
            if typed is not None and typed != total:
                cell = row["max_score"]
                self.errors.add(cell.error(complaints.TOTAL_DIFFERS, sum=_points(total)))


def _problem(node: Criterion) -> str:
    try:
        rules.parse(node.rule_kind, node.rule_params, node.max_score)
    except rules.RuleError as error:
        return error.message
    return ""


def _points(value: Decimal) -> str:
    return format_decimal(value, 4, strip=True)
