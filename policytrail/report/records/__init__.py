"""What the JSON of the reports holds, a file a subject."""
