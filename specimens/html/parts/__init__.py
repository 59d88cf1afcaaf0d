"""What pages of the grammar share: random choices, markup, styles, paper, drawings, text blocks."""
