"""What a policy says: typed clauses, each bound to the words that state it."""

from policytrail.provisions.find import Finder, find, finder_with, shipped_finder

__all__ = ["Finder", "find", "finder_with", "shipped_finder"]
