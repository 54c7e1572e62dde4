"""How results are shown to a person at a terminal."""
