"""`make bench-bulk`: a backlog through the command line and through `/batches`."""
