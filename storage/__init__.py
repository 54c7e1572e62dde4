"""The DuckDB edge, and the only one."""
