"""Excel appendices: one module per appendix, on shared styles.

Cells are real numbers and dates, totals are the stored results (never formulas of the workbook),
and what people typed can never run as a formula.
"""
