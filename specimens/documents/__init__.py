"""The documents that the canvas printer draws, one module a kind of paper."""
