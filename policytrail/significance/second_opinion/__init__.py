"""A second opinion on each hunk, learned from labelled changes."""
