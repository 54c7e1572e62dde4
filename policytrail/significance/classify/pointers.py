"""Words that only refer the reader to another page: "here", an address, the name of a link."""

import re

from policytrail.model import Kind, Side
from policytrail.significance.classify.clusters import Cluster
from policytrail.significance.classify.date_stamps import DateSpan
from policytrail.significance.classify.zones import BlockZones
from policytrail.text import fold_for_comparison

_BARE = re.compile(
    r"(?:(?:click|tap|see|visit) )?(?:here|this (?:page|link|site|website|article)|the (?:following )?(?:page|link)|(?:https?://|www\.)[^\s()]+)(?: ?\(?(?:opens|ouvre|öffnet|se abre) [^)]*\)?)?"
)
# The way by which a reader reaches a page; a form or an e-mail would be another channel.
_ROUTING = frozenset(
    [
        "us",
        "our",
        "the",
        "a",
        "through",
        "via",
        "at",
        "on",
        "in",
        "under",
        "to",
        "portal",
        "page",
        "pages",
        "site",
        "website",
        "webpage",
        "web",
        "link",
        "links",
        "here",
        "click",
        "visit",
        "support",
        "team",
        "center",
        "centre",
        "our's",
        "section",
        "this",
        "below",
        "above",
    ]
)
_ARTICLES = frozenset(("the", "a", "to", "in", "on", "at", "our"))
_SENDS = re.compile(
    r"\b(?:contact|reach(?: out)?|support|visit|see|refer|found|available|listed|located|go to|questions?)\b[^.;]*\Z"
)
_MARGIN = " \t\n.,;:|()[]*_\"'“”"
# "found here", "found under Returns".
_LED_TO = re.compile(r"^(?:under|at|in|on) (?=\S)")
_WORD = re.compile(r"[^\W_]+")


def judge_pointer(
    cluster: Cluster, sides: tuple[Side, Side], places: tuple[BlockZones, BlockZones]
) -> tuple[Kind, str] | None:
    """Return a judgement if an edit only changes how the reader is referred to a page, given both sides."""
    gone, come = (_LED_TO.sub("", words.strip(_MARGIN)) for words in (cluster.gone, cluster.come))
    bare = [_is_bare(words) for words in (gone, come)]
    # Two addresses are two places.
    if gone and come and any(bare) and not ("." in gone and "." in come):
        spans = [_link_spans(side, zones) for side, zones in zip(sides, places, strict=True)]
        linked = [
            _lies_in(named, start + words.find(named), within)
            for named, words, start, within in zip(
                (gone, come),
                (cluster.gone, cluster.come),
                (cluster.at_old, cluster.at_new),
                spans,
                strict=True,
            )
        ]
        if all(is_bare or is_link for is_bare, is_link in zip(bare, linked, strict=True)):
            return Kind.EDITORIAL, "pointer"
    words = _WORD.findall(fold_for_comparison(f"{gone} {come}"))
    if (
        words
        and _ROUTING.issuperset(words)
        and not _ARTICLES.issuperset(words)
        and _SENDS.search(fold_for_comparison(cluster.before))
    ):
        return Kind.EDITORIAL, "pointer"
    return None


def _is_bare(words: str) -> bool:
    return _BARE.fullmatch(fold_for_comparison(words)) is not None


def _link_spans(side: Side, places: BlockZones) -> list[DateSpan]:
    spans: list[DateSpan] = []
    start = 0
    for place, block in enumerate(side.blocks, side.first):
        spans += [DateSpan(start + link.start, start + link.end) for link in places.links[place]]
        start += len(block.text) + 1
    return spans


def _lies_in(words: str, start: int, spans: list[DateSpan]) -> bool:
    """Return whether words at an offset of a side belong to a link."""
    return any(span.start <= start and start + len(words) <= span.end for span in spans)
