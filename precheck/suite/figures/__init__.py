"""Figures of a suite: rates, calibration, rank statistics, overlaps."""
