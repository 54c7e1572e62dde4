"""`policytrail review`: what people say about changes after reading them."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from flows.cli.app import app, existing_database
from flows.cli.terminal import print_table
from policytrail.errors import ConfigurationError
from policytrail.model import Review, ReviewVerdict, Severity
from policytrail.text import count_noun


@app.command("review")
def review_command(  # noqa: PLR0913 (options of a command)
    context: typer.Context,
    change: Annotated[
        str | None, typer.Argument(help="The id of the change; all reviews are listed without it.")
    ] = None,
    *,
    verdict: Annotated[
        ReviewVerdict | None, typer.Option(help="Whether it deserved an alert.")
    ] = None,
    severity: Annotated[
        Severity | None, typer.Option(help="The severity that a real change should have.")
    ] = None,
    note: Annotated[str, typer.Option(help="Why, in a sentence.")] = "",
    by: Annotated[str, typer.Option(help="Who says so.")] = "",
    export: Annotated[
        Path | None, typer.Option(help="Write all reviews as labels into this file (JSON lines).")
    ] = None,
) -> None:
    """Keep a judgement of a change beside the program's own, list them, or write them as labels."""
    database = existing_database(context)
    if change is not None:
        if verdict is None or not by.strip():
            raise ConfigurationError("a review needs --verdict real|false-alarm and --by NAME")
        if severity is not None and (
            verdict is ReviewVerdict.FALSE_ALARM or severity is Severity.NONE
        ):
            raise ConfigurationError("--severity high, medium or low is for --verdict real alone")
        if export is not None:
            raise ConfigurationError("--export writes all reviews: name no change with it")
        _keep_review(
            database,
            Review(change, datetime.now(UTC), by.strip(), verdict, severity, note.strip()),
        )
    elif verdict is not None or severity is not None or note or by:
        raise ConfigurationError("name the change that the review is of, e.g. PT-C-...")
    elif export is not None:
        _write_labels(database, export)
    else:
        _list_reviews(database)


def _keep_review(database: Path, review: Review) -> None:
    from flows.database import open_database
    from flows.pipeline import find_change
    from storage import put_review

    with open_database(database) as connection:
        if not find_change(connection, review.change_id):
            raise ConfigurationError(
                f"{review.change_id}: no tracked source has this change. Its id stands on its page"
                " and in data/changes.csv."
            )
        put_review(connection, review)
    typer.echo(f"{review.change_id}: {review.verdict}. `policytrail report` shows it on the pages.")


def _write_labels(database: Path, path: Path) -> None:
    from flows.database import reading_database
    from flows.pipeline import labelled_rows, reviewed_changes

    if path.suffix != ".jsonl":
        raise ConfigurationError(f"{path}: expected a name that ends in .jsonl")
    with reading_database(database) as connection:
        reviewed = reviewed_changes(connection)
        rows = [json.dumps(row, ensure_ascii=False) for row in labelled_rows(connection, reviewed)]
    try:
        path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be written: {error.strerror}") from error
    left = len(reviewed) - len(rows)
    left_out = f"; {left} left out: their changes are no longer found" if left else ""
    typer.echo(f"{count_noun(len(rows), 'labelled change')}: {path}{left_out}")


def _list_reviews(database: Path) -> None:
    from flows.database import reading_database
    from flows.pipeline import reviewed_changes

    with reading_database(database) as connection:
        reviewed = reviewed_changes(connection)
    print_table(
        ("change", "verdict", "severity", "by", "on", "program", "note"),
        [
            (
                review.change_id,
                str(review.verdict),
                str(review.severity or ""),
                review.reviewed_by,
                f"{review.reviewed_at:%Y-%m-%d}",
                _told_alert(change.verdict.alert if change.verdict else None),
                review.note,
            )
            for change in reviewed
            for review in change.reviews
        ],
        beneath=True,
    )
    judged = [review for review in reviewed if review.verdict is not None]
    agreed = sum(review.verdict.alert == review.is_real for review in judged if review.verdict)
    agreement = f"{count_noun(len(reviewed), 'change')} reviewed; the program agrees on {agreed} of {len(judged)}"
    rated = [change for change in judged if change.is_real and change.reviews[-1].severity]
    alike = sum(
        change.verdict.severity == change.reviews[-1].severity for change in rated if change.verdict
    )
    typer.echo(agreement + f", and on the severity of {alike} of {len(rated)}" * bool(rated))


def _told_alert(alert: bool | None) -> str:
    if alert is None:
        return "change no longer found"
    return "alert" if alert else "no alert"
