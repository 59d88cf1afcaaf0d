"""Learns an office's calibration of `p_accept` from its officers' decisions."""
