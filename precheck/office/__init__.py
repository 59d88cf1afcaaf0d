"""The office's settings: limits, document types, texts."""
