"""What-if on a unit's result: choose lost leaves, see the index, rank and band they would give."""
