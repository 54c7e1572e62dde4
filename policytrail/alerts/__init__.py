"""Alerts: watch rules, which alerts are due, and their wording. Nothing here sends."""
