"""The type, form and turn of the document: by what is read on it, with the page net as prior."""
