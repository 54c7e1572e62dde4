"""Kills of each part of a run at moments of all kinds, and what the next run makes of it.

`python -m tests.kills SCENARIO COUNT SEED` tries them in processes of its own, forked from one that has
everything imported: a kill costs no more than the work it interrupts, done twice.
"""
