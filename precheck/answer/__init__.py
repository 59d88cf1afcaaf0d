"""A verdict as JSON, as sentences for the citizen, as pictures for officers."""
