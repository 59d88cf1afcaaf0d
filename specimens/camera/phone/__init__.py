"""Lens, sensor and picture processing of the simulated phones."""
