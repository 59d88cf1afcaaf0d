"""A simulated phone: puts a sheet on a table, lights it, photographs it and sends the photo."""
