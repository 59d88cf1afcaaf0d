"""Reading print: finding lines, rectifying them, the line reader and tesseract."""
