"""Submissions at the desk: a photo's siblings on its card."""
