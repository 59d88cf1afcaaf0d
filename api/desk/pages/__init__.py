"""What all pages share: the start page, words, error pages, downloads."""
