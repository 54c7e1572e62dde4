"""The wording of the reports: phrases, names of values, formats."""
