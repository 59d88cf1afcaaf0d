"""Where a sheet is in the photo: pose, bend, projection, compositing, cropping."""
