"""`make bench-readers`: numbers found and time, against other readers of the whole photo."""
