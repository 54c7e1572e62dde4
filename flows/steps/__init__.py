"""The steps that flows and commands share: ask storage what is missing, compute, put it back."""
