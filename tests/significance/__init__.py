"""Tests of what a difference means."""
