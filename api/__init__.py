"""The web service: `POST /check` and what belongs to it."""
