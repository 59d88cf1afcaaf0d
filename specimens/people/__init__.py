"""Invented people, households, numbers and dates, and the word lists of each world."""
