"""What is tracked: sources.yaml, Open Terms Archive's files, and URLs that belong to a source."""

from policytrail.sources.parse import parse_sources

__all__ = ["parse_sources"]
