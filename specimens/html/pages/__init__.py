"""The grammar of each kind of page."""
