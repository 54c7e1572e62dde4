"""Paragraphs typed by a model that the user trained, e.g. on OPP-115; none is shipped.

Such a model decides which categories a paragraph has: types of other categories are dropped, and a
category without a clause is represented by its default type, inferred, on the whole paragraph.
"""

from collections.abc import Iterable, Mapping
from pathlib import PurePath

from policytrail.language import fold_for_matching
from policytrail.provisions.features import model_tokens
from policytrail.provisions.hints import of_segment
from policytrail.provisions.linear import LinearModel, read_model
from policytrail.provisions.matcher import Matcher
from policytrail.provisions.taxonomy import ProvisionType, Taxonomy

FILE = PurePath("opp115.tsv")
"""Name of the model's file in the folder of models."""


class Segments:
    """The user's model, with the default type of each of its categories."""

    def __init__(self, model: LinearModel, matcher: Matcher, topics: LinearModel) -> None:
        self._model = model
        self._matcher = matcher
        self._topics = topics
        self._thresholds = [float(part) for part in model.card["thresholds"].split()]
        self._standing = _standing_types(matcher.taxonomy)

    def categories_of(self, text: str) -> frozenset[str]:
        """Return the categories of a paragraph, at least the most likely one."""
        hints = of_segment(text, self._matcher, self._topics)
        scores = self._model.score_labels(model_tokens(fold_for_matching(text)), hints)
        labels = self._model.labels
        categories = {
            label
            for label, score, least in zip(labels, scores, self._thresholds, strict=True)
            if score > least
        }
        return frozenset(categories or {max(zip(scores, labels, strict=True))[1]})

    def allows_type(self, kind: ProvisionType, categories: frozenset[str]) -> bool:
        """Return whether a type may occur in a paragraph of these categories."""
        return not kind.opp115 or not categories.isdisjoint(kind.opp115)

    def missing_types(
        self, kinds: Iterable[ProvisionType], categories: frozenset[str]
    ) -> list[ProvisionType]:
        """Return the default types of the categories for which no clause was found."""
        covered = {name for kind in kinds for name in kind.opp115}
        return [
            self._standing[name] for name in sorted(categories - covered) if name in self._standing
        ]


def _standing_types(taxonomy: Taxonomy) -> Mapping[str, ProvisionType]:
    """Return the default type of each category: the one so marked, else the first."""
    standing: dict[str, ProvisionType] = {}
    for kind in taxonomy.types:
        for name in kind.opp115:
            if len(kind.opp115) == 1 and (name not in standing or kind.opp115_default):
                standing[name] = kind
    return standing


def read_segments(text: str, name: str, matcher: Matcher, topics: LinearModel) -> Segments:
    """Return the model of a file's text.

    Raises:
        ConfigurationError: if the text is no such model.
    """
    return Segments(read_model(text, name), matcher, topics)
