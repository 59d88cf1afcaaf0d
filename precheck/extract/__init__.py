"""The document's number: sought on the flattened page, read by two readers, judged."""

from precheck.extract.compare import among, compared
from precheck.extract.pipeline import Extraction, extract

__all__ = ["Extraction", "among", "compared", "extract"]
