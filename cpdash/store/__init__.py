"""The only place that knows the database: what was loaded, what is published, and who may read it."""
