"""The places of a sentence that were edited in more than its grammar."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policytrail.diff import EqualRun, align_tokens
from policytrail.language import spelt_out, stem_of, telling_words, words_of
from policytrail.significance.classify import hides_email, normal_spelling, signs_in

_CONTEXT = 3
_ADDED = 12
"""Fewest words that go on after repeated ones for them to be told alone."""
_EDGES = " \t\n,;:|"
_MARKS = ".,;:()\"'“”„«»‘’"
_JOINED = 2
"""Most unchanged words between two edits that are described as one."""
# Words that an edit can add or remove without changing what is said.
_IDLE = frozenset(
    word
    for words in (
        "a an and any as at by e for from g i in into it its of on or our such that the their these this",
        "those to us we which with your also please",
    )
    for word in words.split()
)
# A swap of such words for each other is a turn of the sentence that says nothing when quoted alone.
_SWAPPED = _IDLE | frozenset(
    [
        "are",
        "be",
        "been",
        "extent",
        "had",
        "has",
        "have",
        "here",
        "how",
        "if",
        "is",
        "then",
        "there",
        "they",
        "them",
        "to",
        "upon",
        "was",
        "were",
        "what",
        "when",
        "where",
        "while",
        "who",
        "you",
    ]
)

_OPPOSED = frozenset(
    frozenset(pair)
    for pair in (
        *(("and", "or"), ("and/or", "and"), ("and/or", "or")),
        *(("we", "you"), ("us", "you"), ("our", "your"), ("from", "to")),
    )
)
"""Small words whose swap turns what a sentence says."""


@dataclass(frozen=True, slots=True)
class Spot:
    """An edited place of a sentence."""

    old_lead: str
    """The last unchanged words before it, as the old sentence writes them."""
    new_lead: str
    gone: str
    come: str
    gap: "Gap | None" = None
    """The words of both sentences that differ there, by their numbers."""

    @property
    def says_something(self) -> bool:
        """Return whether more than grammar, order or mark-up changed."""
        if hides_email(self.gone, self.come):
            return False
        is_label = not self.new_lead and not telling_words(f"{self.gone} {self.come}")
        if is_label:
            return False
        gone, come = self._contents
        return (
            gone != come
            or self.changes_sign
            or frozenset((self.gone.casefold(), self.come.casefold())) in _OPPOSED
        )

    @property
    def changes_sign(self) -> bool:
        """Return whether a currency, a share or a limit became another: they count as no letters."""
        return _signs_before_figure(self.gone) != _signs_before_figure(self.come)

    @property
    def can_stand_alone(self) -> bool:
        """Return whether a reader can see what was replaced: "In" for "You can use" says nothing."""
        is_replaced = bool(self.gone and self.come)
        return not is_replaced or bool(self.old_lead and self.new_lead) or all(self._contents)

    @property
    def _contents(self) -> tuple[list[str], list[str]]:
        """Return the words of both sides that say something, without their endings, in order."""
        sides = [
            [full for word in words_of(side) for full in spelt_out(word)]
            for side in (self.gone, self.come)
        ]
        idle = _SWAPPED if all(sides) else _IDLE
        gone, come = (
            sorted(stem_of(normal_spelling(word)) for word in side if word not in idle)
            for side in sides
        )
        return gone, come


def edited_spots(old: str, new: str) -> list[Spot]:
    """Return the places where a sentence was edited in more than its grammar.

    Words are separated by spaces, so that no address is cut in two.

    >>> [(one.gone, one.come) for one in edited_spots("Ask legal@a.example now.", "Ask hi@a.example now.")]
    [('legal@a.example', 'hi@a.example')]
    """
    words = old.split(), new.split()
    return [spot for spot in _spots_in_gaps(*words, differing_gaps(*words)) if spot.says_something]


@dataclass(frozen=True, slots=True)
class Gap:
    """Words of both texts that differ, and the number of unchanged words after them."""

    old: int
    old_end: int
    new: int
    new_end: int
    kept: int

    @property
    def edited(self) -> int:
        """Return how many words of the longer side differ."""
        return max(self.old_end - self.old, self.new_end - self.new)


def differing_gaps(olds: Sequence[str], news: Sequence[str]) -> list[Gap]:
    """Return where the words differ; a few unchanged words between two larger edits belong to them."""
    names: dict[str, int] = {}
    ids = [
        [names.setdefault(word.strip(_MARKS).casefold() or word, len(names)) for word in words]
        for words in (olds, news)
    ]
    gaps: list[Gap] = []
    at_old = at_new = 0
    for run in (*align_tokens(ids[0], ids[1]), EqualRun(len(olds), len(news), 0)):
        gap = Gap(at_old, run.old, at_new, run.new, run.length)
        at_old, at_new = run.old + run.length, run.new + run.length
        if gaps and gap.edited and 0 < gaps[-1].kept <= min(_JOINED, gaps[-1].edited, gap.edited):
            before = gaps.pop()
            gap = Gap(before.old, gap.old_end, before.new, gap.new_end, gap.kept)
        gaps.append(gap)
    return [gap for gap in gaps if gap.edited]


def _spots_in_gaps(olds: Sequence[str], news: Sequence[str], gaps: Sequence[Gap]) -> Iterator[Spot]:
    for gap in gaps:
        gone, come = olds[gap.old : gap.old_end], news[gap.new : gap.new_end]
        kept = _count_kept(gone, come)
        begin = gap.new + kept
        yield Spot(
            " ".join(olds[max(0, gap.old - _CONTEXT) : gap.old]),
            " ".join(news[max(0, begin - _CONTEXT) : begin]),
            "" if kept else _words_without_marks(gone),
            _words_without_marks(come[kept:]),
            gap,
        )


def _count_kept(gone: Sequence[str], come: Sequence[str]) -> int:
    """Return with how many words the new side repeats the old one before it goes on at length.

    "and B" became "B, C of this kind, D of that and ...": a short one is quoted whole.
    """
    old = [word.strip(_MARKS).casefold() for word in gone]
    telling = [word for word in old if word not in _IDLE]
    new = [word.strip(_MARKS).casefold() for word in come[: len(telling)]]
    return len(telling) if telling and telling == new and len(come) - len(telling) >= _ADDED else 0


def _words_without_marks(words: Sequence[str]) -> str:
    """Return words without the punctuation around them; empty if nothing else is left."""
    text = " ".join(words).strip(_EDGES)
    return text if words_of(text) or _signs_before_figure(text) else ""


def _signs_before_figure(words: str) -> list[str]:
    """Return the signs of some words; a limit ("<") may be all that was edited, without its figure."""
    return signs_in(f"{words} 0")
