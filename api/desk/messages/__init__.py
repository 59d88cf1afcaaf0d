"""Messages that officers send to citizens by hand."""
