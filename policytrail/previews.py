"""Captured previews of announced texts: sources whose URL an announcement links to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urldefrag

from policytrail.model import Document, DocumentFindings, SourceHistory, Version


@dataclass(frozen=True, slots=True)
class Previews:
    """The versions captured at each URL, and those of their documents that are at hand."""

    versions: Mapping[str, tuple[Version, ...]] = field(
        default_factory=dict[str, tuple[Version, ...]]
    )
    """In order of time, by URL without fragment and final slash."""
    documents: Mapping[str, Document] = field(default_factory=dict[str, Document])
    """By SHA-256."""

    def shown_document(self, url: str | None, policy_url: str, until: datetime) -> str | None:
        """Return the SHA-256 of what a preview showed last until a time; None if not captured.

        A link to the policy itself, at `policy_url`, is no preview.
        """
        if url is None or preview_key(url) == preview_key(policy_url):
            return None
        captured = self.versions.get(preview_key(url), ())
        names = [
            version.document_sha256 for version in captured if version.first.captured_at <= until
        ]
        return names[-1] if names else None


NO_PREVIEWS = Previews()


def preview_key(url: str) -> str:
    """Return what two addresses of one preview have in common.

    >>> preview_key("https://lumen.example/next/#changes")
    'https://lumen.example/next'
    """
    return urldefrag(url).url.rstrip("/")


def linked_previews(
    findings_of_documents: Iterable[DocumentFindings], histories: Iterable[SourceHistory]
) -> tuple[SourceHistory, ...]:
    """Return the sources whose URL an announcement of one of the documents links to."""
    linked = {
        preview_key(announcement.preview)
        for findings in findings_of_documents
        for announcement in findings.notices.announced
        if announcement.preview
    }
    if not linked:
        return ()
    return tuple(history for history in histories if preview_key(history.source.url) in linked)
