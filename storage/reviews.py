"""What people said about changes."""

from itertools import groupby

from policytrail.model import Review, ReviewVerdict, Severity
from storage import json_codec
from storage.database import Connection, transaction
from storage.rows import insert_new, instant_from_us


def put_review(connection: Connection, review: Review) -> None:
    """Keep a review beside those that are there."""
    severity = None if review.severity is None else str(review.severity)
    row = (
        review.change_id,
        review.reviewed_at,
        review.reviewed_by,
        str(review.verdict),
        severity,
        review.note,
    )
    with transaction(connection):
        insert_new(connection, "review", ("change_id", "reviewed_at", "reviewed_by"), [row])


def read_reviews(connection: Connection) -> dict[str, tuple[Review, ...]]:
    """Return all reviews by change, the oldest of each first."""
    rows = connection.execute(
        """
        SELECT change_id, epoch_us(reviewed_at), reviewed_by, verdict, severity, note
        FROM review
        ORDER BY change_id, reviewed_at, rowid
        """
    ).fetchall()
    reviews = (
        Review(
            str(change_id),
            instant_from_us(reviewed_at),
            str(by),
            json_codec.read_word(ReviewVerdict, str(verdict), "a verdict"),
            None
            if severity is None
            else json_codec.read_word(Severity, str(severity), "a severity"),
            str(note),
        )
        for change_id, reviewed_at, by, verdict, severity, note in rows
    )
    return {name: tuple(some) for name, some in groupby(reviews, lambda review: review.change_id)}
