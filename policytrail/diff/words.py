"""Word edits from one text to another: whole words and phrases, never split syllables."""

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

from policytrail.diff.sequence import EqualRun, align_tokens
from policytrail.model import Edit

# One character each in scripts written without spaces (kana, Han, Thai, Lao, Khmer, Myanmar); words
# with their combining marks and inner apostrophes in all others; white space; everything else
# character by character.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_TOKEN = re.compile(
    rf"[{_UNSPACED}\uf900-\ufaff]"
    rf"|(?:(?![{_UNSPACED}])[\w\u0300-\u036f\u200c\u200d])+"
    rf"(?:['’.](?:(?![{_UNSPACED}])[^\W_])+)*"
    r"|\s+|."
    "|[\U00010000-\U0010ffff]",
    re.DOTALL,
)
_WORD = re.compile(r"\w")
_MAX_SHIFT = 100
_SENTENCE_END = re.compile(r"[.;:!?。；：！？\n]\s*\Z")


def split_tokens(text: str) -> list[str]:
    """Return the words, punctuation and spaces of a text; joined, they are the text.

    >>> split_tokens("You can't, 3.5 %")
    ['You', ' ', "can't", ',', ' ', '3.5', ' ', '%']
    """
    return _TOKEN.findall(text)


def edits_between(old: str, new: str) -> tuple[Edit, ...]:
    """Return the word edits that turn one text into another.

    >>> [(edit.op, edit.text) for edit in edits_between("You may not.", "You may.")]
    [('=', 'You may'), ('-', ' not'), ('=', '.')]
    """
    texts = _TokenTexts(split_tokens(old), split_tokens(new))
    return tuple(_edits_from_parts(texts, _without_confetti(texts)))


def words_in(edits: Iterable[Edit], op: str) -> int:
    """Return the number of words in the edits of one kind."""
    return sum(count_words(edit.text) for edit in edits if edit.op == op)


def count_words(text: str) -> int:
    """Return how many tokens of a text are words."""
    return sum(1 for token in split_tokens(text) if _WORD.match(token))


class _EditPart(NamedTuple):
    """Deleted tokens, the tokens inserted in their place, and the unchanged tokens after them."""

    old: int
    old_end: int
    new: int
    new_end: int
    kept: int
    """Number of unchanged tokens from `old_end` on."""


class _TokenTexts:
    """The tokens of both texts, and the number of letters of words before each token."""

    def __init__(self, old: list[str], new: list[str]) -> None:
        self.old, self.new = old, new
        self._before_old, self._before_new = _running_sums(old), _running_sums(new)

    def edited_weight(self, part: _EditPart) -> int:
        """Return the weight of the larger side of an edit."""
        gone = self._before_old[part.old_end] - self._before_old[part.old]
        come = self._before_new[part.new_end] - self._before_new[part.new]
        return max(gone, come)

    def kept_weight(self, part: _EditPart) -> int:
        """Return the weight of the unchanged tokens after an edit."""
        return self._before_old[part.old_end + part.kept] - self._before_old[part.old_end]


def _running_sums(tokens: list[str]) -> list[int]:
    weights = (len(token) if _WORD.match(token) else 0 for token in tokens)
    return list(accumulate(weights, initial=0))


def _edit_parts(texts: _TokenTexts) -> Iterator[_EditPart]:
    # A line break between two blocks is a space: words flow across it.
    names: dict[str, int] = {"\n": 0, " ": 0}
    ids_old = [names.setdefault(token, len(names)) for token in texts.old]
    ids_new = [names.setdefault(token, len(names)) for token in texts.new]
    at_old = at_new = 0
    runs = (part for run in align_tokens(ids_old, ids_new) for part in _same_blanks(texts, run))
    for run in (*runs, EqualRun(len(ids_old), len(ids_new), 0)):
        yield _EditPart(at_old, run.old, at_new, run.new, run.length)
        at_old, at_new = run.old + run.length, run.new + run.length


def _same_blanks(texts: _TokenTexts, run: EqualRun) -> Iterator[EqualRun]:
    """Yield a run in parts, without the places where a space became a line break."""
    start = 0
    for step in range(run.length):
        if texts.old[run.old + step] != texts.new[run.new + step]:
            if start < step:
                yield EqualRun(run.old + start, run.new + start, step - start)
            start = step + 1
    if start < run.length:
        yield EqualRun(run.old + start, run.new + start, run.length - start)


def _without_confetti(texts: _TokenTexts) -> list[_EditPart]:
    """Give up unchanged runs that are smaller than the edits around them, so that phrases stay whole.

    This is diff-match-patch's semantic clean-up on words: a run is given up if it is not longer
    than the larger edit on either side of it.
    """
    kept: list[_EditPart] = []
    for part in _edit_parts(texts):
        # Joining makes the edit larger, so the run before it may have to be given up as well.
        edited = part
        while kept and _is_confetti(texts, kept[-1], edited):
            before = kept.pop()
            edited = _EditPart(before.old, edited.old_end, before.new, edited.new_end, edited.kept)
        kept.append(edited)
    return kept


def _is_confetti(texts: _TokenTexts, before: _EditPart, after: _EditPart) -> bool:
    return (
        _edits_any(before)
        and _edits_any(after)
        and texts.kept_weight(before)
        <= min(texts.edited_weight(before), texts.edited_weight(after))
    )


def _edits_any(part: _EditPart) -> bool:
    return part.old < part.old_end or part.new < part.new_end


def _edits_from_parts(texts: _TokenTexts, parts: list[_EditPart]) -> Iterator[Edit]:
    position = 0  # the first kept token of the old text that was not given out
    for part in filter(_edits_any, parts):
        shift = _best_shift(texts, part, position)
        sides = (
            ("=", texts.old[position : part.old - shift]),
            ("-", texts.old[part.old - shift : part.old_end - shift]),
            ("+", texts.new[part.new - shift : part.new_end - shift]),
        )
        yield from (Edit(op, "".join(tokens)) for op, tokens in sides if tokens)
        position = part.old_end - shift
    if position < len(texts.old):
        yield Edit("=", "".join(texts.old[position:]))


def _best_shift(texts: _TokenTexts, part: _EditPart, position: int) -> int:
    """Return by how many tokens to the left an insertion or deletion has a better start.

    `a [b a] b` and `[a b] a b` are the same edit. It reads best if it starts after the end of a
    sentence, else at a space.
    """
    gone, come = part.old_end - part.old, part.new_end - part.new
    if bool(gone) == bool(come):
        return 0
    side, start, end = (
        (texts.old, part.old, part.old_end) if gone else (texts.new, part.new, part.new_end)
    )
    shifts = [
        *_possible_shifts(side, start, end, min(part.old - position, _MAX_SHIFT)),
        *_possible_shifts(side, start, end, -min(part.kept, _MAX_SHIFT)),
    ]
    return max(
        shifts, key=lambda shift: (_boundary_score(side, start - shift), -abs(shift)), default=0
    )


def _possible_shifts(tokens: list[str], start: int, end: int, most: int) -> Iterator[int]:
    """Yield the shifts to one side, from 0 on, that leave both texts unchanged."""
    yield 0
    if most > 0:
        for shift in range(1, most + 1):
            if tokens[start - shift] != tokens[end - shift]:
                return
            yield shift
    for shift in range(-most):
        if tokens[start + shift] != tokens[end + shift]:
            return
        yield -shift - 1


def _boundary_score(tokens: list[str], start: int) -> int:
    if not start or _SENTENCE_END.search("".join(tokens[max(0, start - 2) : start])):
        return 3
    return 2 if tokens[start].isspace() else 1
