"""`make bench-bulk`: many photos through the command line and through `/batches`."""
