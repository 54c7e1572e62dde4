"""The reports as data: feeds, tables, digests and the search index."""
