"""Results of reading WARC files."""

from dataclasses import dataclass

from policytrail.model.capture import Retrieval
from policytrail.model.source import Source


@dataclass(frozen=True, slots=True)
class Imported:
    """One capture of an archive file, with the source that it belongs to."""

    source: Source
    """Named by sources.yaml, or standing for a URL that nothing names."""
    retrieval: Retrieval
    """Without a capture where the archive holds a status that is no success."""


@dataclass(frozen=True, slots=True)
class Damage:
    """A place of an archive file that could not be read; the rest was."""

    file: str
    offset: int
    """Byte of the file at which the damaged record or gzip member starts."""
    detail: str

    def __str__(self) -> str:
        """Return the damage as one line for a person."""
        return f"{self.file}: byte {self.offset}: {self.detail}"
