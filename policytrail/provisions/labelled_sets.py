"""Published labelled sets as sentences for training."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from policytrail.errors import ConfigurationError
from policytrail.language import fold_for_matching
from policytrail.provisions.features import split_words

UNFAIR_LABELS = (
    "Arbitration",
    "Choice of law",
    "Content removal",
    "Contract by using",
    "Jurisdiction",
    "Limitation of liability",
    "Unilateral change",
    "Unilateral termination",
)
TOPIC_LABELS = (
    "collection",
    "permission",
    "sharing",
    "use",
    "storage",
    "security",
    "rights",
    "contact",
    "revision",
    "cessation",
    "special",
)
"""The eleven topics of APPSI-139 in the order of its label vectors."""

# These services have a document in the test part of UNFAIR-ToS: nothing of theirs is used for
# training.
_TEST_SERVICES = frozenset({"grindr"})
_SHORTEST = 25
"""A shorter line of the multilingual set is a date or an address."""
_SISTER_WEIGHT = 0.6
"""The weight of a sentence of the sister set, found on held-out documents of UNFAIR-ToS."""

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One sentence with its labels and its document."""

    text: str
    labels: frozenset[str]
    document: str
    weight: float = 1.0
    """Its weight; less for sentences of another set."""
    is_scored: bool = True
    """Whether thresholds may be chosen on it."""


def unfair_tos(parts: Iterable[Row], sister: Iterable[Row]) -> list[Labelled]:
    """Return UNFAIR-ToS with the English part of its multilingual sister set.

    A sentence of the sister set that UNFAIR-ToS also has is left out: its label there counts.
    """
    labelled = [
        Labelled(_row_text(row), _row_labels(row, "labels"), _service_name(row, "company"))
        for row in parts
    ]
    known = {_text_key(sentence.text) for sentence in labelled}
    for row in sister:
        text, service = _row_text(row), _service_name(row, "doc")
        if len(text) > _SHORTEST and service not in _TEST_SERVICES and _text_key(text) not in known:
            labels = _row_labels(row, "labels_unfair_2_3")
            labelled.append(Labelled(text, labels, service, _SISTER_WEIGHT, is_scored=False))
    return labelled


def privacy_topics(rows: Iterable[Row]) -> list[Labelled]:
    """Return APPSI-139; it does not say which sentences share a policy."""
    labelled: list[Labelled] = []
    for number, row in enumerate(rows):
        marks = _row_list(row, "label")
        labels = (name for name, mark in zip(TOPIC_LABELS, marks, strict=True) if mark)
        labelled.append(Labelled(_row_text(row), frozenset(labels), str(number % 50)))
    return labelled


def read_opp115(rows: Iterable[Row]) -> list[Labelled]:
    """Return OPP-115 in the segments of Polisis; adjacent ones come from the same policy."""
    return [
        Labelled(_row_text(row), _row_labels(row, "labels"), str(number // 40))
        for number, row in enumerate(rows)
    ]


def all_labels(sentences: Iterable[Labelled]) -> tuple[str, ...]:
    """Return all labels that occur, sorted."""
    return tuple(sorted({label for sentence in sentences for label in sentence.labels}))


def _text_key(text: str) -> str:
    return " ".join(split_words(fold_for_matching(text)))


def _service_name(row: Row, name: str) -> str:
    """Return the service of a document: `Betterpoints_UK` and `betterpoints` are one."""
    value = row.get(name)
    if not isinstance(value, str):
        raise ConfigurationError(f"a row has no {name!r}: {row}")
    return value.lower().split("_")[0].removesuffix("-app")


def _row_text(row: Row) -> str:
    value = row.get("text")
    if not isinstance(value, str):
        raise ConfigurationError(f"a row has no text: {row}")
    return value


def _row_labels(row: Row, name: str) -> frozenset[str]:
    return frozenset(str(label) for label in _row_list(row, name))


def _row_list(row: Row, name: str) -> Sequence[object]:
    value = row.get(name)
    if not isinstance(value, list):
        raise ConfigurationError(f"a row has no list {name!r}: {row}")
    return cast("list[object]", value)  # JSON: nothing is known of the elements yet
