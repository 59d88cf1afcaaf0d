"""Where print is on a page and how legible it is. No OCR."""
