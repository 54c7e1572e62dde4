"""Reports: pure functions from model values to (relative path, text) without I/O."""
