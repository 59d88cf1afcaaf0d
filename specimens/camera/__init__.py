"""A simulated camera: lays a sheet on a surface, lights it, photographs it and sends the photo."""
