"""Small tables as pasted text."""

from reports.figure_check import Findings, check_sheets, read_pasted

DETAIL = "Tiêu chí|Nội dung|Điểm tối đa|Điểm đạt được|Điểm bị trừ"
SUMMARY = (
    "TT|Lĩnh vực|Năm 2020||Năm 2021||Tăng/giảm (%)\n"
    "||Điểm chỉ số/ điểm tối đa|%|Điểm chỉ số/ điểm tối đa|%|"
)

Found = list[tuple[str, str, str, str]]


def check(text: str) -> Findings:
    """Bars stand for tabs."""
    return check_sheets([read_pasted(text.replace("|", "\t"))])


def check_detail(*rows: str) -> Findings:
    return check("\n".join([DETAIL, *rows]))


def check_summary(*rows: str) -> Findings:
    return check("\n".join([SUMMARY, *rows]))


def found(findings: Findings) -> Found:
    """Code, kind, printed, recomputed."""
    return [(s.code, str(s.kind), s.printed, s.recomputed) for s in findings.slips]
