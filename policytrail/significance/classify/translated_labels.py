"""A table served in another language: its labels and the countries that it names are translated, its entries stay."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from policytrail.model import Diff, Hunk, Kind
from policytrail.significance.classify.clusters import edit_clusters
from policytrail.significance.classify.judgement import Judgement
from policytrail.significance.classify.short_rules import states_rule
from policytrail.text import fold_for_comparison

# Each line names one country in English, then in German, French, Spanish and Italian.
_COUNTRIES: Final = """
austria österreich autriche|belgium belgien belgique bélgica belgio|brazil brasilien brésil brasil brasile
canada kanada canadá|denmark dänemark danemark dinamarca danimarca|finland finnland finlande finlandia
france frankreich francia|germany deutschland allemagne alemania germania|india indien inde|ireland irland irlande irlanda
italy italien italie italia|japan japon japón giappone|netherlands niederlande pays-bas nederland|norway norwegen norvège noruega norvegia
poland polen pologne polonia|portugal portogallo|singapore singapur singapour|spain spanien espagne españa spagna
sweden schweden suède suecia svezia|switzerland schweiz suisse suiza svizzera|mexico mexiko mexique méxico messico
australia australien australie|greece griechenland grèce grecia|romania rumänien roumanie rumania|hungary ungarn hongrie hungría ungheria
"""
_SPACED: Final = (
    ("united kingdom", "vereinigtes königreich", "royaume-uni", "reino unido", "regno unito"),
    ("united states", "vereinigte staaten", "états-unis", "estados unidos", "stati uniti", "usa"),
)
_FEWEST: Final = 3
"""Fewest countries that are named in another language for a table to be a translation."""
_LABEL_WORDS: Final = 14
# A row that names a company is an entry, whatever its other cells are.
_NAMES_ENTRY: Final = re.compile(
    r"\b(?:inc|llc|l\.l\.c|ltd|limited|gmbh|aps|ag|ab|corp|corporation|plc|pty|oy|k\.?k|s\.?a\.?s?|b\.?v|s\.?r\.?l|co)\b"
)


def _names_to_countries() -> Mapping[str, str]:
    lines = [line.split() for line in _COUNTRIES.replace("\n", "|").split("|") if line.strip()]
    return {name: names[0] for names in (*lines, *_SPACED) for name in names}


_COUNTRY: Final = _names_to_countries()


def mark_translated(diff: Diff, judgements: list[Judgement]) -> list[Judgement]:
    """Return the judgements, with the labels and rows of a table in another language marked as a variant."""
    translated = [_only_countries_translated(hunk) for hunk in diff.hunks]
    abroad = sum(
        is_translated and not _is_same_in_english(hunk)
        for hunk, is_translated in zip(diff.hunks, translated, strict=True)
    )
    if abroad < _FEWEST:
        return judgements
    return [
        Judgement(Kind.VARIANT, "other_language")
        if judgement.kind is Kind.SUBSTANTIVE and (is_translated or _are_labels(hunk))
        else judgement
        for hunk, judgement, is_translated in zip(diff.hunks, judgements, translated, strict=True)
    ]


def _only_countries_translated(hunk: Hunk) -> bool:
    """Return whether rows differ in nothing but the language in which they name their countries."""
    rows = _cells_of_rows(hunk)
    if not rows:
        return False
    pairs = [pair for row in rows for pair in row if pair[0] != pair[1]]
    return bool(pairs) and all(
        old in _COUNTRY and _COUNTRY[old] == _COUNTRY.get(new) for old, new in pairs
    )


def _cells_of_rows(hunk: Hunk) -> Sequence[Sequence[tuple[str, str]]]:
    """Return the cells of the rows or lines of a hunk in pairs; none if their numbers differ."""
    if hunk.old is None or hunk.new is None:
        return ()
    sides = [
        [
            [cell.strip() for cell in fold_for_comparison(block.text).split("|")]
            for block in side.blocks
        ]
        for side in (hunk.old, hunk.new)
    ]
    if [len(row) for row in sides[0]] != [len(row) for row in sides[1]]:
        return ()
    return [list(zip(old, new, strict=True)) for old, new in zip(*sides, strict=True)]


def _is_same_in_english(hunk: Hunk) -> bool:
    """Return whether only the notation differs: "United States" and "USA" are both English."""
    edited = fold_for_comparison(
        " ".join(f"{cluster.gone} {cluster.come}" for cluster in edit_clusters(hunk))
    )
    return "usa" in edited.split()


def _are_labels(hunk: Hunk) -> bool:
    """Return whether a hunk replaces as many short labels by others: titles, heads of columns."""
    if hunk.old is None or hunk.new is None or len(hunk.old.blocks) != len(hunk.new.blocks):
        return False
    return all(
        len(block.text.split()) <= _LABEL_WORDS
        and not any(map(str.isdigit, block.text))
        and not _NAMES_ENTRY.search(fold_for_comparison(block.text))
        and not states_rule(block.text)
        for side in (hunk.old, hunk.new)
        for block in side.blocks
    )
