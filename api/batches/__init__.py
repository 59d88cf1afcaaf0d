"""`/batches`: many photos are uploaded, checked in the background, and their results fetched."""
