"""The officers' desk: pages for people who sign in, rendered on the server with htmx."""
