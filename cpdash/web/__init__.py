"""The dashboard in the browser: the frame round every page, its filters, and the parts that pages are made of."""
