"""Batches at the desk: upload, progress, deletion."""
