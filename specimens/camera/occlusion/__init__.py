"""What covers a part of a sheet: fingers, cards, notes and other flat objects."""
