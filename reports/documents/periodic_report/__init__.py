"""Báo cáo cải cách hành chính định kỳ: all sections of a report, put together."""

from reports.documents.periodic_report.paper import periodic_context, preview_of

__all__ = ["periodic_context", "preview_of"]
