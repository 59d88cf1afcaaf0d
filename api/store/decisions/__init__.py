"""Officers' decisions, their undoing, and the callbacks that report them."""
