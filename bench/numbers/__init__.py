"""`make numbers`: how often the number of a drawn document is read."""
