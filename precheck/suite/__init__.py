"""A labelled suite of photos: error rates, calibration, report."""
