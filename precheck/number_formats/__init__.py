"""Formats of the numbers of civil registration, one module a format."""
