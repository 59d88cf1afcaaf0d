"""Checks many photos: folders and archives in, one row a photo out."""
