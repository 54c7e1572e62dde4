"""What a whole document says its service does and does not do."""

from collections.abc import Mapping
from functools import cached_property

from policytrail.language import Standing, TextIndex, split_clauses, split_sentences
from policytrail.model import Document
from policytrail.significance.lexicon import list_pattern
from policytrail.significance.weigh.claims import Claim, clause_denies, find_claims, named_objects
from policytrail.text import fold_for_comparison

GIVING = frozenset({"share", "sell"})
"""The acts by which data reaches others: a disclosure called by one name is not new under another."""


class Assertions:
    """What a whole document asserts, computed when a rule asks for it."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @cached_property
    def _written(self) -> tuple[str, ...]:
        return tuple(
            sentence for block in self._document.blocks for sentence in split_sentences(block.text)
        )

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """Return the sentences of the document, folded."""
        return tuple(map(fold_for_comparison, self._written))

    @cached_property
    def denials(self) -> tuple[Claim, ...]:
        """Return what the document says that the service does not do."""
        denying = (
            sentence
            for sentence, folded in zip(self._written, self.sentences, strict=True)
            if clause_denies(folded)
        )
        return tuple(claim for claim in find_claims(*denying) if claim.denied)

    @cached_property
    def _affirmed(self) -> Mapping[str, frozenset[str]]:
        """Return the recipients, purposes and data of each act that the document affirms."""
        naming = (
            sentence
            for sentence, folded in zip(self._written, self.sentences, strict=True)
            if named_objects(folded)
        )
        affirmed: dict[str, frozenset[str]] = {}
        for claim in find_claims(*naming):
            if not claim.denied:
                affirmed[claim.act] = affirmed.get(claim.act, frozenset()) | claim.objects
        return affirmed

    def affirmed_objects(self, act: str) -> frozenset[str]:
        """Return what the document names where it affirms an act, or one like it."""
        kin = GIVING if act in GIVING else {act}
        return frozenset[str]().union(
            *(self._affirmed.get(act_alike, frozenset()) for act_alike in kin)
        )

    @cached_property
    def objects(self) -> frozenset[str]:
        """Return the recipients, purposes and data that the document names and does not deny."""
        return frozenset[str]().union(
            *(
                named_objects(clause)
                for sentence in self.sentences
                if named_objects(sentence)
                for clause in split_clauses(sentence)
                if not clause_denies(clause)
            )
        )

    def judge_presence(self, sentence: str) -> Standing:
        """Return whether the document says what a sentence says, in the same or other words."""
        return self._presence.judge_presence(sentence)

    @cached_property
    def _presence(self) -> TextIndex:
        return TextIndex.of_document(self._document)

    def mentions(self, name: str, key: str) -> bool:
        """Return whether any sentence has a word of a list."""
        pattern = list_pattern(name, key)
        return any(pattern.search(sentence) for sentence in self.sentences)
