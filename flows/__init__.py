"""The edge that runs things: the command line, and the Prefect flows."""
