"""A name that another one replaced throughout a policy: a law, a feature, a rating, but no company or place."""

import re
from collections import Counter
from collections.abc import Collection, Sequence

from policytrail.model import Diff, Kind
from policytrail.significance.classify.clusters import Cluster, edit_clusters
from policytrail.significance.classify.judgement import Judgement
from policytrail.significance.classify.texts import Texts, words_in
from policytrail.significance.lexicon import list_pattern
from policytrail.text import fold_for_comparison

# This many replacements of one name by another are no coincidence.
_FEWEST_PLACES = 3
_MOST_WORDS = 4
_BESIDE = 40
_COMPANY = re.compile(
    r"\b(?:inc|llc|ltd|limited|gmbh|ag|ab|corp|corporation|plc|pty|s\.?a\.?s?|b\.?v|s\.?r\.?l|oy|co|company|international|holdings?|group)\b"
)
# Who gets data, whose law applies and where data is kept is content, not a mere name.
_RECIPIENT_OR_PLACE = re.compile(
    r"\b(?:shar(?:e|es|ed|ing)|sen[dt]s?|sending|s[eo]lls?|sold|transfer\w*|disclos\w+|transmit\w*|provid(?:e|es|ed|ing) .{0,40}\bto"
    r"|partners?|recipients?|(?:sub.?)?processors?|providers?|vendors?|affiliates?|third part(?:y|ies)"
    r"|courts?|jurisdiction|governed|laws? of|stor(?:e|es|ed|ing)|hosted|servers?|located|based in|resid\w+)\b[^.;]*$"
)
# A full name before its abbreviation: "... Act (ABC)".
_WRITTEN_OUT = 60

Pair = tuple[tuple[str, ...], tuple[str, ...]]


def mark_renamed(diff: Diff, judgements: list[Judgement], texts: Texts) -> list[Judgement]:
    """Return the judgements, with hunks that only carry a new name marked as editorial."""
    clusters = {
        place: list(edit_clusters(hunk))
        for place, (hunk, judgement) in enumerate(zip(diff.hunks, judgements, strict=True))
        if judgement.code == "wording_changed" and hunk.old is not None and hunk.new is not None
    }
    names = _find_renamed(clusters.values(), texts)
    if not names:
        return judgements
    return [
        Judgement(Kind.EDITORIAL, "renamed")
        if place in clusters and _only_carry_names(clusters[place], names)
        else judgement
        for place, judgement in enumerate(judgements)
    ]


def _find_renamed(hunks: Collection[list[Cluster]], texts: Texts) -> frozenset[Pair]:
    """Return the pairs of names where every occurrence of the old one gave way to the new one."""
    counts = Counter(
        pair
        for clusters in hunks
        for cluster in clusters
        if (pair := _name_pair(cluster)) is not None
    )
    weighty = {
        _name_pair(cluster)
        for clusters in hunks
        for cluster in clusters
        if _RECIPIENT_OR_PLACE.search(fold_for_comparison(cluster.before))
    }
    return frozenset(
        pair
        for pair, count in counts.items()
        if count >= _FEWEST_PLACES
        and pair not in weighty
        and not texts.words_new.issuperset(pair[0])
        and not texts.words_old.issuperset(pair[1])
    )


def _name_pair(cluster: Cluster) -> Pair | None:
    """Return the two names, folded, if an edit replaces one by the other, else None."""
    if not (_is_name(cluster.gone) and _is_name(cluster.come)):
        return None
    edited = fold_for_comparison(f"{cluster.gone} {cluster.come}")
    behind = fold_for_comparison(cluster.after[:_BESIDE])
    if _COMPANY.search(f"{edited} {behind}") or list_pattern("modality", "weighty").search(edited):
        return None
    gone, come = (
        tuple(words_in(fold_for_comparison(words))) for words in (cluster.gone, cluster.come)
    )
    return (gone, come) if 0 < len(gone) <= _MOST_WORDS and 0 < len(come) <= _MOST_WORDS else None


def _is_name(words: str) -> bool:
    return any(map(str.isupper, words)) and not any(map(str.isdigit, words))


def _only_carry_names(clusters: Sequence[Cluster], names: frozenset[Pair]) -> bool:
    """Return whether each edit of a hunk is a new name, or a full name inserted before it."""
    carried = [_name_pair(cluster) in names for cluster in clusters]
    return any(carried) and all(
        is_name
        or (
            is_next
            and len(cluster.after) < _WRITTEN_OUT
            and cluster.after.endswith("(")
            and _is_name(cluster.gone)
            and _is_name(cluster.come)
        )
        for cluster, is_name, is_next in zip(clusters, carried, [*carried[1:], False], strict=True)
    )
