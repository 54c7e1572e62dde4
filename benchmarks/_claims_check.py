"""What change reports claim, held against the hunks of their own JSON.

A claim is false if what it says came or went stands in the other side too, if a quote or a figure
stands in neither text, if its hunk changes no meaning, or if two files tell two headlines. It asks
more than the shared check: of every statement that its words, spans and hunk bear it out, and that
the heading or the lead that it names stands there.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter

from policytrail.model import Kind
from policytrail.report.build import TextRecord
from policytrail.report.records import (
    ChangeRecord,
    FactRecord,
    FindingChangeRecord,
    HunkRecord,
    IndexRecord,
    LeadRecord,
    SourceRecord,
    SpanRecord,
    StatementRecord,
)

_CHANGE = TypeAdapter(ChangeRecord)
_INDEX = TypeAdapter(IndexRecord)
_SOURCE = TypeAdapter(SourceRecord)
_TEXT = TypeAdapter(TextRecord)

_WORD = re.compile(r"\w+(?:['’]\w+)?")
_LABEL = re.compile(r"[\divxlc]+|[a-z]")
_QUOTE = re.compile('"([^"]+)"|“([^”]+)”|«([^»]+)»|`([^`]+)`')
_QUOTED = r"(?:\"[^\"]+\"|“[^”]+”|«[^»]+»)(?: \.\.\.)?"
_UNDER = re.compile(
    rf"\b[Uu]nder (?P<under>{_QUOTED})(?=[,:] )"
    rf"|\b(?:[Tt]he list|(?:to|from) the list) (?P<list>{_QUOTED})(?=,? (?:now|no longer|with)\b)"
    rf"|\b[Tt]he section (?P<section>{_QUOTED})(?= was reworded)"
    rf"|\b(?:to|from) the section (?P<place>{_QUOTED})(?=\.)"
)
"""The heading or the lead of a list that words stand under: kept text, mostly outside of the hunks."""
_PLAIN = re.compile(
    rf"Section {_QUOTED} reworded|[\d,]+ words? (?:added to|removed from) {_QUOTED}|[\d,]+ words? (?:added|removed)"
    rf"|Words (?:added|removed)(?: under {_QUOTED})?: {_QUOTED}"
)
"""The headline of a change of which only place and size are told."""
_RUN = 4
_SHORT = 6
_KEPT = 0.5
_COME = ("added", "section_added", "row_added", "tracker_added", "provision_added")
_GONE = ("removed", "section_removed", "row_removed", "tracker_removed", "provision_removed")
_UNNAMED = (
    "Text reworded",
    "Earlier text came back",
    "Most of the policy was rewritten",
    "Large parts of the policy were rewritten",
    "Most of the text is new",
    "Most of the old text is gone",
)


@dataclass
class Checked:
    """How many claims were made, how many are false, and which."""

    claims: Counter[str] = field(default_factory=Counter[str])
    faults: list[tuple[str, str, str]] = field(default_factory=list[tuple[str, str, str]])
    """Change, kind of claim, words."""
    alerts: int = 0

    def add(self, change: str, kind: str, words: str, *, holds: bool) -> None:
        """Count one claim."""
        self.claims[kind] += 1
        if not holds:
            self.faults.append((change, kind, words[:160]))

    def false(self, kind: str = "") -> int:
        """Return how many claims of a kind, or of all kinds, are false."""
        return sum(not kind or one[1] == kind for one in self.faults)


def check_reports(reports: Path) -> Checked:
    """Return what the reports of a folder claim and how much of it is false."""
    found = Checked()
    told = _headlines(reports)
    texts = _current_texts(reports)
    for path in sorted((reports / "changes").glob("*.json")):
        change = _CHANGE.validate_json(path.read_bytes())
        if change.alert:
            found.alerts += 1
            current = texts.get(change.after.document_sha256)
            _check_change(change, told.get(change.change_id, set()), current, found)
    return found


def _current_texts(reports: Path) -> dict[str, TextRecord]:
    """Return the current texts by the name of their document."""
    pages = (reports / "texts").glob("*.json")
    return {
        text.document_sha256: text
        for text in (_TEXT.validate_json(page.read_bytes()) for page in pages)
    }


def _headlines(reports: Path) -> dict[str, set[str]]:
    """Return the headlines that all lists tell of each change."""
    told: dict[str, set[str]] = {}
    index = _INDEX.validate_json((reports / "index.json").read_bytes())
    sources = [
        _SOURCE.validate_json(at.read_bytes()) for at in (reports / "sources").glob("*.json")
    ]
    for record in (index, *sources):
        for line in record.changes:
            told.setdefault(line.change_id, set()).add(line.headline)
    return told


def _check_change(
    change: ChangeRecord, headlines: set[str], current: TextRecord | None, found: Checked
) -> None:
    sides, name = _Sides(change.hunks), change.change_id
    for row in change.moved:
        if row.move in ("added", "removed", "strengthened", "weakened"):
            found.add(name, "row", f"{row.move} {row.title}", holds=sides.bear_row(row))
    for fact in change.facts:
        words = f"{fact.what}: {fact.old} -> {fact.new}"
        found.add(name, "fact", words, holds=sides.bear_fact(fact))
    for one in change.statements:
        found.add(name, "statement", f"{one.kind}: {one.text}", holds=sides.bear_statement(one))
        if one.lead is not None:
            holds = current is None or one.new is None or _stands_in(one.lead, current)
            found.add(name, "lead", one.lead.text, holds=holds)
        for place in _places_named(f"{one.text} ¶ {one.headline}"):
            found.add(name, "place", place, holds=sides.has_place(place, one))
    for words in _quoted(change.summary):
        found.add(name, "quote", words, holds=sides.have(words))
    parts = {one.headline.casefold() for one in change.statements}
    parts |= {words.casefold() for words in _UNNAMED}
    line = change.headline
    is_plain = not change.statements and _PLAIN.fullmatch(line) is not None
    holds = headlines == {line} and (is_plain or _is_made_of(line.casefold(), parts))
    found.add(name, "headline", line, holds=holds)


def _is_made_of(line: str, parts: set[str]) -> bool:
    """Return whether a headline is a row of known parts, each behind a semicolon."""
    return not line or any(
        line.startswith(part) and _is_made_of(line[len(part) :].removeprefix("; "), parts)
        for part in parts
    )


class _Sides:
    """Both sides of the hunks of one change."""

    def __init__(self, hunks: Sequence[HunkRecord]) -> None:
        self.hunks = hunks
        self.old = [hunk.old.text for hunk in hunks if hunk.old]
        self.new = [hunk.new.text for hunk in hunks if hunk.new]
        self._all = _plain(" ".join((*self.old, *self.new, *(one.section for one in hunks))))

    def have(self, words: str) -> bool:
        """Return whether quoted words stand in one of the texts, or name a section."""
        return _plain(words).strip() in self._all

    def has_place(self, place: str, one: StatementRecord) -> bool:
        """Return whether a heading or a lead that a statement names stands where it says."""
        lead = one.lead.text if one.lead else ""
        return self.have(place) or _plain(place).strip() in _plain(lead)

    def is_substantive(self, hunk: int | None) -> bool:
        """Return whether a hunk changes what the text says."""
        return hunk is not None and self.hunks[hunk].kind is Kind.SUBSTANTIVE

    def bear_row(self, row: FindingChangeRecord) -> bool:
        """Return whether the hunks bear out what became of a clause or a tracker."""
        if not self.is_substantive(row.hunk):
            return False
        if row.move in ("strengthened", "weakened"):
            old, new = row.old or "", row.new or ""
            is_figure = re.findall(r"\d+", old) != re.findall(r"\d+", new)
            return is_figure or _telling(old) != _telling(new)
        come = row.move == "added"
        here, there = (self.new, self.old) if come else (self.old, self.new)
        words = row.name if row.what == "tracker" else (row.new if come else row.old) or ""
        return _kept(words, here) >= _KEPT and _kept(words, there) < _KEPT

    def bear_fact(self, fact: FactRecord) -> bool:
        """Return whether both texts state a fact as it is told."""
        if fact.hunk is None or not self.is_substantive(fact.hunk):
            return False
        hunk = self.hunks[fact.hunk]
        old, new = hunk.old.text if hunk.old else "", hunk.new.text if hunk.new else ""
        stated = (fact.old or "") in old and (fact.new or "") in new
        if fact.old is not None and fact.new is not None:
            return stated
        other = new if fact.new is None else old
        words = re.escape(fact.old or fact.new or "")
        return stated and re.search(rf"(?<!\w){words}(?!\w)", other) is None

    def bear_statement(self, one: StatementRecord) -> bool:
        """Return whether the spans, the quotes and the other text bear a statement out."""
        if not self.is_substantive(one.hunk):
            return False
        hunk = self.hunks[one.hunk]
        old = _span(hunk.old.text if hunk.old else "", one.old)
        new = _span(hunk.new.text if hunk.new else "", one.new)
        if "" in (old, new) or (old is None and new is None):
            return False
        if one.kind in _COME and new is not None:
            return self._is_other(one, new, self.old)
        if one.kind in _GONE and old is not None:
            return self._is_other(one, old, self.new)
        return all(map(self.have, _quoted(one.text)))

    def _is_other(self, one: StatementRecord, words: str, there: Sequence[str]) -> bool:
        """Return whether what came or went is not in the other text."""
        if one.kind.startswith(("row", "tracker")):
            return all(_kept(name, there) < _KEPT for name in _quoted(one.headline))
        return _kept(words, there) < _KEPT and all(map(self.have, _quoted(one.text)))


def _span(text: str, span: SpanRecord | None) -> str | None:
    return None if span is None else text[span.start : span.end].strip()


def _stands_in(lead: LeadRecord, current: TextRecord) -> bool:
    """Return whether a lead stands in a text at the place that it names."""
    if not 0 <= lead.block < len(current.blocks):
        return False
    return current.blocks[lead.block].text[lead.start : lead.end] == lead.text


def _places_named(text: str) -> Iterator[str]:
    """Yield the headings and leads that a statement says its words stand under."""
    for match in _UNDER.finditer(text):
        quote = next(group for group in match.groups() if group is not None)
        yield quote.removesuffix(" ...").strip('"“”«»')


def _quoted(text: str) -> Iterator[str]:
    """Yield the words between quotation marks, without the headings that they stand under."""
    text = _UNDER.sub("", text)
    for found in _QUOTE.finditer(text):
        yield next(group for group in found.groups() if group is not None)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _plain(text: str) -> str:
    return f" {' '.join(_words(text))} "


def _telling(text: str) -> list[str]:
    return [word for word in _words(text) if not _LABEL.fullmatch(word)]


def _kept(claimed: str, sides: Sequence[str]) -> float:
    """Return which share of a claim's words, by runs of four, some texts have; 0-1."""
    words = _words(claimed)
    if not words:
        return 0.0
    if len(words) < _SHORT:
        return float(any(f" {' '.join(words)} " in _plain(side) for side in sides))
    runs = {tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}
    there = {
        tuple(other[at : at + _RUN])
        for side in sides
        for other in [_words(side)]
        for at in range(len(other) - _RUN + 1)
    }
    return len(runs & there) / len(runs)
