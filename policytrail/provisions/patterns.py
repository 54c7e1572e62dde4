r"""The pattern language of the taxonomy, and its translation into regular expressions.

A pattern is read word by word, and anything that is no word may stand between two words:

    agree to ^arbitrat*             words; `*` ends a stem; `^` marks the cue
    (a|b c|d*)                      one of these; may be several words
    (the)?                          may be missing
    .. or ..3                       up to eight, or three, other words
    <n>                             a number, in figures or words
    <name>                          a macro of the taxonomy
    one part & another              both, anywhere in the same sentence

The cue is the word that a sentence must have before the pattern is tried at all: that is what
makes a hundred patterns cheap. Without a mark the first word or group of the pattern is the cue.
The other whole words of a pattern are looked up too before it is searched.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from policytrail.errors import ConfigurationError

_TOKEN = re.compile(r"\s*(\^?)(\((?:[^()]|\([^()]*\))*\)\??|\.\.\d*|[^\s()]+\??)")
_NUMBER = (
    r"(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|"
    r"fourteen|fifteen|sixteen|eighteen|twenty(?:\W+one)?|thirty|sixty|ninety)"
)
_GAP = 8
_NEGATES = re.compile(r"<not>|n't|\b(?:not|nt|no|never|without|cannot|neither|nor|non|only)\b")
_WHOLE = re.compile("[a-z]+")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern, for searching the folded text of a sentence."""

    source: str
    expressions: tuple[str, ...]
    cues: tuple[str, ...]
    """Words of which a sentence must contain one; a trailing `*` makes a stem of a word."""
    needs: tuple[frozenset[str], ...] = ()
    """Sets of whole words; a sentence must contain one of each set."""

    @property
    def parts(self) -> tuple[re.Pattern[str], ...]:
        """Return the expressions compiled: most patterns of a taxonomy are never searched for."""
        return _compile_once(self.expressions)

    @property
    def negates(self) -> bool:
        """Return whether the pattern itself requires a negation."""
        return _NEGATES.search(self.source) is not None

    def may_match(self, words: frozenset[str]) -> bool:
        """Return whether a sentence with these words has what the pattern requires."""
        for need in self.needs:  # noqa: SIM110 (a generator takes three times as long)
            if need.isdisjoint(words):
                return False
        return True

    def search_folded(self, folded: str) -> tuple[int, int] | None:
        """Return the span from the first to the last character matched, or None."""
        parts = self.parts
        if len(parts) == 1:
            only = parts[0].search(folded)
            return only.span() if only else None
        start, end = len(folded), 0
        for part in parts:
            match = part.search(folded)
            if match is None:
                return None
            start, end = min(start, match.start()), max(end, match.end())
        return start, end


@cache
def _compile_once(expressions: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, expressions))


def compile_pattern(source: str, macros: Mapping[str, str]) -> Pattern:
    """Return the pattern in a line of the taxonomy.

    Raises:
        ConfigurationError: if it names an unknown macro.

    >>> compile_pattern("agree ..2 ^arbitrat*", {}).search_folded("you agree to binding arbitration")
    (4, 32)
    """
    text = re.sub(r"<(\w\w+)>", lambda macro: _expand_macro(macro[1], macros, source), source)
    pieces = text.split(" & ")
    parts = [_read_conjunct(piece) for piece in pieces]
    needs = tuple(need for piece in pieces for need in _needed_words(piece))
    marked = [cue for _, cue, is_marked in parts if is_marked]
    expressions = tuple(expression for expression, _, _ in parts)
    return Pattern(source, expressions, marked[0] if marked else parts[0][1], needs)


def _expand_macro(name: str, macros: Mapping[str, str], source: str) -> str:
    if name not in macros:
        raise ConfigurationError(f"pattern {source!r} names an unknown macro {name!r}")
    return macros[name]


def _read_conjunct(text: str) -> tuple[str, tuple[str, ...], bool]:
    """Return the expression of one conjunct, its cue, and whether the cue was marked."""
    tokens = [(bool(mark), token) for mark, token in _TOKEN.findall(text.strip())]
    first = next((token for _, token in tokens if _is_solid(token)), "")
    cue = next((token for mark, token in tokens if mark), first)
    return (
        _join_tokens([token for _, token in tokens]),
        _cue_words(cue),
        any(mark for mark, _ in tokens),
    )


def _needed_words(text: str) -> Iterator[frozenset[str]]:
    """Yield the words, and the groups of single words, that every match contains."""
    for _, token in _TOKEN.findall(text.strip()):
        words = _split_alternatives(token[1:-1]) if token.startswith("(") else [token]
        if _is_solid(token) and all(_WHOLE.fullmatch(word) for word in words):
            yield frozenset(words)


def _is_solid(token: str) -> bool:
    return not token.startswith("..") and not token.endswith("?")


def _join_tokens(tokens: list[str]) -> str:
    """Return the tokens as one expression, with anything but words between them."""
    out, needs_gap = "", False
    for token in tokens:
        if token.startswith(".."):
            most = int(token[2:] or _GAP)
            out += rf"\W+(?:\w+\W+){{0,{most}}}?" if needs_gap else ""
            needs_gap = False
            continue
        body = _token_expression(token.removesuffix("?"))
        if token.endswith("?"):
            out += rf"(?:\W+{body})?" if needs_gap else rf"(?:{body}\W+)?"
            continue
        out += (r"\W+" if needs_gap else "") + body
        needs_gap = True
    return out


def _token_expression(token: str) -> str:
    """Return the expression of a word or group, anchored at the ends of words."""
    if token.startswith("("):
        alternatives = token[1:-1] if token.endswith(")") else token[1:]
        return (
            "(?:"
            + "|".join(
                _joined_words(alternative) for alternative in _split_alternatives(alternatives)
            )
            + ")"
        )
    return _word_expression(token)


def _joined_words(text: str) -> str:
    return _join_tokens([token for _, token in _TOKEN.findall(text.strip())])


def _split_alternatives(text: str) -> list[str]:
    """Return the alternatives of a group; a nested group stays whole."""
    out, depth = [""], 0
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            out.append("")
        else:
            out[-1] += sign
    return out


def _word_expression(word: str) -> str:
    if word in {"<n>", r"\w+"}:
        return rf"\b{_NUMBER}\b" if word == "<n>" else r"\w+"
    if not word[0].isalnum():
        return re.escape(word)
    stem = word.replace("n't", "nt").removesuffix("*")
    first, *others = stem.split("*")
    # What must precede a word is checked after its letters: an expression that begins with letters
    # is searched three times as fast as one that begins with a boundary.
    letters = re.escape(first)
    body = rf"{letters}(?<=\b{letters})" + "".join(rf"\w*{re.escape(ending)}" for ending in others)
    return body + (r"\w*" if word.endswith("*") else r"\b")


def _cue_words(token: str) -> tuple[str, ...]:
    """Return the first word of each alternative; of `(one two)` the longest is the rarest."""
    bare = token.removesuffix("?")
    alternatives = _split_alternatives(bare[1:-1]) if bare.startswith("(") else [bare]
    return tuple(_rarest_word(alternative) for alternative in alternatives)


def _rarest_word(text: str) -> str:
    """Return the cue of an alternative: the longest word that it requires."""
    words = [
        token.replace("n't", "nt")
        for _, token in _TOKEN.findall(text)
        if _is_solid(token) and not token.startswith("(")
    ]
    return max(words, key=len, default="*")


class CueIndex:
    """The patterns to try for each word, cached by word."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._whole: dict[str, set[int]] = {}
        self._stems: dict[str, set[int]] = {}
        self._always: frozenset[int] = frozenset()
        self._known: dict[str, tuple[int, ...]] = {}
        for number, pattern in enumerate(patterns):
            for cue in pattern.cues:
                self._add_cue(cue, number)
        self._longest = max((len(stem) for stem in self._stems), default=0)

    def _add_cue(self, cue: str, number: int) -> None:
        if not cue[:1].isalnum():
            self._always |= {number}
        elif "*" in cue:
            self._stems.setdefault(cue[: cue.index("*")], set()).add(number)
        else:
            self._whole.setdefault(cue, set()).add(number)

    def called_by(self, words: Iterable[str]) -> list[int]:
        """Return the numbers of the patterns to try for these words, in order."""
        called: set[int] = set(self._always)
        known = self._known
        for word in words:
            numbers = known.get(word)
            if numbers is None:
                numbers = self._learn_word(word)
            if numbers:
                called.update(numbers)
        return sorted(called)

    def _learn_word(self, word: str) -> tuple[int, ...]:
        numbers = set(self._whole.get(word, ()))
        for length in range(1, min(len(word), self._longest) + 1):
            numbers |= self._stems.get(word[:length], set())
        self._known[word] = tuple(sorted(numbers))
        return self._known[word]
