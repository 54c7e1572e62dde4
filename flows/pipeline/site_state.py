"""What a site reports on each source: kept from the last publication, or computed anew.

It is found once a run and handed to whoever needs it: publishing, alerts, events and digests.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from itertools import groupby, islice
from pathlib import Path

from flows.pipeline.histories import KnownSource, known_sources, with_changes
from flows.pipeline.outdated_sources import underived_sources
from flows.pipeline.provision_queries import (
    findings_in,
    read_governed,
    read_previews,
    versions_by_url,
)
from policytrail.governance import reader_version
from policytrail.model import (
    CurrentProvisions,
    Document,
    DocumentFindings,
    SourceHistory,
    Tracker,
)
from policytrail.previews import Previews
from policytrail.report import (
    ManifestEntry,
    SourceStory,
    build_entry,
    build_story,
    has_other_preview,
    is_overdue,
    program_name,
    read_story,
    story_key,
)
from policytrail.report.build import (
    Kinds,
    moved_records,
    provision_lines,
    shipped_kinds,
    story_details,
)
from policytrail.report.records import ChangeLine
from policytrail.report.words import chosen_language
from storage import (
    Connection,
    SiteRows,
    documents_by_source,
    documents_read,
    known_assessments,
    newest_event,
    read_reviews,
    read_site_rows,
)

_NEVER = datetime.fromtimestamp(0, UTC)
_SERVICES = 32
"""Services looked at together: their documents and findings are in memory at once."""
_PACKAGES = ("policytrail", "storage", "flows.pipeline")
"""All code that decides what pages say."""
SITE_KEY = ""
"""Among the keys of pages, that of the address that pages name."""
LANGUAGE_KEY = "language:"
"""The same for the language that they are written in."""


@dataclass(frozen=True, slots=True)
class SiteState:
    """What is known of all sources, and what the folder of reports was written from."""

    as_of: datetime
    """The time of the newest capture or attempt."""
    sources: tuple[KnownSource, ...]
    """By service and id."""
    keys: Mapping[str, str]
    """The key of the story of each source."""
    before: SiteRows
    """What lay in the folder."""
    kept: Mapping[str, SourceStory]
    """Stories that were told in the folder, by source id; some hold no more."""
    stale: frozenset[str]
    """Sources whose stories must be told anew."""
    kinds: Kinds
    held_back: frozenset[str] = frozenset()
    """Sources that the folder tells as before, until all of their service is derived."""
    site: str = ""
    """Where readers find the reports; empty if that is not known."""

    @property
    def histories(self) -> tuple[SourceHistory, ...]:
        """Return the histories of all sources, without their changes."""
        return tuple(known.history for known in self.sources)

    @property
    def is_same_program(self) -> bool:
        """Return whether the folder was written by this very program, in the language of now."""
        return self.before.program == site_program() and _is_same_language(self.before)

    @property
    def changes_before(self) -> tuple[ChangeLine, ...]:
        """Return the changes that the folder told of."""
        return tuple(change for story in self.kept.values() for change in story.changes)


@dataclass(frozen=True, slots=True)
class PublishedSource:
    """One source with what is told of it."""

    history: SourceHistory
    """Its changes are there if the source is stale."""
    story: SourceStory
    entry: ManifestEntry
    found: CurrentProvisions | None
    """What governs a stale source; None for one whose story was kept."""


@dataclass(frozen=True, slots=True)
class PublishedServices:
    """Some services, each with its sources."""

    services: tuple[tuple[PublishedSource, ...], ...]
    said: Mapping[str, DocumentFindings]
    """What the documents of their stale sources say."""
    documents: Mapping[str, Mapping[str, Document]]
    """The documents of their stale sources, by source and name."""


@cache
def site_program() -> str:
    """Return the name of the program that writes sites: it differs whenever a page could."""
    return program_name([files(package) for package in _PACKAGES])


def _is_same_site(before: SiteRows, site: str) -> bool:
    """Return whether a folder was written for readers at this address, in the language of now."""
    return before.pages.get(SITE_KEY, "") == site and _is_same_language(before)


def _is_same_language(before: SiteRows) -> bool:
    return before.pages.get(LANGUAGE_KEY, "en") == chosen_language()


def read_site_state(
    connection: Connection,
    out: Path,
    site: str | None = None,
    services: Collection[str] | None = None,
) -> SiteState:
    """Return the state of all sources, and which of them are outdated in the folder `out`.

    With `site`, the address at which readers will find the reports, it also does where it names
    another one. With `services`, their sources alone are read.
    """
    as_of = newest_event(connection) or _NEVER
    sources = tuple(known_sources(connection, as_of, services))
    keys = _source_keys(connection, sources)
    before = read_site_rows(out, None if services is None else keys)
    kept = dict(_read_stories(before))
    same = before.program == site_program() and (site is None or _is_same_site(before, site))
    previews = Previews(versions_by_url(known.history for known in sources))
    held_back = underived_sources(connection) & kept.keys()
    stale = frozenset(
        name
        for known in sources
        for name in [known.history.source.source_id]
        if not same
        or name not in kept
        or before.stories[name].key != keys[name]
        or is_overdue(kept[name], known.history.versions)
        or has_other_preview(kept[name], known.history.source.url, previews)
    )
    return SiteState(
        as_of,
        sources,
        keys,
        before,
        kept,
        stale - held_back,
        shipped_kinds(),
        held_back,
        site or "",
    )


def _source_keys(connection: Connection, sources: tuple[KnownSource, ...]) -> dict[str, str]:
    asked = {
        known.history.source.source_id: [question.sha256 for question in known.questions]
        for known in sources
    }
    stored = known_assessments(connection, (name for names in asked.values() for name in names))
    read = documents_read(connection, reader_version())
    reviews = read_reviews(connection)
    return {
        name: story_key(
            known.history.source,
            known.history.versions,
            [
                *(sha256 for sha256 in asked[name] if sha256 in stored),
                *(
                    repr(reviews.get(question.transition.change_id, ()))
                    for question in known.questions
                ),
            ],
            read,
            reader_version(),
        )
        for known in sources
        for name in [known.history.source.source_id]
    }


def _read_stories(rows: SiteRows) -> Iterator[tuple[str, SourceStory]]:
    for name, row in rows.stories.items():
        try:
            yield name, read_story(row.content)
        except ValueError:
            # Written by a program that told other things: the story is told anew.
            continue


def published_services(connection: Connection, state: SiteState) -> Iterator[PublishedServices]:
    """Yield all services, some at a time, with what is told of their sources."""
    groups = (
        tuple(of) for _, of in groupby(state.sources, lambda known: known.history.source.service_id)
    )
    while some := tuple(islice(groups, _SERVICES)):
        stale = [
            known
            for of_service in some
            for known in of_service
            if known.history.source.source_id in state.stale
        ]
        histories = with_changes(connection, stale)
        findings = findings_in(connection, histories)
        documents = documents_by_source(connection, histories)
        previews = read_previews(connection, findings.values(), state.histories)
        told_anew = {
            name: _read_anew(
                history,
                read_governed(history, findings, documents.get(name, {}), previews),
                _current_trackers(history, findings),
                state.kinds,
            )
            for history in histories
            for name in [history.source.source_id]
        }
        yield PublishedServices(
            tuple(
                tuple(
                    told_anew.get(known.history.source.source_id) or _kept_source(known, state)
                    for known in of_service
                )
                for of_service in some
            ),
            findings,
            documents,
        )


def _current_trackers(
    history: SourceHistory, findings: Mapping[str, DocumentFindings]
) -> tuple[Tracker, ...]:
    """Return the trackers that the current text of a source declares."""
    read = findings.get(history.versions[-1].document_sha256) if history.versions else None
    return read.trackers if read else ()


def _read_anew(
    history: SourceHistory,
    governed: CurrentProvisions,
    trackers: tuple[Tracker, ...],
    kinds: Kinds,
) -> PublishedSource:
    history = replace(history, announced=governed.announced)
    lines, moves = provision_lines(history.source, governed, kinds), moved_records(governed, kinds)
    details = story_details(history, governed, moves, trackers)
    story = build_story(history, lines, moves, details)
    return PublishedSource(history, story, build_entry(history, story), governed)


def _kept_source(known: KnownSource, state: SiteState) -> PublishedSource:
    story = state.kept[known.history.source.source_id]
    return PublishedSource(known.history, story, build_entry(known.history, story), None)


def site_entries(connection: Connection, state: SiteState) -> tuple[ManifestEntry, ...]:
    """Return what lists say about each source, by service and id."""
    return tuple(
        told_source.entry
        for some in published_services(connection, state)
        for of_service in some.services
        for told_source in of_service
    )
