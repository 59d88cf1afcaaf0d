"""Uploads to batches of the desk: announced files, those that broke off, equal files."""
