"""What paper a page is, by evidence: what is read on it, its code, its shape; looks are a prior."""

from precheck.document.identify import Identity, identify

__all__ = ["Identity", "identify"]
