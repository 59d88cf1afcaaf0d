"""Submissions: a citizen's application for one service, and the papers that belong to it.

Data flows one way: `catalogue` (what a service asks for) → `papers` (what came) → `filing` (where
the next photo goes) → `wording` (what the citizen is told); `submissions` does it in the database.
"""
