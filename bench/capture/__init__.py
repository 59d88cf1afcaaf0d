"""The camera page on a slow phone and a slow network."""
