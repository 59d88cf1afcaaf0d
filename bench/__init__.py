"""Benchmarks of speed, memory and accuracy; they print tables and fail no build."""
