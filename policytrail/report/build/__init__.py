"""Builds the published records of each subject from the values of the model."""
