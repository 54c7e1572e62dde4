"""What kind of change each hunk is, and the document as a whole."""
