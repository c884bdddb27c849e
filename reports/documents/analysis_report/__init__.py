"""Báo cáo phân tích kết quả Chỉ số CCHC of one unit, by its office for the chairman."""

from reports.documents.analysis_report.paper import analysis_context, analysis_report

__all__ = ["analysis_context", "analysis_report"]
