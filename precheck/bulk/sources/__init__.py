"""Finds photos in folders, zip archives and chat exports."""
