"""Open Terms Archive's service files as entries of sources.yaml."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import unquote, urlsplit

import yaml

from policytrail.model import PolicyType
from policytrail.sources.ota_files import OtaHistory, OtaRule, OtaService, OtaTerms
from policytrail.sources.schema import check_selector, check_url

Entry: TypeAlias = "dict[str, Entry] | list[Entry] | str"

_RENAMED = {"trackers_policy": PolicyType.COOKIE_POLICY}
_STARTS, _ENDS = {"startBefore", "startAfter"}, {"endBefore", "endAfter"}


@dataclass(frozen=True, slots=True)
class Translation:
    """One service as an entry of sources.yaml."""

    service_id: str
    entry: dict[str, Entry]
    """Empty if nothing of the service can be tracked."""
    notes: tuple[str, ...]
    """What could not be translated, a line each."""


def translate_declaration(file_name: str, service: OtaService, history: OtaHistory) -> Translation:
    """Return the entry that tracks what an Open Terms Archive service file tracks.

    Client scripts become `fetch: browser`, `combine` becomes `sources`, former addresses become
    `history`. Filters are programs, and former selection rules belong to former bodies: both are
    noted and left out.
    """
    work = _Work(_to_slug(file_name))
    policies: dict[PolicyType, list[dict[str, Entry]]] = {}
    for ota_type, terms in service.terms.items():
        place = f"{file_name}: {ota_type}"
        policy_type = work.translate_type(ota_type, place)
        sources = list(work.translate_sources(terms, place, policy_type))
        former = [part for past in history.get(ota_type, []) for part in _fetched_parts(past)]
        work.add_history(sources, former, place)
        policies.setdefault(policy_type, []).extend(sources)
    written: dict[str, Entry] = {
        name.value: _policy_entry(sources) for name, sources in policies.items() if sources
    }
    entry: dict[str, Entry] = {"name": service.name or file_name, "policies": written}
    return Translation(work.service_id, entry if written else {}, tuple(work.notes))


def as_yaml(translations: Iterable[Translation]) -> tuple[str, tuple[str, ...]]:
    """Return the text of a sources.yaml, and what could not be translated."""
    services: dict[str, Entry] = {}
    notes: list[str] = []
    for each in translations:
        notes.extend(each.notes)
        if each.service_id in services:
            notes.append(f"{each.service_id}: left out, another file gives a service of that id")
        elif each.entry:
            services[each.service_id] = each.entry
    text = yaml.safe_dump({"services": services}, sort_keys=False, allow_unicode=True, width=100)
    return text, tuple(notes)


def policy_type_named(ota_type: str) -> PolicyType | None:
    """Return the policy type with this name in Open Terms Archive, or None.

    >>> policy_type_named("Trackers Policy"), policy_type_named("Systemic Risks — 2024")
    (<PolicyType.COOKIE_POLICY: 'cookie_policy'>, <PolicyType.SYSTEMIC_RISKS: 'systemic_risks'>)
    """
    words = re.sub(r"\W+(?:\d{4})?\W*$", "", ota_type).casefold()
    name = re.sub(r"[^a-z]+", "_", words)
    known = {each.value: each for each in PolicyType}
    return _RENAMED.get(name) or known.get(name)


@dataclass(slots=True)
class _Work:
    service_id: str
    notes: list[str] = field(default_factory=list[str])
    ids: set[str] = field(default_factory=set[str])

    def translate_type(self, ota_type: str, place: str) -> PolicyType:
        """Return our policy type for one of Open Terms Archive; `other`, with a note, if there is none."""
        policy_type = policy_type_named(ota_type)
        if policy_type is None:
            self.notes.append(f"{place}: no such policy type here, taken as `other`")
        return policy_type or PolicyType.OTHER

    def translate_sources(
        self, terms: OtaTerms, place: str, policy_type: PolicyType
    ) -> Iterator[dict[str, Entry]]:
        """Yield an entry for each page from which the terms are fetched."""
        for part in _fetched_parts(terms):
            try:
                url = check_url(part.fetch)
            except ValueError as error:
                self.notes.append(f"{place}: left out: {error}")
                continue
            self._note_the_untranslated(part, place)
            source: dict[str, Entry] = {"id": self._new_id(policy_type, url), "url": url}
            for name, rules in (("select", part.select), ("remove", part.remove)):
                kept = self._translate_rules(rules, f"{place}: {name}")
                if kept:
                    source[name] = kept
            if part.executeClientScripts:
                source["fetch"] = "browser"
            yield source

    def add_history(
        self, sources: list[dict[str, Entry]], former: list[OtaTerms], place: str
    ) -> None:
        """Add the addresses that the terms had before to the entries; former rules are only noted."""
        if former:
            self.notes.append(f"{place}: {len(former)} former selection rules left out")
        present = [source["url"] for source in sources]
        urls = [part.fetch for part in former if part.fetch and part.fetch not in present]
        if not urls:
            return
        if len(sources) != 1:
            shown = ", ".join(dict.fromkeys(urls))
            self.notes.append(f"{place}: left out former addresses of several sources: {shown}")
            return
        sources[0]["history"] = list(dict.fromkeys(urls))

    def _note_the_untranslated(self, part: OtaTerms, place: str) -> None:
        for each in part.filter or []:
            self.notes.append(f"{place}: left out filter {each}")
        for name in part.model_extra or {}:
            self.notes.append(f"{place}: left out {name}")

    def _translate_rules(self, rules: list[OtaRule] | OtaRule | None, place: str) -> list[Entry]:
        kept: list[Entry] = []
        for rule in rules if isinstance(rules, list) else [rules]:
            if isinstance(rule, str) and _is_selector(rule):
                kept.append(rule)
            elif isinstance(rule, dict) and _is_range(rule):
                kept.append(dict(rule))
            elif rule:
                self.notes.append(f"{place}: left out {rule!r}, no selector and no range")
        return kept

    def _new_id(self, policy_type: PolicyType, url: str) -> str:
        first = f"{self.service_id}-{policy_type.short}"
        tail = _to_slug(unquote(urlsplit(url).path).rstrip("/").rpartition("/")[2])
        for wish in (first, f"{first}-{tail}"):
            if wish not in self.ids and len(wish) <= _MAX_ID:
                break
        else:
            wish = f"{first}-{len(self.ids) + 1}"
        self.ids.add(wish)
        return wish


_MAX_ID = 80


def _fetched_parts(terms: OtaTerms) -> list[OtaTerms]:
    """Return what is fetched: the parts of a combination take over what they do not say."""
    if terms.combine is None:
        return [terms]
    common = terms.model_dump(exclude={"combine"}, exclude_unset=True)
    return [
        OtaTerms.model_validate({**common, **part.model_dump(exclude_unset=True)})
        for part in terms.combine
    ]


def _is_selector(text: str) -> bool:
    try:
        return bool(check_selector(text))
    except ValueError:
        return False


def _is_range(rule: dict[str, str]) -> bool:
    names = set(rule)
    has_two_ends = len(names & _STARTS) == 1 and len(names & _ENDS) == 1
    return has_two_ends and names <= _STARTS | _ENDS and all(map(_is_selector, rule.values()))


def _policy_entry(sources: list[dict[str, Entry]]) -> Entry:
    if len(sources) == 1:
        return sources[0]
    return {"sources": list[Entry](sources)}


def _to_slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-") or "service"
