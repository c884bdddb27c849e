"""What a node of the table continues, by the codes of an earlier set and its node."""

from criteria.excel import complaints
from criteria.models import CriteriaSet, Criterion
from parindex.lib.workbooks import Cell, text


class Predecessors:
    """One query for each set that the table names."""

    def __init__(self, criteria_set: CriteriaSet) -> None:
        self._set = criteria_set
        self._nodes: dict[str, dict[str, Criterion]] = {}
        self._later: set[str] = set()

    def of(self, cell: Cell) -> Criterion | None:
        """None for a blank cell. Raises CellRefused."""
        found = text(cell, limit=70)
        if not found:
            return None
        set_code, slash, code = found.rpartition("/")
        if not slash or not set_code or not code:
            raise cell.refuse(complaints.PREDECESSOR_SHAPE)
        node = self._of_set(set_code.strip()).get(code.strip())
        if set_code.strip() in self._later:
            raise cell.refuse(complaints.PREDECESSOR_LATER, set=set_code.strip())
        if node is None:
            raise cell.refuse(complaints.PREDECESSOR_UNKNOWN)
        return node

    def _of_set(self, code: str) -> dict[str, Criterion]:
        if code not in self._nodes:
            nodes = Criterion.objects.filter(set__code=code).select_related("set", "predecessor")
            self._nodes[code] = {node.code: node for node in nodes}
            if code == self._set.code or self._continues_this(code):
                self._later.add(code)
        return self._nodes[code]

    def _continues_this(self, code: str) -> bool:
        links = (node.predecessor for node in self._nodes[code].values())
        return any(node and node.set_id == self._set.pk for node in links)
