"""`POST /check`: request options, the answer, the stored row, and decisions on it."""
