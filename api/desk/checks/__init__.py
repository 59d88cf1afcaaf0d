"""Stored rows of `/check` at the desk."""
