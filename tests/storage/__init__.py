"""The database edge, against real DuckDB files."""
