"""The loops: ask storage what is missing, compute it with pure functions, write it back."""
