"""The only package that talks to DuckDB."""
