"""Chooses the words by which the edit of a sentence is quoted: whole sentences, or whole clauses.

A quote is never cut inside the edit if the clauses around it fit. What governs a clause that is quoted
without the beginning of its sentence is quoted before it, once.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from policytrail.significance.classify import quote_beginning
from policytrail.significance.describe.edited_spots import Gap, Spot, differing_gaps
from policytrail.significance.describe.governed_quotes import governing_words

_CONTEXT = 3
"""Fewest unchanged words before an edit that are quoted with it."""
_LEAD_CHARS = 110
_SUBJECT = re.compile(
    r"(?:\S+\s+){0,9}?(?:may|will|shall|must|can|do|does|is|are|has|have|agree|agrees)(?:\s+not)?(?=\s)"
)
"""The subject of a sentence with its verb."""
_BEGINS_CLAUSE = re.compile(
    r"\W*(?:but|unless|except|if|provided|only|where|when|which|who|while|until|without|subject|including|solely"
    r"|und|oder|sofern|et|ou|si)\b",
    re.IGNORECASE,
)
_ENDS_CLAUSE = re.compile(r"[,;:.!?)—–][\"'”’»]*$")
_LABEL = re.compile(r"\((?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2})\)", re.IGNORECASE)
_LABEL_INSIDE = re.compile(r"\((?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2})\)|\b[a-z\d]{1,3}\)", re.IGNORECASE)
_COMPANY = re.compile(r"(?:Inc|LLC|L\.L\.C|Ltd|Limited|GmbH|B\.V)\b")
_ABBREVIATED = re.compile(r"\W*(?:\w\.)+$|\W*(?:No|Inc|Ltd|Co|St|Sec|Art|para)\.$")


_Place = tuple[int, int]
"""The numbers of a word in both sentences."""


@dataclass(frozen=True, slots=True)
class EditQuotes:
    """The words of both sentences around an edit."""

    old: str
    new: str
    old_lead: str
    """What governs the old words, from the beginning of their sentence; empty if they begin it."""
    new_lead: str
    most: int
    is_clause: bool = True
    """Whether the words begin and end where clauses do."""

    @property
    def is_whole(self) -> bool:
        """Return whether both sides are quoted without a cut."""
        return self.is_clause and bool(self.old and self.new) and self.is_short

    @property
    def is_short(self) -> bool:
        """Return whether both sides fit into their quotes."""
        return max(len(self.old), len(self.new)) <= self.most

    @property
    def told(self) -> str:
        """Return the words of the report for a sentence that became another one."""
        old, new = (quote_beginning(words, self.most) for words in (self.old, self.new))
        if self.old_lead and self.old_lead == self.new_lead:
            return f"in {_quote_lead(self.new_lead)} ..., {old} becomes {new}"
        return f"{_behind(self.old_lead, old)} becomes {_behind(self.new_lead, new)}"

    @property
    def old_told(self) -> str:
        """Return the old words as a quote, behind what governs them."""
        return _behind(self.old_lead, quote_beginning(self.old, self.most))

    @property
    def new_told(self) -> str:
        """Return the new words as a quote, behind what governs them."""
        return _behind(self.new_lead, quote_beginning(self.new, self.most))


def quotes_around(old: str, new: str, spots: Sequence[Spot], most: int) -> EditQuotes:
    """Return the clauses of both sentences from the first of some edited places to the last.

    They are whole sentences if these fit, else as many clauses as fit, from the beginning if possible.
    Words of an edit whose clauses do not fit are returned with the few words before them, if they fit.
    """
    wanted = [spot.gap for spot in spots if spot.gap is not None]
    if (len(old) <= most and len(new) <= most) or not wanted:
        return EditQuotes(old, new, "", "", most)
    sides = _PlacedWords.of_text(old), _PlacedWords.of_text(new)
    first, last = min(wanted, key=lambda gap: gap.new), max(wanted, key=lambda gap: gap.new_end)
    begins, ends = _borders_around(sides, first, last)
    nearest = max(0, first.old - _CONTEXT), max(0, first.new - _CONTEXT)
    bare = (last.old_end, last.new_end)
    is_clause = _fits(sides, begins[-1], ends[0], most) or not _fits(sides, nearest, bare, most)
    if not is_clause:
        begins, ends = [nearest], [bare]
    begin, end = _widest(sides, begins, ends, most)
    befores = [side.between(0, begin[n]) for n, side in enumerate(sides)]
    if befores[0] != befores[1] and max(map(len, befores)) <= _LEAD_CHARS:
        begin, most = (0, 0), most + _LEAD_CHARS
    texts = [side.between(begin[n], end[n]) for n, side in enumerate(sides)]
    leads = [_lead_in(side.between(0, begin[n])) for n, side in enumerate(sides)]
    return EditQuotes(texts[0], texts[1], leads[0], leads[1], most, is_clause)


def _borders_around(sides: "_Sides", first: Gap, last: Gap) -> tuple[list[_Place], list[_Place]]:
    """Return the borders of clauses before an edit, and those after it, in order."""
    borders = _shared_borders(sides)
    begins = [
        border
        for border in borders
        if border[0] <= first.old
        and border[1] <= first.new
        and _leaves_context(border, first.new, sides[1])
    ]
    ends = [border for border in borders if border[0] >= last.old_end and border[1] >= last.new_end]
    return begins, ends


def _fits(sides: "_Sides", begin: _Place, end: _Place, most: int) -> bool:
    return all(side.length(begin[n], end[n]) <= most for n, side in enumerate(sides))


def _widest(
    sides: "_Sides", begins: Sequence[_Place], ends: Sequence[_Place], most: int
) -> tuple[_Place, _Place]:
    """Return the borders farthest from an edit between which both sides fit, from the beginning if possible."""
    begin = begins[0] if _fits(sides, begins[0], ends[0], most) else begins[-1]
    end = ends[0]
    for farther in ends[1:]:
        end = farther if _fits(sides, begin, farther, most) else end
    for earlier in reversed(begins):
        begin = earlier if _fits(sides, earlier, end, most) else begin
    return begin, end


def _leaves_context(border: tuple[int, int], at: int, side: "_PlacedWords") -> bool:
    """Return whether the words between a border and an edit show where it is, or begin a condition."""
    is_far = not any(border) or at - border[1] >= _CONTEXT
    is_last = border[1] >= len(side.words)
    return is_far or is_last or _BEGINS_CLAUSE.match(side.words[border[1]]) is not None


def _quote_lead(lead: str) -> str:
    """Return what governs a clause as a quote, without a mark of omission."""
    return quote_beginning(lead, _LEAD_CHARS).removesuffix(" ...")


def _behind(lead: str, quote: str) -> str:
    return f"{_quote_lead(lead)} ... {quote}" if lead else quote


@dataclass(frozen=True, slots=True)
class _PlacedWords:
    """The words of a text between spaces, with their places."""

    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    opened: tuple[int, ...]
    """How many more brackets are opened than closed before each word, those of labels aside."""

    @classmethod
    def of_text(cls, text: str) -> "_PlacedWords":
        """Return the words of a text."""
        word_matches = list(re.finditer(r"\S+", text))
        words = tuple(word.group() for word in word_matches)
        opened = tuple(accumulate(map(_brackets_opened, words), initial=0))
        return cls(text, words, tuple(word.start() for word in word_matches), opened)

    def between(self, begin: int, end: int) -> str:
        """Return the words from one number to another, as the text writes them."""
        return self.text[self.starts[begin] : self._end_before(end)] if begin < end else ""

    def length(self, begin: int, end: int) -> int:
        """Return how many letters the words from one number to another take."""
        return self._end_before(end) - self.starts[begin] if begin < end else 0

    def _end_before(self, at: int) -> int:
        return self.starts[at - 1] + len(self.words[at - 1])

    def is_border(self, at: int) -> bool:
        """Return whether one clause ends and another begins before a word."""
        if at <= 0 or at >= len(self.words):
            return True
        before, after = self.words[at - 1], self.words[at]
        if _LABEL.fullmatch(before) or _COMPANY.match(after):
            return False
        if self.opened[at] > 0:
            return False
        if _ENDS_CLAUSE.search(before) and not _ABBREVIATED.fullmatch(before):
            return True
        return any(begins.match(after) for begins in (_BEGINS_CLAUSE, _LABEL))


def _brackets_opened(word: str) -> int:
    bare = _LABEL_INSIDE.sub("", word)
    return bare.count("(") - bare.count(")")


_Sides = tuple[_PlacedWords, _PlacedWords]


def _shared_borders(sides: _Sides) -> list[tuple[int, int]]:
    """Return where clauses begin or end in both sentences, by the numbers of their words, in order."""
    olds, news = sides
    borders = [(0, 0)]
    at_old = at_new = 0
    for gap in differing_gaps(olds.words, news.words):
        borders += [
            (at_old + n, at_new + n)
            for n in range(gap.new - at_new + 1)
            if olds.is_border(at_old + n) and news.is_border(at_new + n)
        ]
        at_old, at_new = gap.old_end, gap.new_end
    borders += [
        (at_old + n, at_new + n)
        for n in range(len(news.words) - at_new + 1)
        if olds.is_border(at_old + n) and news.is_border(at_new + n)
    ]
    borders.append((len(olds.words), len(news.words)))
    return borders


def _lead_in(before: str) -> str:
    """Return what governs the words after the beginning of a sentence: a condition, a denial, or the subject."""
    if len(before) <= _LEAD_CHARS:
        return before
    subject = _SUBJECT.match(before)
    return governing_words(before) or (subject.group() if subject else "")
