"""The one call of diff-match-patch: the shortest edit script of two short token sequences."""

from collections.abc import Iterable, Iterator, Sequence

from diff_match_patch import diff_match_patch

try:
    import fast_diff_match_patch
except ImportError:  # the extra `fast` is not installed
    fast_diff_match_patch = None

_SURROGATES = range(0xD800, 0xE000)
_OPS = {0: "=", 1: "+", -1: "-"}


def kept_runs(old: Sequence[int], new: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Yield `(old, new, length)` for each run of tokens that the shortest edit script keeps.

    Tokens are numbered and each number becomes a character, so that the algorithm, which
    compares characters, compares tokens. It has no time limit: with one, the result would depend
    on the machine's load (docs/decisions).
    """
    letters: dict[int, str] = {}
    texts = ["".join(_letter_for(letters, token) for token in side) for side in (old, new)]
    at_old = at_new = 0
    for op, length in _edit_script(texts[0], texts[1]):
        if op == "=":
            yield at_old, at_new, length
        at_old += length if op != "+" else 0
        at_new += length if op != "-" else 0


def _edit_script(old: str, new: str) -> Iterable[tuple[str, int]]:
    """Return the edit script as operations and lengths: one algorithm, in C++ if it is installed.

    Tests compare the two; C++ is 25-55 times as fast (benchmarks/diff.py).
    """
    if fast_diff_match_patch is not None:
        return fast_diff_match_patch.diff(old, new, timelimit=0, cleanup="No", checklines=False)
    return plain_script(old, new)


def plain_script(old: str, new: str) -> list[tuple[str, int]]:
    """Return the edit script that diff-match-patch itself finds, without its time limit."""
    plain = diff_match_patch()
    plain.Diff_Timeout = 0
    return [(_OPS[op], len(text)) for op, text in plain.diff_main(old, new, checklines=False)]


def _letter_for(letters: dict[int, str], token: int) -> str:
    letter = letters.get(token)
    if letter is None:
        code = len(letters) + 1
        letter = chr(code if code < _SURROGATES.start else code + len(_SURROGATES))
        letters[token] = letter
    return letter
