"""Bodies in, documents out: a body is read as what its media type says it is."""
