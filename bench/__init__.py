"""Benchmarks: speed as ratios against a named baseline in the same run, and memory.

Run with `make bench`. Nothing here is a test: a slow machine fails no build.
"""
