"""What a substantive change means: topics, severity, adverse edits."""
