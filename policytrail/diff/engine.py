"""The one call of diff-match-patch: the shortest edit script of two short token sequences."""

from collections.abc import Iterator, Sequence

import fast_diff_match_patch

_SURROGATES = range(0xD800, 0xE000)


def kept_runs(old: Sequence[int], new: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Yield `(old, new, length)` for each run of tokens that the shortest edit script keeps.

    Tokens are numbered and each number becomes a character, so that the algorithm, which
    compares characters, compares tokens. It has no time limit: with one, the result would depend
    on the machine's load (docs/decisions).
    """
    letters: dict[int, str] = {}
    texts = ["".join(_letter(letters, token) for token in side) for side in (old, new)]
    at_old = at_new = 0
    for op, length in fast_diff_match_patch.diff(
        texts[0], texts[1], timelimit=0, cleanup="No", checklines=False
    ):
        if op == "=":
            yield at_old, at_new, length
        at_old += length if op != "+" else 0
        at_new += length if op != "-" else 0


def _letter(letters: dict[int, str], token: int) -> str:
    letter = letters.get(token)
    if letter is None:
        code = len(letters) + 1
        letter = chr(code if code < _SURROGATES.start else code + len(_SURROGATES))
        letters[token] = letter
    return letter
