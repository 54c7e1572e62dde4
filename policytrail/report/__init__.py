"""Reports: pure functions from model values to (relative path, text); nothing here writes."""
