"""One photo at the desk, and lists of photos."""
