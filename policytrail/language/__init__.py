"""Sentences, words, dates, durations and languages: one way to read each."""
