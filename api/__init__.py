"""The web service: checks photos over HTTP, stores batches, and serves the officers' desk."""
