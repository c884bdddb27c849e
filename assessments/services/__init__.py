"""Writes of the yearly cycle: one function per verb, one transaction each."""
