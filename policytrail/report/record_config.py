"""How all published records are read and described."""

from typing import Final

from pydantic import ConfigDict

RECORD_CONFIG: Final = ConfigDict(use_attribute_docstrings=True, extra="forbid")
"""Docstrings of fields become their descriptions; a field that nobody knows is an error."""
