"""Meanings of headings and cells in cookie tables, in the languages that policies use."""

import re
from enum import StrEnum

from policytrail.language import total_days
from policytrail.model import Party, Retention, TrackerCategory
from policytrail.text import fold_for_comparison


class Column(StrEnum):
    """The content of a column in a cookie table."""

    NAME = "name"
    PURPOSE = "purpose"
    RETENTION = "retention"
    PROVIDER = "provider"
    DOMAIN = "domain"
    CATEGORY = "category"
    PARTY = "party"
    KIND = "kind"
    """The technique: cookie, local storage, pixel."""
    OTHER = "other"


# The first expression that matches a folded heading decides. Source: the headings of 31 real
# policies in English, French, German, Spanish, Italian, Dutch and Polish.
_HEADINGS: tuple[tuple[Column, re.Pattern[str]], ...] = tuple(
    (column, re.compile(words))
    for column, words in (
        (Column.OTHER, r"privacy|opt.?out|choices|polic|datenschutz|confidentialit|version|section|privacy_link|link$"),
        (Column.PARTY, r"first.{0,3}party|1st|third[- ]party ?/|cookies used|^party$|origine|herkunft|partei"),
        (Column.RETENTION, r"expir|duration|retention|lifespan|life.?span|life ?time|storage (?:period|time|duration)|how long|validity|"
                           r"max.?age|dur[ée]e|conservation|dauer|laufzeit|speicherfrist|ablauf|gültigkeit|lebensdauer|caduc|duraci|"
                           r"duração|durata|scadenza|bewaar|looptijd|verval|okres|persist|ttl|speicherzeit"),
        (Column.NAME, r"cookies? names?|names? of (?:the )?(?:cookie|tracker|tag)|^names?$|^cookies?(?: ?/ ?\w+)?$|^cookie (?:id|key)$|^tracker$|^nom(?: du| de|s)?\b|"
                      r"cookie-?name|^bezeichnung|^name (?:des|der|und)|^nombre|^nome|^naam|^nazwa|^cookie[- ]?(?:title|identifier)|^tags?$|"
                      r"^trackers?$|^key$|^technologies?$|^traceur|^identifier$|cookies? \(?names?|^pixels?$|^sdk$|^cookie$|^cookie and|^name,"),
        (Column.CATEGORY, r"categor|catégor|kategorie|categoría|classif|types? (?:of|de) cookie|cookie types?|art (?:des|der)|subgroup|cookie-?art|^gruppe|^group"),
        (Column.KIND, r"^type$|^typ$|^tipo$|^type of technolog|technology type|^art$|^typ der"),
        (Column.DOMAIN, r"domain|^hosts?$|^url|^site|website|domaine|dominio|^path"),
        (Column.PROVIDER, r"provider|vendor|third.?part|source|company|set by|who|issuer|owner|partner|platform|controller|service|fournisseur|"
                          r"anbieter|émetteur|emetteur|tiers|proveedor|fornitore|aanbieder|fornecedor|dostawca|titular|emittent|recipient|dienst"),
        (Column.PURPOSE, r"purpose|description|what|why|function|use|details|finalit|zweck|beschreibung|descri|finalidad|finalità|doel|cel\b|"
                         r"objet|propósito|scopo|utilis|verwendung|explanation|information|functie|reason|opis|utilit|but\b"),
    )
)  # fmt: skip

_CATEGORIES: tuple[tuple[TrackerCategory, re.Pattern[str]], ...] = tuple(
    (category, re.compile(words))
    for category, words in (
        (TrackerCategory.ADVERTISING, r"advert|marketing|target|non-essential.*(?:ads?\b)|social|publicit|werb|retarget|publicid|pubblicit|"
                                      r"remarket|reklam|sales|\bads?\b|cibl"),
        (TrackerCategory.ANALYTICS, r"analy|statisti|performance|measure|research|mesure|audience|leistung|rendimiento|metric|analí|prestaz|insight"),
        (TrackerCategory.FUNCTIONALITY, r"function|preferenc|customi|personali|comfort|fonction|funktion|präferen|personnalis|prefer|funcional|funzional|"
                                        r"préféren|komfort|einstellung|convenien|localization|content"),
        (TrackerCategory.ESSENTIAL, r"(?<!non-)(?<!non )(?<!non)essen|necessary|required|operational|security|technical|strict|erforderlich|notwendig|essentiel|"
                                    r"essenziell|nécessaire|necesari|necessari|noodzakelijk|authenti|technisch|technique|técnic|niezbędn|obligat"),
    )
)  # fmt: skip
# Whole words or their beginnings: neither "town" nor "international" nor "frontier".
_FIRST = re.compile(
    r"\b(?:first|1st|intern(?:al|e[nrs]?|o|a)?\b|erst|eigen|propre|own\b|propi[oa]|propri[aeo]\b|us\b)"
)
_THIRD = re.compile(r"\b(?:third|3rd|tiers?\b|tierce|dritt|extern|terce|terz|derde)")
_DENIED = re.compile(
    r"\b(?:not?|non|nicht|pas|niet)[ -](?:\w+ )?(?:essen|necess|requ|erforder|notwend|n[ée]cess|noodz)|\bun(?:essen|necess)"
)
_LONGEST_HEADING = 60
_SESSION = re.compile(
    r"\bsess|sitzung|browser ?(?:is )?clos|fermeture|until (?:you )?(?:the )?(?:close|browser)|sesi|"
    r"schließ|when (?:you|the) (?:close|browser|leave|exit)|few seconds|\binstant|sessie|end of visit"
)
_NUMBER = re.compile(r"[<>~≤ ]*(\d+(?:[.,]\d+)?)")
_UNIT_IN_HEADING = re.compile(
    r"\b(days?|jours?|tagen?|months?|mois|monate?n?|hours?|years?|minutes?|días?|giorni)\b"
)


def column_for_heading(heading: str) -> Column | None:
    """Return the column that a heading denotes; None if it is no heading of such a table.

    >>> column_for_heading("Durée de vie (jours)")
    <Column.RETENTION: 'retention'>
    """
    folded = fold_for_comparison(heading).strip(" :*#")
    if not folded or len(folded) > _LONGEST_HEADING or folded.count("_") > 1:
        return None
    return next((column for column, words in _HEADINGS if words.search(folded)), None)


def read_category(text: str) -> TrackerCategory | None:
    """Return the category that a policy's own word stands for."""
    folded = fold_for_comparison(text)
    category = next((named for named, words in _CATEGORIES if words.search(folded)), None)
    is_denied = category is TrackerCategory.ESSENTIAL and _DENIED.search(folded)
    return None if is_denied else category


def read_party(text: str) -> Party | None:
    """Return who sets the tracker, if the words say so."""
    folded = fold_for_comparison(text)
    if _THIRD.search(folded):
        return Party.THIRD
    return Party.FIRST if _FIRST.search(folded) else None


def read_retention(text: str, heading: str = "") -> Retention | None:
    """Return the retention in a cell; a bare number takes the unit of the heading.

    >>> read_retention("Session").days, read_retention("13 months").days, read_retention("never").days
    (0, 395, None)
    """
    words = text.strip()
    if not words or words in {"-", "–", "—", "n/a", "N/A"}:
        return None
    days = total_days(fold_for_comparison(words))
    unit = _UNIT_IN_HEADING.search(fold_for_comparison(heading))
    number = _NUMBER.fullmatch(words)
    if days is None and number and unit:
        days = total_days(f"{number[1]} {unit[1]}")
    if days is None and _SESSION.search(fold_for_comparison(words)):
        days = 0
    return Retention(words, days)
