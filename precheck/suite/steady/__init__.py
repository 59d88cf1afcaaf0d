"""Edits that change nothing for a reader, and what they do to the answers."""
