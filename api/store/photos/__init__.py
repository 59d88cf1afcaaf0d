"""Photos of batches: intake, leases of workers, claims of officers, results, search."""
