"""Writes of the rule book, by subject; here the names that other apps use."""

from criteria.services.fixtures import fixture_files, sets_load
from criteria.services.trees import sort_keys_fill

__all__ = ["fixture_files", "sets_load", "sort_keys_fill"]
