"""The measured legibility of every printed word of a photo."""
