"""Short clauses that weigh on the reader, or protect the reader: worth knowing whatever their length."""

from collections.abc import Iterator, Sequence

from policytrail.language import Standing, TextIndex
from policytrail.model import Document
from policytrail.significance.lexicon import list_names, list_pattern
from policytrail.significance.weigh.grave_words import is_denied
from policytrail.significance.weigh.substantive_hunks import SubstantiveHunk
from policytrail.text import fold_for_comparison


def burdens_more(material: Sequence[SubstantiveHunk], old: Document, new: Document) -> bool:
    """Return whether a clause that weighs on the reader came, or one that protects the reader went."""
    return any(
        _is_news("burdens", gone, come, old) or _is_news("protections", come, gone, new)
        for gone, come in (substantive.sentences for substantive in material)
    )


def _is_news(name: str, before: Sequence[str], after: Sequence[str], document: Document) -> bool:
    """Return whether sentences deal with a subject of a list that those before did not, nor the document."""
    known = {subject for sentence in before for subject in _subjects(name, sentence)}
    return any(
        subject not in known and not _is_known(sentence, name, subject, document)
        for sentence in after
        for subject in _subjects(name, sentence)
    )


def _is_known(sentence: str, name: str, subject: str, document: Document) -> bool:
    """Return whether a document says what a sentence says: a similar sentence on another subject does not."""
    standing = TextIndex.of_document(document).judge_presence(sentence)
    if standing is not Standing.SAID:
        return standing is Standing.SAME
    return any(
        not is_denied(match)
        for block in document.blocks
        for match in list_pattern(name, subject).finditer(fold_for_comparison(block.text))
    )


def _subjects(name: str, sentence: str) -> Iterator[str]:
    """Yield the subjects of a list that a sentence affirms."""
    folded = fold_for_comparison(sentence)
    for subject in list_names(name):
        if any(not is_denied(match) for match in list_pattern(name, subject).finditer(folded)):
            yield subject
