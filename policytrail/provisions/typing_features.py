"""The features of a sentence for the typing model: its words and its context.

Features stand in groups, each of length one however long the sentence or the heading is: `=` words
and runs of words, `~` letters, `<` words of the lead of a list, `^` words of the headings, `-` and `+`
words of the sentences before and behind. Hints (`#`) are facts of the sentence: the types that the
patterns see, what it does, who acts, how it denies.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from policytrail.language import WORDS
from policytrail.provisions.features import Tokens, letter_runs
from policytrail.provisions.matcher import Match, Strength
from policytrail.provisions.statements import PolicySentence, tokens_after, tokens_before

GROUPS = "=~<^-+"
"""The first sign of a feature, which names its group; runs of words begin with a letter or digit."""
_ACTORS = (
    ("we", frozenset(("we", "us", "our", "ours"))),
    ("you", frozenset(("you", "your", "yours", "yourself"))),
    ("user", frozenset(("user", "users", "customer", "customers", "member", "members"))),
    ("third", frozenset(("third", "partners", "advertisers", "vendors", "parties"))),
    ("denies", frozenset(("not", "nt", "no", "never", "neither", "cannot", "without"))),
    ("may", frozenset(("may", "might", "can", "could"))),
    ("must", frozenset(("must", "shall", "agree", "agrees", "required", "responsible"))),
    ("if", frozenset(("if", "unless", "where", "when"))),
)
_SHORT = 6
POINTS = "points"
"""The hint of a sentence that refers the reader elsewhere."""
_ACT = re.compile(
    r"\b(we|you|they|it|users?|partners?|providers?|parties|party|cookies|company|customers?|who|to|by)"
    r"((?:\W+(?:may|might|can|could|will|shall|must|should|would|do|does|did|also|not|nt|never|only|hereby"
    r"|are|is|be|been|being|have|has|agree|agrees|reserve|right|the|to|need|sometimes|then|otherwise)\b){0,5})"
    r"\W+(\w+)"
)
"""A subject, what stands between it and its verb, and the verb."""


@dataclass(frozen=True, slots=True)
class ModelInput:
    """The typing model's input for one sentence, group by group."""

    folded: str
    tokens: Tokens
    lead: str
    headings: tuple[str, str]
    before: Tokens
    after: Tokens
    hints: tuple[str, ...]


_POINTS = re.compile(
    r"\b(?:(?:for|to (?:find|get|obtain|see|read)) (?:more|further|additional|detailed) (?:information|details?)"
    r"|(?:learn|read|find out|know|see) more|more (?:information|details) (?:about|on|is|are|can)"
    r"|(?:please )?(?:see|visit|refer to|consult|review|check out|click(?: on)?|go to|read) (?:the |our |its |their |this )"
    r"(?:\w+ ){0,6}?(?:policy|policies|page|section|statement|notice|here|website|site|center|centre|portal|documentation|faqs?)"
    r"|can be found|is described in|are described in|(?:see|click|go) (?:here|below|above|section))\b"
)
"""A sentence that says where to read more."""
_POINTING = frozenset((
    "more", "further", "additional", "detailed", "see", "visit", "refer", "consult", "review",
    "check", "click", "go", "read", "found", "described",
))  # fmt: skip
"""Words of which such a sentence has at least one."""


def points_on(folded: str) -> bool:
    """Return whether a sentence refers the reader elsewhere, alone or among other things."""
    return _POINTS.search(folded) is not None


def model_input(
    statements: Sequence[PolicySentence], index: int, hints: Iterable[str]
) -> ModelInput:
    """Return the model's input for one of the sentences of a document."""
    statement = statements[index]
    return ModelInput(
        statement.folded,
        statement.tokens,
        statement.lead,
        (statement.place.title, statement.place.section),
        tokens_before(statements, index),
        tokens_after(statements, index),
        tuple(hints),
    )


def sentence_hints(
    statement: PolicySentence, raw: Iterable[Match], meant: Iterable[Match], labels: Iterable[str]
) -> list[str]:
    """Return the facts of a sentence.

    `raw` are the types whose patterns match, `meant` those of them whose sense is the type's, and
    `labels` what the other models say.
    """
    words = statement.tokens.words
    hints = [f"raw {match.type.id}" for match in raw]
    for match in meant:
        hints.append(f"meant {match.type.id}")
        if match.strength is not Strength.STRONG:
            hints.append(f"{match.strength.value} {match.type.id}")
    hints += [f"label {label}" for label in labels]
    hints += [name for name, own in _ACTORS if not own.isdisjoint(words)]
    hints.append(f"mood {statement.reading.mood.value}")
    hints += (
        ["item"] * statement.is_item + ["row"] * statement.is_row + ["led"] * bool(statement.lead)
    )
    hints += ["short"] * (len(words) < _SHORT)
    hints += [POINTS] * (not _POINTING.isdisjoint(words) and points_on(statement.folded))
    hints += ["opens list"] * statement.folded.rstrip().endswith(":")
    return hints


def runs_in(sentence: ModelInput) -> Iterator[str]:
    """Yield the words that begin the sentence, and who does what in it."""
    words = [word[0] for word in islice(WORDS.finditer(sentence.folded), 3)]
    yield from (f"| {' '.join(words[:count])}" for count in range(1, len(words) + 1))
    for act in _ACT.finditer(sentence.folded):
        yield f"@{act[1]} {act[3]}"


def heading_words(headings: tuple[str, str]) -> frozenset[str]:
    """Return the words and pairs of words of the headings, the upper one's marked apart."""
    near, far = (WORDS.findall(heading) for heading in headings)
    pairs = (f"^{word} {two}" for word, two in pairwise(near))
    return frozenset([*(f"^{word}" for word in near), *pairs, *(f"^^{word}" for word in far)])


def lead_words(lead: str) -> frozenset[str]:
    """Return the words and pairs of words of an introduction."""
    words = WORDS.findall(lead)
    return frozenset([*(f"<{word}" for word in words), *(f"<{a} {b}" for a, b in pairwise(words))])


def sentence_features(seen: ModelInput) -> Mapping[str, frozenset[str]]:
    """Return all features of a sentence by group: what training counts."""
    letters = (f"~{run}" for word in seen.tokens.distinct for run in letter_runs(word))
    return {
        "=": frozenset(f"={word}" for word in seen.tokens.distinct)
        | seen.tokens.runs
        | frozenset(runs_in(seen)),
        "~": frozenset(letters),
        "<": lead_words(seen.lead),
        "^": heading_words(seen.headings),
        "-": frozenset(f"-{word}" for word in seen.before.distinct),
        "+": frozenset(f"+{word}" for word in seen.after.distinct),
        "#": frozenset(f"#{hint}" for hint in seen.hints),
    }
