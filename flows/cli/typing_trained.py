"""From folders of policies read sentence by sentence to a typing model, and how well it does."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path

from policytrail.errors import ConfigurationError
from policytrail.provisions import judge_training, typing_training
from policytrail.provisions.find import Finder, finder_of
from policytrail.provisions.gold import GoldSentence, read_gold, truths_of
from policytrail.provisions.gold_score import Tally, calibration_error
from policytrail.provisions.observe import Observed
from policytrail.provisions.passages import read_passages
from policytrail.provisions.places import foreign_blocks
from policytrail.provisions.space import Flags, Floats
from policytrail.provisions.taxonomy import shipped
from policytrail.provisions.typing_space import bags_of
from policytrail.provisions.typing_training import Lesson

FOLDS = 5
_LICENCE = "weights of this project; trained on its own labels (texts are not passed on)"


@dataclass(frozen=True, slots=True)
class Read:
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
            frozenset(t for one in golden for t in one.label.types) for golden in self.covered
        ]
        return Lesson(self.name, self.observed, truths)


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What was found in each policy by models that had not seen it."""

    labels: Sequence[str]
    policies: Sequence[Read]
    cases: Sequence[judge_training.Case]
    raw: Floats
    """The share of each case before it was calibrated."""
    shares: Floats
    truth: Flags

    def said(self, least: float) -> list[list[set[str]]]:
        """Return the types of each statement of each policy, from a share on."""
        flat: list[set[str]] = [set() for _ in range(len(self.truth))]
        for case, share in zip(self.cases, self.shares.tolist(), strict=True):
            if share >= least:
                flat[case.row].add(self.labels[case.find.label])
        begins = accumulate([0, *(len(one.observed) for one in self.policies)])
        return [flat[start:end] for start, end in pairwise(begins)]

    def tally(self, least: float, names: frozenset[str] | None = None) -> Tally:
        """Return how well the types were found, in the policies of these names or in all."""
        tally = Tally()
        for one, said in zip(self.policies, self.said(least), strict=True):
            if names is None or one.name in names:
                tally.add(said, one.covered, one.sentences)
        return tally

    def calibration(self, least: float) -> float:
        """Return the calibration error of the finds that are said."""
        kept = [n for n, share in enumerate(self.shares.tolist()) if share >= least]
        right = [bool(self.truth[self.cases[n].row, self.cases[n].find.label]) for n in kept]
        return calibration_error([float(self.shares[n]) for n in kept], right)


def read_folders(folders: Sequence[Path]) -> list[Read]:
    """Return all labelled policies of some folders (`labels/`, `sentences/`, `text/` in each).

    Raises:
        ConfigurationError: if a folder has none, or a file is broken.
    """
    finder = finder_of(None)
    found = [one for folder in folders for one in _read_policies(folder, finder)]
    if len(found) < FOLDS:
        named = ", ".join(map(str, folders))
        raise ConfigurationError(f"{named}: {len(found)} labelled policies, {FOLDS} are needed")
    return found


def _read_policies(folder: Path, finder: Finder) -> Iterator[Read]:
    known = frozenset(one.id for one in shipped().types)
    for path in sorted((folder / "labels").glob("*.tsv")):
        name = path.stem
        texts = [
            (folder / part / f"{name}{ending}").read_text(encoding="utf-8")
            for part, ending in (("sentences", ".txt"), ("labels", ".tsv"), ("text", ".md"))
        ]
        sentences = read_gold(name, texts[0], texts[1], known)
        document = read_passages(texts[2], is_markdown=True).document
        observed = finder.observer.observe(document, frozenset(foreign_blocks(document)))
        covered = truths_of(document, [one.statement for one in observed], sentences)
        yield Read(name, observed, covered, sentences)


def cross_validate(policies: Sequence[Read], folds: int = FOLDS) -> HeldOut:
    """Return what models find in policies that they had not seen."""
    lessons = [one.lesson for one in policies]
    labels = typing_training.labels_in(lessons)
    truth = typing_training.truth_of(lessons, labels)
    bags = bags_of([each.seen for one in policies for each in one.observed])
    parts = typing_training.folds_of(lessons, folds)
    scores = typing_training.held_out_scores(bags, truth, parts)
    cases = judge_training.cases_of(lessons, scores, labels)
    raw = judge_training.shares_held_out(cases, truth, parts)
    shares = judge_training.calibrated(raw, cases, truth, parts)
    return HeldOut(labels, policies, cases, raw, shares, truth)


def texts_of(held_out: HeldOut) -> tuple[str, str]:
    """Return the model and its judge, trained on all policies, as texts with a card."""
    lessons = [one.lesson for one in held_out.policies]
    bags = bags_of([each.seen for one in held_out.policies for each in one.observed])
    fitted = typing_training.fit(bags, held_out.truth)
    tally = held_out.tally(judge_training.THRESHOLD)
    card = {
        "taxonomy": shipped().version,
        "licence": _LICENCE,
        "trained on": f"{len(lessons)} policies, {len(held_out.truth)} sentences",
        "held out": f"precision {tally.precision():.3f}, recall {tally.recall():.3f}",
    }
    learnt = judge_training.learn(held_out.cases, held_out.truth, held_out.raw)
    return (
        typing_training.written(fitted, held_out.labels, card),
        judge_training.written(learnt, held_out.labels, card),
    )


def by_pattern(policies: Sequence[Read], names: frozenset[str] | None = None) -> Tally:
    """Return how well the patterns alone find the types."""
    tally = Tally()
    for one in policies:
        if names is None or one.name in names:
            said = [{match.type.id for match in each.matches} for each in one.observed]
            tally.add(said, one.covered, one.sentences)
    return tally
