"""Submissions in the database: what is filed of each photo."""
