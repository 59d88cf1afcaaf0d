"""Calibration of the acceptance model and of the limits in `models/`."""
