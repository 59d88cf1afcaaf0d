"""Handling of every request: keys, rate limits, capacity, headers, errors, logs."""
