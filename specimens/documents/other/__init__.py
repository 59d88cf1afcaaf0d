"""Papers of no known type: letters, bills, marriage papers, other cards, blank and back sides."""
