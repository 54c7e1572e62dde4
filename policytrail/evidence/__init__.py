"""Evidence in and out: WARC files."""
