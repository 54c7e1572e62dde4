"""What is entered in the ledger of each kind of row."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from policytrail.model import ASSESSMENT_VERSION, EXTRACTOR_VERSION


@dataclass(frozen=True, slots=True)
class Entered:
    """A table whose rows are entered: the key of a row, and the columns whose values the ledger commits to."""

    key: tuple[str, ...]
    fields: tuple[str, ...]
    times: frozenset[str] = frozenset()
    """Fields that are instants, or lists of them: entered as microseconds since 1970."""
    packed: bool = False
    """Whether `content` holds packed bytes, which are entered by what they unpack to."""
    made_by: str = ""
    table: str = ""
    """That of the rows, where it has another name: a column that came later is entered beside its row."""
    where: str = "TRUE"
    """Which rows of the table are entered."""

    @property
    def columns(self) -> str:
        """Return what to select of a row, in the order of the fields."""
        shown = [_column_expression(name, is_time=name in self.times) for name in self.fields]
        return ", ".join([*shown, *(["content"] if self.packed else [])])


def _column_expression(name: str, *, is_time: bool) -> str:
    if name == "captured_ats":
        return "list_transform(captured_at, lambda moment: epoch_us(moment))"
    return f"epoch_us({name})" if is_time else name


ENTERED: Final[Mapping[str, Entered]] = {
    "source": Entered(
        ("source_id", "declared_at"),
        ("source_id", "declared_at", "recipe_sha256", "declaration"),
        frozenset({"declared_at"}),
    ),
    "body": Entered(("body_sha256",), ("body_sha256", "size_bytes")),
    "capture": Entered(
        ("capture_id",),
        (
            "capture_id",
            "source_id",
            "captured_at",
            "fetched_at",
            "origin",
            "url",
            "final_url",
            "status",
            "media_type",
            "headers",
            "redirects",
            "memento_url",
            "digest_verified",
            "body_sha256",
        ),
        frozenset({"captured_at", "fetched_at"}),
    ),
    "attempt": Entered(
        ("source_id", "attempted_at", "outcome"),
        ("source_id", "attempted_at", "outcome", "detail", "status", "capture_id", "scheduled_at"),
        frozenset({"attempted_at", "scheduled_at"}),
    ),
    "document": Entered(("document_sha256",), ("document_sha256", "blocks", "words")),
    "extraction": Entered(
        ("body_sha256", "media_type", "recipe_sha256"),
        (
            "body_sha256",
            "media_type",
            "recipe_sha256",
            "document_sha256",
            "failure_reason",
            "failure_detail",
            "title",
            "language",
            "links",
            "claimed_dates",
        ),
        made_by=f"extractor {EXTRACTOR_VERSION}",
    ),
    "change": Entered(
        ("assessment_sha256",),
        (
            "assessment_sha256",
            "source_id",
            "before_sha256",
            "after_sha256",
            "recipe_sha256",
            "kind",
            "alert",
            "severity",
            "topics",
            "summary",
        ),
        packed=True,
        made_by=f"assessment {ASSESSMENT_VERSION}",
    ),
    "finding": Entered(
        ("document_sha256", "reader_version"),
        ("document_sha256", "reader_version", "not_analysed"),
        packed=True,
    ),
    "memento": Entered(
        ("source_id", "part_sha256"),
        ("source_id", "part_sha256", "playback_url", "url", "timestamps", "captured_ats"),
    ),
    "archive_failure": Entered(
        ("source_id", "asked", "attempted_at"),
        ("source_id", "asked", "attempted_at", "outcome", "detail", "status", "is_final"),
        frozenset({"attempted_at"}),
    ),
    "listing": Entered(
        ("asked", "listed_at"), ("asked", "listed_at"), frozenset({"listed_at"}), packed=True
    ),
    "alert": Entered(
        ("alert_id",),
        (
            "alert_id",
            "rule",
            "target",
            "about",
            "source_id",
            "not_before",
            "not_after",
            "due_at",
            "subject",
            "text",
        ),
        frozenset({"not_before", "not_after", "due_at"}),
    ),
    "delivery": Entered(
        ("message_id", "alert_id", "step", "noted_at"),
        ("message_id", "alert_id", "noted_at", "step", "fault"),
        frozenset({"noted_at"}),
    ),
    "review": Entered(
        ("change_id", "reviewed_at", "reviewed_by"),
        ("change_id", "reviewed_at", "reviewed_by", "verdict", "severity", "note"),
        frozenset({"reviewed_at"}),
    ),
    "struck": Entered(
        ("body_sha256", "media_type", "recipe_sha256"),
        ("body_sha256", "media_type", "recipe_sha256", "struck"),
        made_by=f"extractor {EXTRACTOR_VERSION}",
        table="extraction",
        where="struck IS DISTINCT FROM '[]'",
    ),
}
"""By kind of entry, most of which are named as their table; the order is that in which the rows of an
old database are entered."""
