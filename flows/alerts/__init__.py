"""The edge that sends alerts."""
