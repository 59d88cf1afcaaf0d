"""Decoding: the bytes of a file become a Photo; the only room that decodes."""
