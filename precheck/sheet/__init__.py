"""The sheet in the photo: detection of its corners and turn, rectification of the page."""
