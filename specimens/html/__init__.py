"""A second printer: pages from a grammar, typeset by Chromium instead of drawn on a canvas."""
