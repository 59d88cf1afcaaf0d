"""What every process of the service has: its log, its check, its capacity, its end."""
