"""Figures that the standing office enters for the units: surveys, satisfaction, statistics."""
