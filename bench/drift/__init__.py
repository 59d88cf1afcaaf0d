"""How often drift is told without a change, and how soon with one, at a simulated office."""
