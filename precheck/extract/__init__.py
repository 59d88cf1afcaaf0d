"""The document's number: sought on the flattened page, read by two readers, judged."""

from precheck.extract.compare import among, better, compared
from precheck.extract.pipeline import Extraction, extract

__all__ = ["Extraction", "among", "better", "compared", "extract"]
