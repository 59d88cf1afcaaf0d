"""Drift: whether this week's photos are distributed as those of the weeks before.

`characteristics` says what of an answer is counted and in which bins; `days` counts whole days and
keeps the counts; `stability` compares two distributions; `weeks` compares the last week with the
weeks before it.
"""
