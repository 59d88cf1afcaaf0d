"""The cells of the flattened page: light, text and places, which all measures share."""
