"""Rows of a run: the file of results, tables, the report."""
