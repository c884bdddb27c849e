"""Periodic reports: outlines, sections by office, live figures, the paper put together."""
