"""What the guard examines: the extracted text, and everything that a short page shows and hides."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import Final

from policytrail.extract.edges import is_copyright
from policytrail.extract.guard.binding import (
    ADDRESS,
    EVERYWHERE,
    binding_sentences,
    gathers_policies,
    is_policy_name,
)
from policytrail.language import policy_words_in
from policytrail.model import Block, BlockKind, Document
from policytrail.text import fold_for_comparison, normalise_text

_HIDDEN: Final = re.compile(r"<(?:(script|style|template|svg)\b|!--)", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^<>]{0,5000}>")
_READ = 1_000_000
_HEAD_BLOCKS = 3
_BINDING_BLOCKS = 60
_ALL_LINKED = 0.9
_MANY_WORDS = 1_000
_NEXT_TO_NOTHING = 40
"""With fewer words than this, hidden text counts too: forms hide "something went wrong" on any page."""
_JUDGED = 10_000
"""Characters that are enough to judge whether a text is about the subjects of policies."""
_SHORT_WORDS = 120
_FEW_TELLING = 3
_TELLING_SHARE = 0.05
"""Share of words of policies below which a short text is not one; real ones have 0.06 or more."""
_RUN_IN_TITLE: Final = re.compile(
    r"(?:[A-Z][\w'&-]+ +(?:(?:of|and|for|to|the|on|de|der|und|et|y) +)?){2,7}(?=[A-Z])"
)
"""A title at the beginning of the first line."""
_VENDORS: Final = re.compile(
    r"sub-?(?:processor|contractor|encargado|verwerker|biträde|processz)|unterauftrag|sous-traitant|sub-?responsabil|sottoresponsabil"
    r"|^(?:(?:our|list of|third[- ]party|approved|liste? (?:des?|der|de los|dei|di)) ){0,3}(?:vendors|(?:service )?providers|suppliers|processors|cookies|dienstleister|prestataires|proveedores|fornitori)$"
)
_ENTRY: Final = re.compile(
    r"(?=.{5,160}$)[^\W\d_][^,;:|(–—]{1,60}(?:, | ?[:|] ?| [–—-] | \()\S[^.!?]*\)?\.?$"
)
"""A name with what it does or where it is: `Inkwell Cloud, hosting, Norland`."""
_ENTRIES: Final = 2
_IDEOGRAPHS: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")


@dataclass(frozen=True)
class SeenPage:
    """One page as the guard sees it."""

    markup: str
    """The body as text; empty if it is not mark-up."""
    document: Document
    asks_password: bool = False
    is_selected: bool = False
    """Whether rules selected the text: then its length and kind are as intended."""
    url: str = ""
    """Where the page was asked for."""
    is_part: bool = False
    """Whether it is one of the pages of a policy: such a chapter may be short and name no policy."""

    @cached_property
    def text(self) -> str:
        """All of the document's text, folded for comparison."""
        return fold_for_comparison("\n".join(block.text for block in self.document.blocks))

    @cached_property
    def title(self) -> str:
        """The page's title, folded."""
        return fold_for_comparison(self.document.title)

    @cached_property
    def head(self) -> str:
        """The title and the first blocks, folded: where a page says what it is."""
        blocks = self.document.blocks[:_HEAD_BLOCKS]
        return fold_for_comparison(
            "\n".join([self.document.title, *(block.text[:300] for block in blocks)])
        )

    @cached_property
    def first_line(self) -> str:
        """The text's first block, folded."""
        return fold_for_comparison(self.document.blocks[0].text) if self.document.blocks else ""

    @cached_property
    def lists_names(self) -> bool:
        """Whether it is a list of vendors or cookies, which has names and no sentences."""
        if any(block.kind is BlockKind.ROW for block in self.document.blocks):
            return True
        if not self.names_vendors:
            return False
        return sum(_ENTRY.match(block.text) is not None for block in self.own_blocks) >= _ENTRIES

    @cached_property
    def names_vendors(self) -> bool:
        """Whether the title or a first block is the name of a list of vendors."""
        titles = [self.document.title, *(block.text for block in self.own_blocks[:_HEAD_BLOCKS])]
        return any(_VENDORS.search(fold_for_comparison(title)) for title in titles)

    @cached_property
    def words(self) -> int:
        """Number of words of the document; two ideographs count as one."""
        words = self.document.words
        if words > _MANY_WORDS:
            return words
        return count_words("\n".join(block.text for block in self.document.blocks))

    @cached_property
    def own_blocks(self) -> list[Block]:
        """The blocks that are more than links to other pages and a line of copyright."""
        linked = Counter[int]()
        for link in self.document.links:
            linked[link.block] += link.end - link.start
        return [
            block
            for position, block in enumerate(self.document.blocks)
            if linked[position] < _ALL_LINKED * len(block.text)
            and (_is_heading(block) or not is_copyright(block.text))
        ]

    @cached_property
    def own_words(self) -> int:
        """How many words stand in the blocks of its own; of a long text in all of them."""
        if self.document.words > _MANY_WORDS:
            return self.document.words
        return count_words("\n".join(block.text for block in self.own_blocks))

    @cached_property
    def names_policy(self) -> bool:
        """Whether the title, or the text itself, begins with the name of a policy."""
        if self.shows_name:
            return True
        gathers = any(gathers_policies(block.text) for block in self.own_blocks[:_HEAD_BLOCKS])
        return not gathers and is_policy_name(self.document.title)

    @cached_property
    def shows_name(self) -> bool:
        """Whether one of the first headings, or the first line, is the name of a policy."""
        headings = [block.text for block in self.own_blocks[:_HEAD_BLOCKS] if _is_heading(block)]
        first = self.own_blocks[0].text if self.own_blocks else ""
        run_in = _RUN_IN_TITLE.match(first)
        names = (*headings, first, run_in[0] if run_in else "")
        return any(map(is_policy_name, names))

    @cached_property
    def binding(self) -> list[str]:
        """The sentences of the first part that state a rule, a right or a practice, folded."""
        texts = (block.text for block in self.own_blocks[:_BINDING_BLOCKS])
        return binding_sentences(texts, is_named=self.names_policy)

    @cached_property
    def telling_words(self) -> list[str]:
        """The words of policies in the first part of the text, without those that any page has."""
        text = "\n".join(block.text for block in self.own_blocks)[:_JUDGED]
        policy_words = policy_words_in(fold_for_comparison(ADDRESS.sub(" ", text)))
        return [word for word in policy_words if word not in EVERYWHERE]

    @cached_property
    def is_named(self) -> bool:
        """Whether the title or the first blocks contain a word of policies."""
        return any(word not in EVERYWHERE for word in policy_words_in(self.head))

    @cached_property
    def is_doubtful(self) -> bool:
        """Whether the text is so short, and has so few words of policies, that it may be anything."""
        if self.is_selected or self.words > _SHORT_WORDS:
            return False
        telling = self.telling_words
        return len(telling) < max(_FEW_TELLING, _TELLING_SHARE * self.words)

    @cached_property
    def whole(self) -> str:
        """All text of the mark-up, with banners and `<noscript>`, folded; of its first part only."""
        start = self.markup[:_READ]
        text = unescape(_TAG.sub(" ", _without_hidden(start)))
        return fold_for_comparison(normalise_text(_TAG.sub(" ", text))) or self.text

    @cached_property
    def said(self) -> str:
        """The text that a reader sees, folded: banners and notes count if there is little else."""
        shown = f"{self.title}\n{self.text}"
        return f"{shown}\n{self.whole}" if self.words < _NEXT_TO_NOTHING else shown

    @cached_property
    def scripts(self) -> str:
        """The beginning of the mark-up in lower case, for signs that only programs read."""
        return self.markup[:_READ].lower()


def count_words(text: str) -> int:
    """Return the number of words of a text; two ideographs count as one."""
    ideographs = len(_IDEOGRAPHS.findall(text))
    return ideographs // 2 if ideographs > len(text) // 4 else len(text.split())


def _is_heading(block: Block) -> bool:
    return block.kind is BlockKind.HEADING


def _without_hidden(markup: str) -> str:
    """Drop scripts, styles and comments in one pass; one that never ends hides all that follows."""
    lowered = markup.lower()
    parts: list[str] = []
    place = 0
    while hidden := _HIDDEN.search(markup, place):
        parts.append(markup[place : hidden.start()])
        closing = f"</{hidden[1].lower()}" if hidden[1] else "-->"
        end = lowered.find(closing, hidden.end())
        if end < 0:
            return " ".join(parts)
        place = end + len(closing)
    parts.append(markup[place:])
    return " ".join(parts)
