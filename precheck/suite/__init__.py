"""Labelled suites of photos: error rates, calibration, report."""
