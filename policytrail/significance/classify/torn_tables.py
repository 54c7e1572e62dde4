"""Table rows that lose lines of their cells when a page is converted, or regain them."""

import re

from policytrail.model import BlockKind, Diff, Kind
from policytrail.significance.classify.clusters import edit_clusters
from policytrail.significance.classify.judgement import Judgement
from policytrail.significance.classify.texts import Texts, words_in
from policytrail.text import fold_for_comparison

# An author removes a name from a row or two; a converter drops every other line of all cells.
_FEWEST_ROWS = 6
# A host, a cookie or another technical name: "auth.hens.example", "_sid", "*.cdn.example,".
_NAME = re.compile(r"[*\w-]*(?:[._][\w-]+)+[,;*]*")


def mark_torn_rows(diff: Diff, judgements: list[Judgement], texts: Texts) -> list[Judgement]:
    """Return the judgements, with rows that only lost words which other rows keep marked as technical.

    The same holds for rows that only regain such words.
    """
    torn = {
        sign: [
            place
            for place, judgement in enumerate(judgements)
            if judgement.code == "wording_changed" and _lost_words(diff, place, sign, texts)
        ]
        for sign in "-+"
    }
    # A name that vanished from every row may occur nowhere else: the neighbouring rows show why.
    marked = {
        place
        for sign, places in torn.items()
        if len(places) >= _FEWEST_ROWS
        for place, judgement in enumerate(judgements)
        if judgement.code == "wording_changed" and _lost_words(diff, place, sign, None)
    }
    if not marked:
        return judgements
    return [
        Judgement(Kind.TECHNICAL, "torn_rows") if place in marked else judgement
        for place, judgement in enumerate(judgements)
    ]


def _lost_words(diff: Diff, place: int, sign: str, texts: Texts | None) -> bool:
    """Return whether a row's edits only remove names, or only insert them, as the sign says.

    Given the texts, each name must also occur elsewhere in the text that lacks it here.
    """
    hunk = diff.hunks[place]
    if hunk.old is None or hunk.new is None:
        return False
    if any(block.kind is not BlockKind.ROW for block in (*hunk.old.blocks, *hunk.new.blocks)):
        return False
    for cluster in edit_clusters(hunk):
        edited = (cluster.gone, cluster.come) if sign == "-" else (cluster.come, cluster.gone)
        lost, other = (fold_for_comparison(words).split() for words in edited)
        if not lost or not all(map(_NAME.fullmatch, lost)) or not {*other} <= {*lost}:
            return False
        if texts is not None:
            known = texts.words_new if sign == "-" else texts.words_old
            if not known.issuperset(words_in(" ".join(lost))):
                return False
    return True
