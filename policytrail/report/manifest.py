"""The entries of lists about each source, and the keys that decide which pages are rewritten.

A page is written again when its key differs from the one that it was written with. The key of a
source covers what its story is made of: its versions and changes, and what was found in its text.
A capture that confirms the text is no part of the story.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from itertools import chain, repeat

from pydantic import TypeAdapter

from policytrail.model import AnnouncedState, Source, SourceHistory, Version
from policytrail.previews import Previews
from policytrail.report.build import (
    NO_DETAILS,
    AnnouncedRecord,
    ProvisionLine,
    StoryDetails,
    announced_record,
    change_line,
    find_gaps,
    source_line,
)
from policytrail.report.records import ChangeLine, FindingChangeRecord, GapRecord, SourceLine
from policytrail.significance.weigh import due_days
from policytrail.text import hash_parts

_MADE_OF = (".py", ".j2", ".css", ".js", ".toml", ".yaml", ".tsv", ".sql")


@dataclass(frozen=True, slots=True)
class SourceStory:
    """The part of a list entry that a confirming capture does not change."""

    changes: tuple[ChangeLine, ...] = ()
    provisions: tuple[ProvisionLine, ...] = ()
    announced: tuple[AnnouncedRecord, ...] = ()
    details: StoryDetails = NO_DETAILS


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """All that the lists of a site show about one source."""

    source: SourceLine
    changes: tuple[ChangeLine, ...] = ()
    provisions: tuple[ProvisionLine, ...] = ()
    announced: tuple[AnnouncedRecord, ...] = ()
    details: StoryDetails = NO_DETAILS
    gaps: tuple[GapRecord, ...] = ()


def build_story(
    history: SourceHistory,
    provisions: Iterable[ProvisionLine] = (),
    moves: Iterable[Iterable[FindingChangeRecord]] = (),
    details: StoryDetails = NO_DETAILS,
) -> SourceStory:
    """Return what lists say about a source; `moves` are those of each change, in order."""
    of_each = chain(moves, repeat(()))
    changes = tuple(
        change_line(change, moved)
        for change, moved in zip(history.changes, map(tuple, of_each), strict=False)
    )
    announced = tuple(
        announced_record(announcement, history.source) for announcement in history.announced
    )
    return SourceStory(changes, tuple(provisions), announced, details)


def build_entry(history: SourceHistory, story: SourceStory | None = None) -> ManifestEntry:
    """Return what lists say about a source; without a story, what its changes alone tell."""
    told_story = story or build_story(history)
    line = source_line(history, told_story.changes)
    return ManifestEntry(
        line,
        told_story.changes,
        told_story.provisions,
        told_story.announced,
        told_story.details,
        find_gaps(history),
    )


def story_key(
    source: Source,
    versions: Sequence[Version],
    assessments: Iterable[str],
    documents_read: frozenset[str],
    reader_version: str,
) -> str:
    """Return a key that differs whenever the story of a source could.

    `assessments` names what was said about the changes, by the program and by people;
    `documents_read`, which documents were read for provisions. When the last version was last seen is no part of it.
    """
    ended = [repr(version) for version in versions[:-1]]
    current = [
        repr(
            (
                version.document_sha256,
                version.recipe_sha256,
                version.first,
                version.is_reversion,
                version.claimed_dates,
            )
        )
        for version in versions[-1:]
    ]
    read = [str(version.document_sha256 in documents_read) for version in versions]
    return hash_parts(reader_version, repr(source), *ended, *current, *read, *assessments)


def is_overdue(story: SourceStory, versions: Sequence[Version]) -> bool:
    """Return whether an announced day has passed since the story was built, so that it is outdated."""
    if not versions:
        return False
    seen = versions[-1].last.captured_at.date()
    return any(
        announcement.state is AnnouncedState.OPEN and seen > due_days(announcement.due)[1]
        for announcement in story.announced
    )


def has_other_preview(story: SourceStory, policy_url: str, previews: Previews) -> bool:
    """Return whether an announced text has another preview now than when the story was built."""
    arrived_by = {change.change_id: change.not_after for change in story.changes}
    return any(
        previews.shown_document(
            announcement.preview, policy_url, arrived_by[announcement.change_id]
        )
        != announcement.preview_sha256
        for announcement in story.announced
        if announcement.preview and announcement.change_id in arrived_by
    )


def story_bytes(story: SourceStory) -> bytes:
    """Return a story as JSON."""
    return _story_adapter().dump_json(story)


def read_story(content: bytes) -> SourceStory:
    """Return the story that was written as JSON.

    Raises:
        ValueError: that is no story.
    """
    return _story_adapter().validate_json(content)


@cache
def _story_adapter() -> TypeAdapter[SourceStory]:
    return TypeAdapter(SourceStory)


def program_name(packages: Iterable[Traversable]) -> str:
    """Return the name of the program that pages are made with: the hash of all its code and words."""
    names = sorted(
        (pair for package in packages for pair in _source_files(package, package.name)),
        key=lambda pair: pair[0],
    )
    return hash_parts(*(part for name, file in names for part in (name, file.read_text("utf-8"))))


def _source_files(folder: Traversable, place: str) -> Iterable[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        name = f"{place}/{entry.name}"
        if entry.is_dir():
            yield from _source_files(entry, name)
        elif entry.name.endswith(_MADE_OF):
            yield name, entry
