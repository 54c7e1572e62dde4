"""Learn the score card of topics from the labelled changes; print what leaving services out gives.

`python -m benchmarks.train_topics` writes `policytrail/significance/topic_card.json`. The learner
is gradient boosting of stumps (Friedman 2001) for the logistic loss, in plain Python.
"""

import json
import lzma
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from benchmarks import ROOT, SHARED, Row
from policytrail.clause_changes import types_come_or_gone
from policytrail.diff import compare_documents
from policytrail.extract import read_markdown
from policytrail.model import DocumentPair
from policytrail.significance import list_names
from policytrail.significance.assess import hunk_kinds
from policytrail.significance.classify import build_context
from policytrail.significance.lexicon import list_pattern
from policytrail.significance.weigh import find_substantive_hunks
from policytrail.significance.weigh.topics import SIGNS, topic_signs
from policytrail.text import fold_for_comparison

_SETS = ("changes", "changes2", "changes3")
_CARD = "policytrail/significance/topic_card.json"
_ROUNDS = 60
_RATE = 0.2
_MIN_LEAF = 15
_FOLDS = 10
# A little above where precision and recall are equal when services are left out: a wrong topic does more harm than a missing one.
_THRESHOLD = 0.33
_MAX_LETTERS = 150_000


class Example(NamedTuple):
    """One topic of one change."""

    labelled_set: str
    service: str
    topic: str
    signs: tuple[float, ...]
    holds: bool


Line = tuple[int, float, float, float]


def background() -> dict[str, float]:
    """Return how often policies have each topic's words, in hits a thousand words."""
    hits: Counter[str] = Counter()
    words = 0
    seen: set[str] = set()
    with lzma.open(SHARED / "corpus/pairs/pairs_shared.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            pair = json.loads(line)
            if pair["lang"] != "en" or pair["service"] in seen or len(pair["new"]) > _MAX_LETTERS:
                continue
            seen.add(pair["service"])
            text = fold_for_comparison(
                " ".join(block.text for block in read_markdown(pair["new"]).blocks)
            )
            words += text.count(" ")
            for topic in list_names("topics"):
                hits[topic] += len(list_pattern("topics", topic).findall(text))
    return {topic: round(hits[topic] / words * 1000, 3) for topic in list_names("topics")}


def examples(rates: dict[str, float]) -> Iterator[Example]:
    """Yield every topic of every real change of the labelled sets."""
    for name in _SETS:
        with lzma.open(SHARED / f"corpus/changes/{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if row["label"]["alert"]:
                    yield from _change_examples(name, row, rates)


def _change_examples(name: str, row: dict[str, Any], rates: dict[str, float]) -> Iterator[Example]:
    """Yield every topic of one real change."""
    old, new = read_markdown(row["old"]), read_markdown(row["new"])
    context = build_context(compare_documents(old, new), old, new, ())
    kinds = hunk_kinds(context, ())
    material = find_substantive_hunks(context, kinds)
    types = types_come_or_gone(DocumentPair(old, new, context.diff, kinds))
    for topic, signs in topic_signs(material, new, types, rates).items() if material else ():
        yield Example(name, row["service"], topic, signs, topic in row["label"]["topics"])


def learn(known: Sequence[Example]) -> tuple[float, list[Line]]:
    """Return the starting log-odds and the stumps learned."""
    share = sum(example.holds for example in known) / len(known)
    start = math.log(share / (1 - share))
    scores = [start] * len(known)
    orders = [
        sorted(range(len(known)), key=lambda at, sign=sign: known[at].signs[sign])
        for sign in range(len(SIGNS))
    ]
    lines: list[Line] = []
    for _ in range(_ROUNDS):
        chances = [1 / (1 + math.exp(-score)) for score in scores]
        pulls = [example.holds - chance for example, chance in zip(known, chances, strict=True)]
        line = max(
            (_best(known, orders[sign], pulls, chances, sign) for sign in range(len(SIGNS))),
            key=lambda found: found[0],
        )[1]
        lines.append(line)
        sign, limit, up_to, above = line
        for at, example in enumerate(known):
            scores[at] += above if example.signs[sign] > limit else up_to
    return start, lines


def _best(
    known: Sequence[Example],
    order: list[int],
    pulls: list[float],
    chances: list[float],
    sign: int,
) -> tuple[float, Line]:
    """Return the best stump on one sign, with what it explains."""
    total = sum(pulls)
    left = 0.0
    best = (-1.0, len(order) - 1)
    for place, at in enumerate(order[:-1]):
        left += pulls[at]
        count = place + 1
        same = known[at].signs[sign] == known[order[place + 1]].signs[sign]
        if same or count < _MIN_LEAF or len(order) - count < _MIN_LEAF:
            continue
        gain = left**2 / count + (total - left) ** 2 / (len(order) - count)
        best = max(best, (gain, place))
    gain, place = best
    points = [
        _RATE
        * sum(pulls[at] for at in side)
        / max(1e-9, sum(chances[at] * (1 - chances[at]) for at in side))
        for side in (order[: place + 1], order[place + 1 :])
    ]
    limit = known[order[place]].signs[sign]
    return gain, (sign, round(limit, 4), round(points[0], 4), round(points[1], 4))


def score(card: tuple[float, list[Line]], example: Example) -> float:
    """Return the probability of a topic."""
    start, lines = card
    points = sum(
        above if example.signs[sign] > limit else up_to for sign, limit, up_to, above in lines
    )
    return 1 / (1 + math.exp(-start - points))


def left_out(known: Sequence[Example]) -> dict[str, tuple[float, float]]:
    """Return precision and recall in each set when each service is judged by a card learned from others."""
    services = sorted({example.service for example in known})
    told: Counter[str] = Counter()
    hit: Counter[str] = Counter()
    for fold_number in range(_FOLDS):
        out = set(services[fold_number::_FOLDS])
        card = learn([example for example in known if example.service not in out])
        for example in known:
            if example.service in out and score(card, example) >= _THRESHOLD:
                told[example.labelled_set] += 1
                hit[example.labelled_set] += example.holds
    real = Counter(example.labelled_set for example in known if example.holds)
    return {name: (hit[name] / told[name], hit[name] / real[name]) for name in _SETS}


def run() -> list[Row]:
    """Return the scores of a card on services it has not seen."""
    return [
        Row(f"{name}: topics, services left out: {measure}", f"{value:.3f}")
        for name, values in left_out(list(examples(background()))).items()
        for measure, value in zip(("precision", "recall"), values, strict=True)
    ]


def main() -> None:
    """Write the card, and print what it is worth."""
    rates = background()
    known = list(examples(rates))
    for name, (precision, recall) in left_out(known).items():
        print(f"{name}, services left out: precision {precision:.3f}, recall {recall:.3f}")
    start, lines = learn(known)
    card = {
        "trained by": "python -m benchmarks.train_topics",
        "start": round(start, 4),
        "threshold": _THRESHOLD,
        "stumps": [[SIGNS[sign], *points] for sign, *points in lines],
        "background": rates,
    }
    text = json.dumps(card, indent=1)
    (ROOT / _CARD).write_text(f"{text}\n", "utf-8")


if __name__ == "__main__":
    main()
