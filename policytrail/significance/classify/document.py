"""Checks on whole documents before their hunks: empty, truncated, unrelated."""

import re
from dataclasses import dataclass, replace

from policytrail.extract.guard import SeenPage
from policytrail.language import detect_language
from policytrail.model import Diff, Document, Hunk, Kind, Side
from policytrail.significance.classify.judgement import Judgement
from policytrail.significance.classify.served import Served
from policytrail.significance.classify.texts import words_in
from policytrail.significance.classify.zones import is_prose
from policytrail.significance.lexicon import list_names, list_pattern
from policytrail.text import fold_for_comparison

# Read from 30 recorded truncations and recoveries and 10 labelled failures (2026-11): a collapsed
# document keeps less than a quarter of its letters. The shortest real rewrite kept 22 %.
_FRAGMENT = 0.25
_COLLAPSED = 0.15
# A fragment says nothing that the whole document does not also say.
_CONTAINED = 0.9
# Two documents that share less are not versions of one text. Rewritten policies of the same service
# share 0.28 or more; pages served by mistake at most 0.09.
_UNRELATED = 0.15
# A landing page served in place of a policy has 0.1-0.17 of its words on policies' subjects; a
# rewritten policy has 0.9 or more (8 recorded pairs).
_OTHER_SUBJECT = 0.3
# If the site's front page still holds most of the policy, the policy has moved there.
_SAME_TEXT = 0.5
# A translation is about as long as the text.
_TRANSLATED = 0.5
# A shorter text cannot be a policy by itself.
_POLICY_WORDS = 150
_FEWEST_PARAGRAPHS = 3
_BROKEN_WORDS = 3
# Where so many parts of a page did not load, all that comes or goes as a whole did not either.
_MANY_FAILED = 8
_MOSTLY_FAILED = 0.8
_ERROR_WORDS = 40
_SHORT_DOCUMENT = 400
_ALSO_IN_RULES = re.compile(
    r"service unavailable|temporarily unavailable|under maintenance|access denied|you don't have permission|unusual traffic|too many requests|rate limit exceeded|session has expired|your session has timed out|just a moment|requires javascript"
)
_OF_RULE = re.compile(
    r"\b(?:we|you) (?:must|may|will|shall|can|may not|must not|cannot|agree|respond|suspend|terminate|delete|charge|close)\b|\byour account\b|\baccounts? (?:that|which|of)\b|\b(?:or|to) (?:sell|copy|use)\b"
)
_FIRST_BLOCKS = 12


# From this size ratio on, a text wholly contained in the other one is a part of it.
GROWN = Judgement(Kind.FAILURE, "recovered", "the old text was ")


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much two documents have in common."""

    old: int
    """Letters of the old document."""
    new: int
    kept: int
    """Letters that occur in both."""

    @property
    def ratio(self) -> float:
        """Return the size of the smaller document as a share of the larger."""
        return min(self.old, self.new) / max(1, self.old, self.new)


def measure_overlap(diff: Diff, old: Document, new: Document) -> Overlap:
    """Return how many letters each document has, and how many they share."""
    letters_old = sum(len(block.text) for block in old.blocks)
    letters_new = sum(len(block.text) for block in new.blocks)
    gone = sum(
        len(edit.text) - edit.text.count("\n")  # line breaks join blocks and are in none
        for hunk in diff.hunks
        for edit in hunk.edits
        if edit.op == "-"
    )
    return Overlap(letters_old, letters_new, max(0, letters_old - gone))


def judge_whole(diff: Diff, old: Document, new: Document, served: Served) -> Judgement | None:
    """Return a judgement if one of the texts is not the policy, or another edition of it."""
    if not old.blocks or not new.blocks:
        return Judgement(Kind.FAILURE, "empty", "old" if not old.blocks else "new")
    overlap = measure_overlap(diff, old, new)
    share = overlap.kept / max(1, min(overlap.old, overlap.new))
    if served.old_from_home != served.new_from_home and share < _SAME_TEXT:
        return Judgement(Kind.FAILURE, "sent_home" if served.new_from_home else "recovered")
    if share > _UNRELATED:
        return _judge_fragment(overlap, share) or _without_body(old, new) or _broken_off(old, new)
    collapse = _judge_collapse(overlap, old, new)
    if collapse is None and in_other_language(old, new):
        collapse = _judge_translation(old, new)
    return collapse or _error_served(old, new) or _other_subject(old, new)


def says_nothing(document: Document) -> bool:
    """Return whether a text has no sentence, table or list of vendors: a log-in form, a menu."""
    if any(map(is_prose, document.blocks)):
        return False
    seen = SeenPage("", document)
    return not (seen.lists_names or seen.names_vendors)


def _judge_translation(old: Document, new: Document) -> Judgement:
    """Return what a text in another language is: the policy translated, or another page."""
    lengths = sorted(map(_comparable_length, (old, new)))
    blocks = sorted((len(old.blocks), len(new.blocks)))
    if min(lengths[0] / max(1, lengths[1]), blocks[0] / blocks[1]) >= _TRANSLATED:
        return Judgement(Kind.VARIANT, "other_language")
    return Judgement(Kind.FAILURE, "not_the_policy", "in another language and of another length")


def _comparable_length(document: Document) -> int:
    """Return how many letters a document has; a Chinese, Japanese or Korean one counts as two."""
    return sum(
        len(block.text) + sum(letter > "\u2e7f" for letter in block.text)
        for block in document.blocks
    )


def _other_subject(old: Document, new: Document) -> Judgement | None:
    """Return a judgement if one of two unrelated texts is hardly about the subjects of policies."""
    rates = [_rate_of_subjects(document) for document in (old, new)]
    if min(rates) >= _OTHER_SUBJECT * max(rates):
        return None
    code = "not_the_policy" if rates[1] < rates[0] else "recovered"
    return Judgement(Kind.FAILURE, code, f"{rates[0]:.0f} and {rates[1]:.0f} in 1,000 words")


def _rate_of_subjects(document: Document) -> float:
    """Return how many words in a thousand are about the subjects of policies."""
    text = fold_for_comparison("\n".join(block.text for block in document.blocks))
    mentions = sum(
        len(list_pattern("topics", topic).findall(text)) for topic in list_names("topics")
    )
    return 1000 * mentions / max(1, text.count(" "))


def _judge_fragment(overlap: Overlap, share: float) -> Judgement | None:
    """Return a judgement if one text is a small part of the other and says nothing else."""
    if share < _CONTAINED or overlap.ratio >= _FRAGMENT:
        return None
    if overlap.new > overlap.old:
        return replace(GROWN, detail=f"{GROWN.detail}{overlap.ratio:.0%}")
    return Judgement(Kind.FAILURE, "truncated", f"{overlap.ratio:.0%}")


def edited_within(hunk: Hunk, whole: Judgement, old: Document) -> bool:
    """Return whether a hunk edits text that was present while the rest was missing.

    Text that merely continues at the end of a block was missing too.
    """
    if whole.code != GROWN.code or old.words < _POLICY_WORDS or not _is_edited(hunk):
        return False
    ends = [hunk.edits[place].op for place in (0, -1)] if hunk.edits else []
    return whole.detail.startswith(GROWN.detail) and ends == ["=", "="]


def _without_body(old: Document, new: Document) -> Judgement | None:
    """Return a judgement if one text is little more than its headings."""
    counts = [sum(map(is_prose, document.blocks)) for document in (old, new)]
    if min(counts) > 0 or max(counts) < _FEWEST_PARAGRAPHS:
        return None
    words = sorted((old.words, new.words))
    if words[0] > _FRAGMENT * words[1]:
        return None
    return Judgement(Kind.FAILURE, "truncated" if counts[1] == 0 else "recovered")


def _broken_off(old: Document, new: Document) -> Judgement | None:
    """Return a judgement if one text breaks off within a word of the other."""
    for short, long, code in ((new, old, "truncated"), (old, new, "recovered")):
        end = short.blocks[-1].text
        # A line that the whole text has too, or that is only a title, breaks nothing off.
        is_whole = len(words_in(end)) < _BROKEN_WORDS or any(
            block.text == end for block in long.blocks
        )
        if (
            end[-1:].isalnum()
            and not is_whole
            and any(
                block.text.startswith(end) and block.text[len(end) : len(end) + 1].isalpha()
                for block in long.blocks
            )
        ):
            return Judgement(Kind.FAILURE, code, end[-80:])
    return None


def _judge_collapse(overlap: Overlap, old: Document, new: Document) -> Judgement | None:
    """Return a judgement if one of two unrelated texts is far too short to be the policy.

    A short text that says as much about the subjects of policies as the long one is a rewritten
    policy.
    """
    if overlap.ratio >= _COLLAPSED:
        return None
    if overlap.old < overlap.new and old.words >= _POLICY_WORDS:
        rates = [_rate_of_subjects(document) for document in (old, new)]
        if rates[0] >= _OTHER_SUBJECT * rates[1] and not is_error_document(old):
            return None
    return Judgement(Kind.FAILURE, _shrunk_or_grown(overlap, "collapsed"), f"{overlap.ratio:.0%}")


def _shrunk_or_grown(overlap: Overlap, when_shrunk: str) -> str:
    return when_shrunk if overlap.new < overlap.old else "recovered"


def _error_served(old: Document, new: Document) -> Judgement | None:
    for document, name in ((new, "new"), (old, "old")):
        if is_error_document(document):
            return Judgement(Kind.FAILURE, "error_text", name)
    return None


def around_errors(diff: Diff, judgements: list[Judgement]) -> list[Judgement]:
    """Return the judgements, with what appeared or vanished along with an error message marked as a failure.

    Where one part of a page fails to load, the other parts may still have been edited.
    """
    failed = {
        place
        for place, hunk in enumerate(diff.hunks)
        if _says_error(hunk.old) != _says_error(hunk.new)
    }
    for place in sorted(failed):
        for step in (-1, 1):
            neighbour = place + step
            while 0 <= neighbour < len(diff.hunks) and not _is_edited(diff.hunks[neighbour]):
                failed.add(neighbour)
                neighbour += step
    if len(failed) >= _MANY_FAILED:
        lone = {place for place, hunk in enumerate(diff.hunks) if not _is_edited(hunk)}
        letters = [
            sum(map(_hunk_letters, (diff.hunks[place] for place in places)))
            for places in (failed, lone | failed)
        ]
        failed |= lone if letters[0] >= _MOSTLY_FAILED * letters[1] else set()
    return [
        Judgement(Kind.FAILURE, "error_text") if place in failed else judgement
        for place, judgement in enumerate(judgements)
    ]


def _hunk_letters(hunk: Hunk) -> int:
    return sum(len(side.text) for side in (hunk.old, hunk.new) if side is not None)


def _is_edited(hunk: Hunk) -> bool:
    """Return whether a text occurs in both documents and was edited."""
    return hunk.old is not None and hunk.new is not None


def _says_error(side: Side | None) -> bool:
    return side is not None and any(is_error(block.text) for block in side.blocks)


def is_error(text: str) -> bool:
    """Return whether a block is an error message that was served in place of the content."""
    if text.count(" ") >= _ERROR_WORDS:
        return False
    folded = fold_for_comparison(text)
    error = list_pattern("failure", "all").search(folded)
    # Policies use some of these words in rules of their own, in the middle of a sentence.
    is_ambiguous = error is not None and _ALSO_IN_RULES.fullmatch(error.group())
    return error is not None and not (is_ambiguous and _OF_RULE.search(folded))


def is_error_document(document: Document) -> bool:
    """Return whether the first blocks of a short document say that it is not the policy."""
    return document.words < _SHORT_DOCUMENT and any(
        is_error(block.text) for block in document.blocks[:_FIRST_BLOCKS]
    )


def in_other_language(old: Document, new: Document) -> bool:
    """Return whether two documents are in different languages."""
    languages = [document.language or detect_language(document.blocks) for document in (old, new)]
    return None not in languages and languages[0] != languages[1]
