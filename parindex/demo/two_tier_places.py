"""The two-tier government of 1 July 2025 around huyện Vân Canh.

The law, the day and the merger of the two provinces are real. How the communes are put together
here is an illustration, not the real list.
"""

from dataclasses import dataclass
from datetime import date

from parindex.units.services.mergers import NewUnit

EFFECTIVE_ON = date(2025, 7, 1)
LAST_DAY = date(2025, 6, 30)
RESOLUTION = "Nghị quyết số 60-NQ/TW ngày 12/4/2025"
LAW = "Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16/6/2025"
LEGAL_ACT = f"{RESOLUTION}; {LAW}"
ILLUSTRATION = f"{LEGAL_ACT} (cách sắp xếp các xã ở đây chỉ để minh hoạ)"

OLD_NEIGHBOUR = "GIA-LAI-TRUOC-2025"
NEW_PROVINCE = NewUnit("GIA-LAI", "tỉnh Gia Lai", "province", "Gia Lai", "UBND")
NEW_OFFICE = NewUnit("SNV-GIA-LAI", "Sở Nội vụ tỉnh Gia Lai", "department", "Gia Lai", "SNV")


@dataclass(frozen=True)
class Heir:
    """A new commune and the old ones that it is made of."""

    unit: NewUnit
    predecessors: tuple[str, ...]


def _heir(code: str, name: str, *predecessors: str) -> Heir:
    return Heir(NewUnit(f"GL-{code}", f"xã {name}", "commune", name, "UBND"), predecessors)


# Xã Canh Vinh mới trùng tên với xã Canh Vinh cũ mà là đơn vị khác: vì thế không nhận theo tên.
HEIRS = (
    _heir("CANH-THUAN-HOA", "Canh Thuận Hòa", "CANH-THUAN", "CANH-HOA"),
    _heir("CANH-VINH", "Canh Vinh", "CANH-VINH", "CANH-HIEN", "CANH-HIEP"),
    _heir("CANH-LIEN", "Canh Liên", "CANH-LIEN"),
    _heir("VAN-CANH", "Vân Canh", "TT-VAN-CANH"),
)
