"""`make bench-readers`: numbers found and time taken, against other readers of the whole photo."""
