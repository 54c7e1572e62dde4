"""Which files, labels and settings a model of each set is trained with."""

from collections.abc import Callable, Iterable
from functools import partial

from policytrail.errors import ConfigurationError
from policytrail.language import fold_for_matching
from policytrail.model import LabelledSet
from policytrail.provisions import (
    Hints,
    Matcher,
    Settings,
    Trained,
    hints_from_matches,
    labelled_sets,
    of_segment,
    shipped_model,
    shipped_taxonomy,
    train_model,
)

Rows = Iterable[labelled_sets.Row]
Read = Callable[[str], Rows]

_UNFAIR = "unfair_tos_lexglue/{}.jsonl.gz"
_SISTER = "unfair_clauses_multilingual/en.jsonl.gz"
_TOPICS = "appsi139/topic_train.jsonl.gz"
_OPP115 = "opp115_polisis_splits/majority_train.jsonl.gz"
_CC_BY = "CC BY 4.0, see NOTICE"
_RESEARCH = "OPP-115: research only; this model may not be passed on"


def fit_model(labelled_set: LabelledSet, read: Read, *, all_parts: bool) -> Trained:
    """Return the model of a set, with its figures on documents that it had not seen."""
    matcher = Matcher(shipped_taxonomy())
    card = {"name": labelled_set.value, "taxonomy": shipped_taxonomy().version}
    match labelled_set:
        case LabelledSet.UNFAIR_TOS:
            parts = ("train", "validation") if all_parts else ("train",)
            rows = [row for part in parts for row in read(_UNFAIR.format(part))]
            sentences = labelled_sets.unfair_tos(
                rows, _without_services(read(_SISTER), all_parts=all_parts)
            )
            settings = Settings(
                labelled_sets.UNFAIR_LABELS,
                fewest=3,
                most_features=30_000,
                hints=_types_seen(matcher),
            )
            return train_model(
                sentences, settings, {**card, "licence": _CC_BY, "parts": "+".join(parts)}
            )
        case LabelledSet.PRIVACY_TOPICS:
            settings = Settings(
                labelled_sets.TOPIC_LABELS, cost=0.3, fewest=3, most_features=14_000
            )
            sentences = labelled_sets.privacy_topics(read(_TOPICS))
            return train_model(sentences, settings, {**card, "licence": _CC_BY})
        case LabelledSet.OPP115:
            sentences = labelled_sets.read_opp115(read(_OPP115))
            labels = labelled_sets.all_labels(sentences)
            topics = shipped_model()
            hints = partial(of_segment, matcher=matcher, topics=topics)
            settings = Settings(labels, cost=0.3, hints=hints, at_least_one=True)
            return train_model(sentences, settings, {**card, "licence": _RESEARCH})
        case LabelledSet.PROVISIONS | LabelledSet.ALERTS:
            raise ConfigurationError(f"{labelled_set} has a trainer of its own")


def _types_seen(matcher: Matcher) -> Callable[[str], Hints]:
    return lambda text: hints_from_matches(matcher.match_sentence(fold_for_matching(text)))


def _without_services(rows: Rows, *, all_parts: bool) -> Rows:
    """Return the sister's rows, without the services of the validation part if that is kept."""
    kept_out = () if all_parts else ("Oculus", "Tripadvisor")
    return (row for row in rows if row.get("doc") not in kept_out)
