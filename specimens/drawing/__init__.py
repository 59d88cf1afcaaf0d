"""Drawing of pages: canvas, typefaces, security paper, stamps, watermarks, ageing."""
