"""Whether a sentence says something, or is a label, a line of an address, or labels run together."""

from policytrail.language import telling_words
from policytrail.model import BlockKind
from policytrail.significance.describe.draft import PlacedSentence

_LONG_RUN = 25
_MOSTLY = 0.6
_LINE_WORDS = 6
_LINE = 0.75
"""Share of words with a capital or a figure from which a short line is a title or a line of an address."""
_CELLS = 3


def says_something(sentence: PlacedSentence) -> bool:
    """Return whether a sentence is more than a label, a line of an address or several labels run together."""
    words = sentence.text.split()
    capitals = sum(word[:1].isupper() for word in words)
    is_run_together = (
        len(words) > _LONG_RUN and capitals > _MOSTLY * len(words) and "," not in sentence.text
    )
    is_path = sentence.kind is not BlockKind.ROW and sentence.text.count("|") >= _CELLS
    is_line = (
        sentence.kind is not BlockKind.ROW
        and len(words) <= _LINE_WORDS
        and capitals + sum(word[:1].isdigit() for word in words) >= _LINE * len(words)
    )
    is_telling = len(telling_words(sentence.text)) > 1
    return is_telling and not is_run_together and not is_path and not is_line
