"""Train a typing model on policies labelled sentence by sentence, and measure it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path

from policytrail.errors import ConfigurationError
from policytrail.provisions import (
    Finder,
    Flags,
    Floats,
    GoldSentence,
    Lesson,
    Observed,
    Tally,
    build_finder,
    calibration_error,
    feature_bags,
    foreign_blocks,
    judge_training,
    match_gold_sentences,
    read_gold,
    read_passages,
    shipped_taxonomy,
    typing_training,
)

FOLDS = 5
_LICENCE = "weights of this project; trained on its own labels (texts are not passed on)"


@dataclass(frozen=True, slots=True)
class ReadPolicy:
    """One policy with its labels, as the finder splits it into statements."""

    name: str
    observed: Sequence[Observed]
    covered: Sequence[Sequence[GoldSentence]]
    """The labelled sentences of each statement."""
    sentences: Sequence[GoldSentence]

    @property
    def lesson(self) -> Lesson:
        """Return what the model learns from it."""
        truths = [
            frozenset(t for sentence in golden for t in sentence.label.types)
            for golden in self.covered
        ]
        return Lesson(self.name, self.observed, truths)


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What was found in each policy by models that had not seen it."""

    labels: Sequence[str]
    policies: Sequence[ReadPolicy]
    cases: Sequence[judge_training.Case]
    raw: Floats
    """The share of each case before it was calibrated."""
    shares: Floats
    """The share of each case; 0 where the finder says nothing, whatever the models say."""
    truth: Flags

    def types_said(self, least: float) -> list[list[set[str]]]:
        """Return the types of each statement of each policy, from a share on."""
        flat: list[set[str]] = [set() for _ in range(len(self.truth))]
        for case, share in zip(self.cases, self.shares.tolist(), strict=True):
            if share >= least:
                flat[case.row].add(self.labels[case.find.label])
        begins = accumulate([0, *(len(policy.observed) for policy in self.policies)])
        return [flat[start:end] for start, end in pairwise(begins)]

    def tally_types(self, least: float, names: frozenset[str] | None = None) -> Tally:
        """Return how well the types were found, in the policies of these names or in all."""
        tally = Tally()
        for policy, types in zip(self.policies, self.types_said(least), strict=True):
            if names is None or policy.name in names:
                tally.count_policy(types, policy.covered, policy.sentences)
        return tally

    def calibration_error(self, least: float) -> float:
        """Return the calibration error of the finds that are said."""
        kept = [n for n, share in enumerate(self.shares.tolist()) if share >= least]
        right = [bool(self.truth[self.cases[n].row, self.cases[n].find.label]) for n in kept]
        return calibration_error([float(self.shares[n]) for n in kept], right)


def read_folders(folders: Sequence[Path]) -> list[ReadPolicy]:
    """Return all labelled policies of some folders (`labels/`, `sentences/`, `text/` in each).

    Raises:
        ConfigurationError: if a folder has none, or a file is broken.
    """
    finder = build_finder(None)
    policies = [policy for folder in folders for policy in _read_policies(folder, finder)]
    if len(policies) < FOLDS:
        named = ", ".join(map(str, folders))
        raise ConfigurationError(f"{named}: {len(policies)} labelled policies, {FOLDS} are needed")
    return policies


def _read_policies(folder: Path, finder: Finder) -> Iterator[ReadPolicy]:
    known = frozenset(kind.id for kind in shipped_taxonomy().types)
    for path in sorted((folder / "labels").glob("*.tsv")):
        name = path.stem
        texts = [
            (folder / part / f"{name}{ending}").read_text(encoding="utf-8")
            for part, ending in (("sentences", ".txt"), ("labels", ".tsv"), ("text", ".md"))
        ]
        sentences = read_gold(name, texts[0], texts[1], known)
        document = read_passages(texts[2], is_markdown=True).document
        observed = finder.observer.observe_document(document, frozenset(foreign_blocks(document)))
        covered = match_gold_sentences(
            document, [observed_sentence.statement for observed_sentence in observed], sentences
        )
        yield ReadPolicy(name, observed, covered, sentences)


def cross_validate(policies: Sequence[ReadPolicy], folds: int = FOLDS) -> HeldOut:
    """Return what models find in policies that they had not seen."""
    lessons = [policy.lesson for policy in policies]
    labels = typing_training.labels_in(lessons)
    truth = typing_training.label_matrix(lessons, labels)
    bags = feature_bags([each.seen for policy in policies for each in policy.observed])
    parts = typing_training.assign_folds(lessons, folds)
    scores = typing_training.held_out_scores(bags, truth, parts)
    cases = judge_training.build_cases(lessons, scores, labels)
    raw = judge_training.shares_held_out(cases, truth, parts)
    shares = judge_training.calibrate_shares(raw, cases, truth, parts)
    silence = judge_training.silence_shares(shares, _silent_cases(policies, labels, cases))
    return HeldOut(labels, policies, cases, raw, silence, truth)


def _silent_cases(
    policies: Sequence[ReadPolicy], labels: Sequence[str], cases: Sequence[judge_training.Case]
) -> list[bool]:
    """Return the cases that the finder leaves out: bare names, and what is never of the type."""
    finder = build_finder(None)
    kinds = [finder.taxonomy.by_id[label] for label in labels]
    observed = [each for policy in policies for each in policy.observed]
    return [finder.is_silent_on(observed[case.row], kinds[case.find.label]) for case in cases]


def model_texts(held_out: HeldOut) -> tuple[str, str]:
    """Return the model and its judge, trained on all policies, as texts with a card."""
    lessons = [policy.lesson for policy in held_out.policies]
    bags = feature_bags([each.seen for policy in held_out.policies for each in policy.observed])
    fitted = typing_training.fit_weights(bags, held_out.truth)
    tally = held_out.tally_types(judge_training.THRESHOLD)
    card = {
        "taxonomy": shipped_taxonomy().version,
        "licence": _LICENCE,
        "trained on": f"{len(lessons)} policies, {len(held_out.truth)} sentences",
        "held out": f"precision {tally.precision():.3f}, recall {tally.recall():.3f}",
    }
    learnt = judge_training.train_judge(held_out.cases, held_out.truth, held_out.raw)
    return (
        typing_training.model_text(fitted, held_out.labels, card),
        judge_training.judge_text(learnt, held_out.labels, card),
    )


def by_pattern(policies: Sequence[ReadPolicy], names: frozenset[str] | None = None) -> Tally:
    """Return how well the patterns alone find the types."""
    tally = Tally()
    for policy in policies:
        if names is None or policy.name in names:
            types = [{match.type.id for match in each.matches} for each in policy.observed]
            tally.count_policy(types, policy.covered, policy.sentences)
    return tally
