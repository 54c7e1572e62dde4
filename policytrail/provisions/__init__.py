"""What a policy says: typed clauses, each bound to the words that state it."""

from policytrail.provisions.find import Finder, find_provisions, finder_with, shipped_finder

__all__ = ["Finder", "find_provisions", "finder_with", "shipped_finder"]
