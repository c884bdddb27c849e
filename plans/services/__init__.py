"""Writes on plans, one module by subject."""
