"""Plans on screen, one module by subject."""
