"""Nhật ký: who did what, searched and taken along by those who oversee."""
