"""`policytrail train alerts`: learn the card of the second opinion from labelled changes."""

import gzip
import json
import lzma
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import IO, cast

from policytrail.diff import compare_documents
from policytrail.errors import ConfigurationError
from policytrail.extract import read_markdown
from policytrail.model import Kind
from policytrail.significance import judge_hunks
from policytrail.significance.classify import build_context
from policytrail.significance.second_opinion import (
    LabelledChange,
    LabelledHunk,
    TrainedCard,
    asked_hunks,
    may_be_muted,
    signs_of,
    train_card,
    write_card,
)

_SUFFIXES = (".jsonl", ".jsonl.xz", ".jsonl.gz")
_read = lru_cache(maxsize=300)(read_markdown)


def train_alerts(paths: Sequence[Path]) -> TrainedCard:
    """Return the card learned from the labelled changes of files, or of all files in folders.

    Raises:
        ConfigurationError: a file is missing, a line is no labelled change, or there are too few.
    """
    changes = [_labelled(row, where) for path in _files(paths) for where, row in _rows(path)]
    services = {change.service for change in changes if change.hunks}
    labels = {change.alert for change in changes}
    if len(labels) < len((True, False)) or len(services) < len(labels):
        raise ConfigurationError(
            f"{len(changes)} labelled changes, {len(services)} services whose words changed: needed"
            " are real changes and false alarms, of two such services or more"
        )
    return train_card(changes)


def card_text(trained: TrainedCard, paths: Sequence[Path]) -> str:
    """Return the text of a card, with what it was learned from and its scores."""
    return write_card(
        trained.card,
        {
            "learned_from": [path.name for path in _files(paths)],
            "held_out": {
                "precision": round(trained.decided.precision, 3),
                "recall": round(trained.decided.recall, 3),
                "precision_of_rules": round(trained.rules.precision, 3),
                "recall_of_rules": round(trained.rules.recall, 3),
            },
        },
    )


def _files(paths: Sequence[Path]) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        inside = sorted(path.iterdir()) if path.is_dir() else [path]
        files += [file for file in inside if file.name.endswith(_SUFFIXES)]
    if not files:
        raise ConfigurationError(f"no file that ends in {', '.join(_SUFFIXES)} was named")
    return files


def _rows(path: Path) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield the lines of a file of labelled changes, each with where it stands."""
    with _opened(path) as lines:
        for number, line in enumerate(lines, 1):
            where = f"{path}, line {number}"
            try:
                row: object = json.loads(line)
            except ValueError as error:
                raise ConfigurationError(f"{where}: this is no JSON: {error}") from error
            if not isinstance(row, dict):
                raise ConfigurationError(f"{where}: this is no labelled change")
            yield where, cast("dict[str, object]", row)


def _opened(path: Path) -> IO[str]:
    try:
        if path.suffix == ".xz":
            return lzma.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz":
            return gzip.open(path, "rt", encoding="utf-8")
        return path.open(encoding="utf-8")
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read: {error.strerror}") from error


def _labelled(row: dict[str, object], where: str) -> LabelledChange:
    """Return a labelled change with the signs of its hunks."""
    try:
        service, old_text, new_text = (str(row[name]) for name in ("service", "old", "new"))
        alert = cast("dict[str, object]", row["label"])["alert"]
        texts = [
            str(each["text"]) for each in cast("list[dict[str, object]]", row.get("earlier", []))
        ]
    except (KeyError, TypeError) as error:
        raise ConfigurationError(f"{where}: {error} is missing or no text") from error
    if not isinstance(alert, bool):
        raise ConfigurationError(f"{where}: label.alert is neither true nor false")
    old, new = _read(old_text), _read(new_text)
    diff = compare_documents(old, new)
    if not diff.hunks:
        return LabelledChange(service, alert, ())
    earlier = [text for text in map(_read, dict.fromkeys(texts)) if text.blocks != old.blocks]
    context = build_context(diff, old, new, earlier)
    hunks = tuple(
        LabelledHunk(
            signs_of(hunk, judgement, context),
            judgement.kind is Kind.SUBSTANTIVE,
            may_be_muted(hunk, context),
        )
        for _, hunk, judgement in asked_hunks(context, judge_hunks(context, earlier))
    )
    return LabelledChange(service, alert, hunks)
