"""The document's number: found on the page, read by two readers, judged."""
