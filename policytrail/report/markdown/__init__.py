"""The reports as Markdown."""
