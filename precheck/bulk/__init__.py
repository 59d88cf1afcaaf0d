"""Many photos at once: folders and archives in, one row a photo out."""
