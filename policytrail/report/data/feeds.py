"""Atom and JSON Feeds of the changes that raise alerts: one for all, and one for each service."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from policytrail.report.build import OWN_TEXT
from policytrail.report.html import escape_invisible
from policytrail.report.paths import address_in, change_path, policy_feed, safe_file_name
from policytrail.report.records import ChangeLine, escape_json, iso_time
from policytrail.report.words import phrases, say_text

LONGEST = 100
"""Entries in a feed; readers keep what they have seen."""
_EPOCH = "1970-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed: its name, its place and its changes, latest first."""

    title: str
    name: str
    """Of the file, without its ending."""
    changes: tuple[ChangeLine, ...]


def build_feed(title: str, name: str, changes: Iterable[ChangeLine]) -> Feed:
    """Return a feed of the real edits of policies, latest first."""
    own = (one for one in changes if one.alert or one.kind in OWN_TEXT)
    ordered = sorted(own, key=lambda one: (one.not_after, one.change_id), reverse=True)
    return Feed(title, name, tuple(ordered[:LONGEST]))


def list_feed(name: str, changes: Iterable[ChangeLine]) -> Feed:
    """Return the feed of a watch list, given the changes that it selects."""
    ordered = sorted(changes, key=lambda one: (one.not_after, one.change_id), reverse=True)
    return Feed(name, f"watch-{safe_file_name(name)}", tuple(ordered[:LONGEST]))


def feed_pages(changes: Sequence[ChangeLine], site: str = "") -> Iterator[tuple[str, str]]:
    """Yield the feed of all changes, one for each service and one for each policy.

    Links are absolute if the address of the reports, `site`, is known.
    """
    yield from one_feed(build_feed(say_text("feeds", "all"), "all", changes), site)
    services: dict[str, list[ChangeLine]] = {}
    policies: dict[str, list[ChangeLine]] = {}
    for change in changes:
        services.setdefault(change.service_id, []).append(change)
        policies.setdefault(change.source_id, []).append(change)
    for service_id, some in services.items():
        title = say_text("feeds", "service", service=some[0].service)
        yield from one_feed(build_feed(title, safe_file_name(service_id), some), site)
    for source_id, some in policies.items():
        policy = phrases.title_words(some[0].policy_type)
        title = say_text("feeds", "policy", service=some[0].service, policy=policy)
        yield from one_feed(build_feed(title, policy_feed(source_id), some), site)


def one_feed(feed: Feed, site: str = "") -> Iterator[tuple[str, str]]:
    """Yield a feed as Atom and as JSON Feed."""
    yield f"feeds/{feed.name}.atom", to_atom(feed, site)
    yield f"feeds/{feed.name}.json", json_feed(feed, site)


def to_atom(feed: Feed, site: str = "") -> str:
    """Return the feed as Atom (RFC 4287).

    Ids are `urn:policytrail:` names: they last although the site has no address of its own, and a
    change that is told again keeps its id.
    """
    own = address_in(site, f"feeds/{feed.name}.atom") if site else f"{feed.name}.atom"
    updated = iso_time(feed.changes[0].not_after) if feed.changes else _EPOCH
    entries = "".join(_atom_entry(change, site) for change in feed.changes)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<id>urn:policytrail:feed:{_escape_xml(feed.name)}</id>\n"
        f"<title>{_escape_xml(feed.title)}</title>\n"
        f"<updated>{updated}</updated>\n"
        "<author><name>policytrail</name></author>\n"
        f"<link rel={quoteattr('self')} href={quoteattr(own)}/>\n"
        f"{entries}</feed>\n"
    )


def _atom_entry(one: ChangeLine, site: str) -> str:
    href = quoteattr(_entry_link(one, site))
    topics = "".join(f"<category term={quoteattr(topic)}/>\n" for topic in one.topics)
    return (
        "<entry>\n"
        f"<id>urn:policytrail:change:{one.change_id}</id>\n"
        f"<title>{_escape_xml(feed_title(one))}</title>\n"
        f"<updated>{iso_time(one.not_after)}</updated>\n"
        f'<link rel="alternate" type="text/html" href={href}/>\n'
        f"<summary>{_escape_xml(_entry_summary(one))}</summary>\n"
        f"{topics}</entry>\n"
    )


def json_feed(feed: Feed, site: str = "") -> str:
    """Return the feed as JSON Feed 1.1."""
    feed_fields = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "items": [
            {
                "id": f"urn:policytrail:change:{change.change_id}",
                "url": _entry_link(change, site),
                "title": feed_title(change),
                "content_text": _entry_summary(change),
                "date_published": iso_time(change.not_after),
                "tags": [str(change.kind), str(change.severity), *change.topics],
            }
            for change in feed.changes
        ],
    }
    return escape_json(json.dumps(feed_fields, ensure_ascii=False, indent=1)) + "\n"


def _entry_link(one: ChangeLine, site: str) -> str:
    path = change_path(one.change_id)
    return address_in(site, path) if site else f"../{path}"


def feed_title(one: ChangeLine) -> str:
    """Return the title of a change, as for the subject line of a mail."""
    topics = ", ".join(phrases.title_words(topic) for topic in one.topics[:2])
    what = one.headline or topics or phrases.KINDS[one.kind][0]
    weight = f" ({phrases.LEVELS[one.severity]})" if one.severity != "none" else ""
    return f"{one.service} {phrases.title_words(one.policy_type)}: {what}{weight}"


def _entry_summary(one: ChangeLine) -> str:
    when = phrases.describe_interval(one.not_before, one.not_after)
    reviewed = phrases.REVIEWED[one.reviewed] if one.reviewed else ""
    return " ".join(filter(None, (one.summary, when, reviewed)))


def _escape_xml(text: str) -> str:
    return escape(escape_invisible(text))
