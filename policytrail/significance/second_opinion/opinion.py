"""The second opinion on the hunks of a comparison, and when it decides against the rules."""

import re
from collections.abc import Iterator, Sequence

from policytrail.model import BlockKind, Hunk, Kind, Reason, Side
from policytrail.significance.classify import (
    Context,
    Judgement,
    Zone,
    edit_clusters,
    is_prose,
    named_regions,
    rules_otherwise,
    states_rule,
)
from policytrail.significance.lexicon import list_pattern
from policytrail.significance.second_opinion.card import OpinionCard
from policytrail.significance.second_opinion.signs import signs_of
from policytrail.significance.weigh import clause_denies
from policytrail.text import fold_for_comparison

_WEIGHTY_SIGNS = re.compile(r"[%‰$€£¥₹<>≤≥+]")
# Judgements proven by comparing letters, or about whole documents, need no opinion.
_PROVEN = frozenset(
    (
        "punctuation",
        "white_space",
        "markup",
        "encoding_repaired",
        "renumbered",
        "moved",
        "shown_address",
        "email_hidden",
        "rule",
        "notation",
        "pointer",
        "renamed",
        "torn_rows",
        "other_page",
        "copied",
    )
)
# Below the first certainty the model speaks against an alert, from the second on for it.
_AGAINST, _WITH = 0.25, 0.5
_OF_WHOLE = frozenset((Kind.FAILURE, Kind.VARIANT))
_ENTRIES = frozenset((BlockKind.ITEM, BlockKind.ROW))
# Nobody reads more hunks than this; the first ones show what they are.
_MOST = 400


def asked_hunks(
    context: Context, judgements: Sequence[Judgement]
) -> Iterator[tuple[int, Hunk, Judgement]]:
    """Yield the hunks on which an opinion is asked, each with its place and the rules' judgement."""
    asked = (
        (place, hunk, judgement)
        for place, (hunk, judgement) in enumerate(zip(context.diff.hunks, judgements, strict=True))
        if hunk.edits and judgement.kind not in _OF_WHOLE and judgement.code not in _PROVEN
    )
    for count, asked_hunk in enumerate(asked):
        if count >= _MOST:
            return
        yield asked_hunk


def may_be_muted(hunk: Hunk, context: Context) -> bool:
    """Return whether nothing in a hunk plainly forbids muting it.

    Figures, signs, words of duty or permission, the countries of a list and whole clauses are never
    left to the opinion.
    """
    for cluster in edit_clusters(hunk):
        edited = fold_for_comparison(f"{cluster.gone} {cluster.come}")
        if any(map(str.isdigit, edited)) or _WEIGHTY_SIGNS.search(edited):
            return False
        if list_pattern("modality", "weighty").search(edited) or clause_denies(edited):
            return False
    if hunk.old is not None and hunk.new is not None:
        return not (
            _changes_region(hunk.old, hunk.new) or rules_otherwise(hunk.old.text, hunk.new.text)
        )
    side, places = (
        (hunk.new, context.places_new) if hunk.new is not None else (hunk.old, context.places_old)
    )
    return side is not None and not any(
        is_prose(block, places.linked[position])
        or states_rule(block.text)
        or (
            block.kind is BlockKind.ITEM
            and places.zones[position] is Zone.BODY
            and not places.links[position]
        )
        for position, block in enumerate(side.blocks, side.first)
    )


def _changes_region(old: Side, new: Side) -> bool:
    """Return whether entries of a list or table name another country: where a vendor is, for one."""
    are_entries = all(block.kind in _ENTRIES for block in (*old.blocks, *new.blocks))
    return are_entries and named_regions(old.text) != named_regions(new.text)


def certainties_of(
    context: Context, judgements: Sequence[Judgement], card: OpinionCard
) -> dict[int, float]:
    """Return how certain it is that each of the asked hunks changes what the policy says, by its place."""
    return {
        place: card.certainty(signs_of(hunk, judgement, context))
        for place, hunk, judgement in asked_hunks(context, judgements)
    }


def decided(
    context: Context,
    judgements: Sequence[Judgement],
    certainties: dict[int, float],
    card: OpinionCard,
) -> list[Judgement]:
    """Return the judgements, with those overruled against which the opinion is certain enough.

    A change is muted only as a whole, and alerts only if no part of it is a failure or a variant.
    """
    substantive = [
        place for place, judgement in enumerate(judgements) if judgement.kind is Kind.SUBSTANTIVE
    ]
    if substantive:
        surest = max(certainties.get(place, 1.0) for place in substantive)
        hunks = context.diff.hunks
        if surest >= card.mute_below or not all(
            may_be_muted(hunks[place], context) for place in substantive
        ):
            return list(judgements)
        return [
            Judgement(_muted_kind(place, context), "doubted", f"at most {surest:.0%} sure")
            if judgement.kind is Kind.SUBSTANTIVE
            else judgement
            for place, judgement in enumerate(judgements)
        ]
    if any(judgement.kind in _OF_WHOLE for judgement in judgements):
        return list(judgements)
    return [
        Judgement(Kind.SUBSTANTIVE, "second_opinion", f"{certainties[place]:.0%} sure")
        if certainties.get(place, 0.0) >= card.alert_from
        else judgement
        for place, judgement in enumerate(judgements)
    ]


def deciding_evidence(ruled: Sequence[Judgement], confidence: float) -> Reason:
    """Return which decided that a change alerts, the rules or the model, and what the other one says."""
    if all(judgement.kind is not Kind.SUBSTANTIVE for judgement in ruled):
        return Reason("decided", f"the model, {confidence:.0%} sure, against the rules")
    if confidence < _AGAINST:
        return Reason("decided", f"the rules, against the model, which is {confidence:.0%} sure")
    if confidence < _WITH:
        return Reason("decided", f"the rules; the model is undecided ({confidence:.0%} sure)")
    return Reason("decided", f"the rules and the model, which is {confidence:.0%} sure")


def _muted_kind(place: int, context: Context) -> Kind:
    """Return the kind of a hunk that does not change the policy: page furniture or wording."""
    hunk = context.diff.hunks[place]
    side, places = (
        (hunk.new, context.places_new) if hunk.new is not None else (hunk.old, context.places_old)
    )
    is_around = side is not None and places.zones[side.first] is not Zone.BODY
    is_lone = hunk.old is None or hunk.new is None
    return Kind.CHROME if is_around or is_lone else Kind.EDITORIAL
