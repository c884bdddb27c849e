"""The figures of one unit in one campaign, as the page, the JSON, the workbook and the paper show
them.

Read from Result, NodeResult and Entry only: no score is summed anew and nothing is rounded here;
rounding belongs to the moment of writing (``parindex.lib.numbers``). The caller has already made
sure that the person may see the assessment.
"""

from reports.unit_result.model import (
    Factor,
    Figures,
    Group,
    Growth,
    Node,
    Part,
    Rank,
    Satisfaction,
    Trend,
    UnitResult,
)
from reports.unit_result.reading import unit_result

__all__ = [
    "Factor",
    "Figures",
    "Group",
    "Growth",
    "Node",
    "Part",
    "Rank",
    "Satisfaction",
    "Trend",
    "UnitResult",
    "unit_result",
]
