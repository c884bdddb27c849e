"""Parameters of a rule as lines that a person reads and edits in one cell of a workbook.

`write` and `read` are inverse: what was written is read back to the same parameters. Whether they
make a usable rule is for `criteria.rules` to say. The language is described in `LINES`.
"""

from criteria.excel.ruletext.base import LineError
from criteria.excel.ruletext.kinds import LINES
from criteria.excel.ruletext.reading import Written, read
from criteria.excel.ruletext.writing import write

__all__ = ["LINES", "LineError", "Written", "read", "write"]
