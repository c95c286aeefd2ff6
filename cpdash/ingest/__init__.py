"""Files in, typed rows and findings out. Knows nothing of the database that keeps them."""
