"""The `policytrail` command: one module a command, heavy imports only when a command runs."""

from flows.cli.app import main

__all__ = ["main"]
