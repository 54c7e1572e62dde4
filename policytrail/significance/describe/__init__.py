"""The sentences that say what a change does."""
