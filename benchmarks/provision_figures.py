"""How well are provisions and trackers found? Measured on labelled texts that nothing learnt from.

The shipped model of unfair terms was trained on all that is published of UNFAIR-ToS. So its recipe
is trained here on the train part alone, and the whole way from text to `potentially_unfair` is
scored on the validation part; its own card holds figures on documents held out in training.
"""

import gzip
import html
import json
import lzma
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from benchmarks import SHARED, Row
from flows.cli.trained import fit_model
from policytrail.extract import read_markdown
from policytrail.language import total_days
from policytrail.model import Findings, LabelledSet, Provision
from policytrail.provisions import (
    Finder,
    Matcher,
    read_passages,
    shipped_finder,
    shipped_model,
    shipped_taxonomy,
    unfairness,
)
from policytrail.provisions.linear import read_model
from policytrail.provisions.observe import Observer
from policytrail.provisions.sentence_types import shipped_typing
from policytrail.provisions.topics import Topics
from policytrail.provisions.unfairness import Unfairness
from policytrail.trackers import find_trackers

LABELLED = SHARED / "corpus" / "labelled"
COOKIES = SHARED / "corpus" / "cookies" / "cookie_policies_md_shared.jsonl.xz"
_NAMES = {"name", "nom", "cookie name", "cookies", "name of cookie"}
_STAYS = {"retention", "duration", "durée", "lifespan", "expiry", "cookie duration"}
_ENOUGH = 50
"""Finds from which the share of right ones says something."""
_GAP, _ERROR = 0.07, 0.05
_MICRO, _MACRO = 0.952, 0.743
"""A plain linear SVM over runs of words and letters, trained and scored on the same parts."""


def run() -> list[Row]:
    """Return the figures that issue 6 asks for, where the corpus lies beside the checkout."""
    if not LABELLED.is_dir():
        return [Row("provisions", "the labelled sets do not lie beside the checkout")]
    return [*_unfair(), *_opp115(), *_tosdr(), *_trackers()]


def _unfair() -> Iterator[Row]:
    """Yield micro- and macro-F1 over the eight labels and none, from end to end."""
    yield Row(
        "UNFAIR-ToS, documents held out in training",
        unfairness.shipped_unfairness().card["held_out"],
    )
    trained = fit_model(
        LabelledSet.UNFAIR_TOS, lambda name: _rows(LABELLED / name), all_parts=False
    )
    model = Unfairness(read_model(trained.text, "trained on the train part"))
    matcher = Matcher(shipped_taxonomy())
    topics = Topics(shipped_model(), matcher.taxonomy)
    finder = Finder(matcher, Observer(matcher, model, topics), topics, shipped_typing())
    hits, totals = Counter[str](), Counter[str]()
    for row in _rows(LABELLED / "unfair_tos_lexglue" / "validation.jsonl.gz"):
        gold = set(cast("list[str]", row["labels"])) or {"none"}
        said = _labels_of(finder.find_provisions(read_passages(str(row["text"])).document)) or {
            "none"
        }
        hits.update(gold & said)
        totals.update([*gold, *said])
    micro = 2 * hits.total() / totals.total()
    macro = sum(2 * hits[label] / totals[label] for label in totals) / len(totals)
    what = "UNFAIR-ToS {}-F1, train part to validation part"
    yield Row(what.format("micro"), f"{micro:.3f}", "", f">= {_MICRO}", micro >= _MICRO)
    yield Row(what.format("macro"), f"{macro:.3f}", "", f">= {_MACRO}", macro >= _MACRO)


def _labels_of(found: Findings) -> set[str]:
    types = shipped_taxonomy().by_id
    unfair = (one for one in found.provisions if one.values.get("potentially_unfair") is True)
    return {label for one in unfair if (label := types[one.type].unfair_tos)}


def _opp115() -> Iterator[Row]:
    """Yield micro-F1 as shipped, and the reliability table of the confidence."""
    types = shipped_taxonomy().by_id
    hits = total = 0
    told: list[tuple[float, bool]] = []
    for row in _rows(LABELLED / "opp115_polisis_splits" / "majority_validation.jsonl.gz"):
        gold = set(cast("list[str]", row["labels"]))
        found = [one for one in _found(str(row["text"])) if types[one.type].opp115]
        said = {name for one in found for name in types[one.type].opp115}
        hits += len(gold & said)
        total += len(gold) + len(said)
        told += [(one.confidence, bool(gold & set(types[one.type].opp115))) for one in found]
    micro = 2 * hits / total
    yield Row("OPP-115 micro-F1, as shipped", f"{micro:.3f}", "", ">= 0.70", micro >= 0.70)
    yield from _reliability(told)


def _reliability(told: list[tuple[float, bool]]) -> Iterator[Row]:
    """Yield, for finds of about one confidence, how many of them are right, and the mean gap."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, is_right in told:
        bins[int(confidence * 10)].append((confidence, is_right))
    gaps = 0.0
    for place in sorted(bins):
        pairs = bins[place]
        said = sum(confidence for confidence, _ in pairs) / len(pairs)
        right = sum(is_right for _, is_right in pairs) / len(pairs)
        gaps += abs(said - right) * len(pairs)
        if len(pairs) >= _ENOUGH:
            what = f"confidence {place / 10:.1f}-{place / 10 + 0.1:.1f}, {len(pairs)} finds"
            measured = f"said {said:.2f}, right {right:.2f}"
            yield Row(what, measured, "", f"within {_GAP}", abs(said - right) <= _GAP)
    error = gaps / len(told)
    yield Row("expected calibration error", f"{error:.3f}", "", f"<= {_ERROR}", error <= _ERROR)


def _tosdr() -> Iterator[Row]:
    types_of: dict[str, set[str]] = defaultdict(set)
    for one in shipped_taxonomy().types:
        for case in one.tosdr_cases:
            types_of[case.strip().lower()].add(one.id)
    right = mapped = 0
    for row in _rows(LABELLED / "tosdr_points" / "shared.jsonl.gz"):
        wanted = types_of.get(str(row.get("case") or "").strip().lower())
        quote = html.unescape(re.sub(r"<[^>]+>", "", str(row.get("quoteText") or "")))
        if wanted and quote.strip():
            mapped += 1
            right += bool(wanted & {one.type for one in _found(quote)})
    share = right / mapped
    yield Row(
        f"ToS;DR, right type in {mapped} quotes", f"{share:.3f}", "", ">= 0.80", share >= 0.80
    )


def _trackers() -> Iterator[Row]:
    """Yield how many of the names and periods of the tables are found."""
    names = found = days = right = 0
    with lzma.open(COOKIES, "rt", encoding="utf-8") as lines:
        for line in lines:
            markdown = str(json.loads(line)["markdown"])
            said = defaultdict[str, set[float | None]](set)
            for tracker in find_trackers(read_markdown(markdown)):
                said[tracker.name].add(tracker.retention.days if tracker.retention else None)
            for name, stay in _declared(markdown):
                names += 1
                found += name in said
                if name in said and stay is not None:
                    days += 1
                    right += stay in said[name]
    recall, share = found / names, right / days
    yield Row(f"trackers, recall of {names} names", f"{recall:.3f}", "", ">= 0.97", recall >= 0.97)
    yield Row(f"trackers, days right of {days}", f"{share:.3f}", "", ">= 0.95", share >= 0.95)


def _declared(markdown: str) -> Iterator[tuple[str, float | None]]:
    """Yield name and days of rows that any reader of the plain tables would read."""
    heads: list[str] = []
    for line in markdown.split("\n"):
        cells = [_plain(cell) for cell in line.strip().strip("|").split(" | ")]
        lowered = [cell.lower() for cell in cells]
        if _NAMES & set(lowered) and _STAYS & set(lowered):
            heads = lowered
        elif not line.startswith("|"):
            heads = []
        elif heads and len(cells) == len(heads) and not line.startswith("| ---"):
            row = dict(zip(heads, cells, strict=True))
            name = next(row[head] for head in heads if head in _NAMES)
            stay = next(row[head] for head in heads if head in _STAYS)
            if re.fullmatch(r"[^\s,<>]+", name):
                yield name, 0 if stay.lower() == "session" else total_days(stay)


def _plain(cell: str) -> str:
    bare = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", re.sub(r"\\([_*\[\]])", r"\1", cell))
    return bare.replace("**", "").strip(" ^$")


def _found(text: str) -> tuple[Provision, ...]:
    return shipped_finder().find_provisions(read_passages(text).document).provisions


def _rows(path: Path) -> Iterator[dict[str, object]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
