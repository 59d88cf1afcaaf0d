"""Birth and death certificates: the recorded event, its sentences, the old and the new form."""
