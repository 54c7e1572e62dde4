"""Reads the attributes of a provision, each with the words that state it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from policytrail.language import find_durations
from policytrail.model import Attribute, AttributeValue, Quote
from policytrail.provisions.denial import denial_in, is_negated
from policytrail.provisions.patterns import Pattern, compile_pattern
from policytrail.provisions.taxonomy import AttributeRule

_NEAR = 70
"""Most characters between a number of days and its keyword: about a dozen words."""
_MONEY = re.compile(
    r"(?:(?:us|u\.s\.|c|a|au|ca)?\s?\$|€|£|usd|eur|gbp)\s?\d[\d,. ]*\d|\b(?:us|u\.s\.)?\s?\$\s?\d|"
    r"\b\d[\d,.]*\s?(?:us\s)?(?:dollars|euros?|usd|eur|gbp|pounds(?: sterling)?|€|£)"
)
_AGE = re.compile(
    r"(?:age of|aged?|least|under|over|below|older than|younger than|be)\s+(?:the age of\s+)?"
    r"(?:\w+\s*\(\s*)?(\d{1,2}|thirteen|fourteen|sixteen|eighteen|twenty[- ]one)\b"
    r"|\b(\d{1,2}|thirteen|fourteen|sixteen|eighteen)\)?\s*(?:years|or older|or over|and over|\+)"
)
_AGES = {
    "thirteen": 13,
    "fourteen": 14,
    "sixteen": 16,
    "eighteen": 18,
    "twenty-one": 21,
    "twenty one": 21,
}
_NAME = re.compile(r"\b[A-Z][\w.&'’-]+(?= (?:may|can|reserves)\b)")
_NO_SERVICE = frozenset({
    "you", "user", "users", "customer", "customers", "client", "clients", "licensee", "licensees",
    "subscriber", "subscribers", "member", "members", "buyer", "buyers", "purchaser", "seller",
    "sellers", "party", "parties", "either", "neither", "both", "each", "this", "these", "that",
    "those", "it", "they", "he", "she", "who", "which", "there", "nobody", "nothing", "no", "one",
    "anyone", "parent", "guardian", "consumer", "consumers", "developer", "developers",
    "publisher", "advertiser", "recipient", "assignee", "account", "accounts", "data",
    "information", "content", "terms", "agreement", "policy", "services", "service", "such",
})  # fmt: skip
"""Capitalised words before an auxiliary verb that do not name the service."""
_MOST_VOID = 32
"""Times that words of one kind are left out of a sentence; only a hostile one repeats them so often."""
_OLDEST = 25
_NO_AGE = re.compile(
    r"\W*(?:euros?|dollars?|pounds?|percent|per cent|%|days?|weeks?|months?|hours?|characters|gb|mb)\b"
)
"""Signs that a small number counts something other than years of age."""
# Places are capitalised; in a text without capitals (sets tokenised for research) a place ends at a
# comma or a verb.
_PLACE = re.compile(
    r"(?:laws?\s+of|courts?\s+(?:of|in|located\s+in|sitting\s+in)|courts?\b[^.;]{0,60}?\blocated\s+in|venue\s+in|seated?\s+in)\s+"
    r"(?:the\s+)?(?:(?:state|commonwealth|republic|federal\s+republic|province|kingdom|county|city|country)\s+of\s+)?"
    r"(?:the\s+)?(?P<place>[a-z][\w.'-]*(?:\s+(?:and|of|the|[a-z][\w.'-]*)){0,5}?)"
    r"(?=\s*[,.;()]|\s+(?:shall|will|govern|without|and\s+(?:the|you|to|\w+\s+laws?)\b|as|for|to|in|with|exclusive|"
    r"regardless|are|is|have|has|appl|excluding|except|having|over)|$)"
)


@dataclass(frozen=True, slots=True)
class AttributeReader:
    """One attribute of a type, compiled for reading."""

    name: str
    rule: AttributeRule
    patterns: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]
    void: tuple[Pattern, ...]
    near: tuple[re.Pattern[str], ...]
    nearby: tuple[Pattern, ...] = ()

    def read_nearby(self, quote: Quote, folded: str, words: frozenset[str]) -> Attribute | None:
        """Return the attribute that a sentence near a clause states about the clause's subject, or None."""
        if not _first_match(folded, self.nearby, words):
            return None
        rule = self.rule.model_copy(update={"affirmed": self.rule.kind == "flag"})
        return replace(self, rule=rule).read_attribute(quote, folded, words)

    def read_attribute(self, quote: Quote, folded: str, words: frozenset[str]) -> Attribute | None:
        """Return the attribute that the quoted words state, or None.

        `words` are those of the sentence: a pattern is searched only if they contain a word that it
        requires.
        """
        if self.rule.names_service:
            folded = _name_as_we(folded, quote.excerpt)
            words |= {"we"}
        attribute_value = self._find_value(self._without_void(folded, words), quote.excerpt, words)
        if attribute_value is None or _first_match(folded, self.unless, words):
            return None
        value, start, end = attribute_value
        quote_of_value = Quote(quote.position, quote.block, quote.start + start, quote.start + end)
        return Attribute(self.name, value, quote_of_value)

    def _without_void(self, folded: str, words: frozenset[str]) -> str:
        """Return the text with blanks for what says something else, each place as before."""
        for pattern in self.void:
            if not pattern.may_match(words):
                continue
            for _ in range(_MOST_VOID):
                span = pattern.search_folded(folded)
                if span is None:
                    break
                start, end = span
                folded = folded[:start] + " " * (end - start) + folded[end:]
        return folded

    def _find_value(
        self, folded: str, excerpt: str, words: frozenset[str]
    ) -> tuple[AttributeValue, int, int] | None:
        match self.rule.kind:
            case "flag" | "denial":
                return self._find_flag(folded, words)
            case "name":
                span = _first_match(folded, self.patterns, words)
                return (folded[span[0] : span[1]], *span) if span else None
            case "days":
                return self._find_days(folded)
            case "money":
                price = _MONEY.search(folded)
                return (price[0].strip(), price.start(), price.end()) if price else None
            case "age":
                return _find_age(folded)
            case "place":
                return _find_place(folded, excerpt)

    def _find_flag(self, folded: str, words: frozenset[str]) -> tuple[bool, int, int] | None:
        if self.rule.kind == "denial":
            span = denial_in(folded, self.patterns, words)
        elif self.rule.affirmed:
            affirmed = (
                match
                for pattern in self.patterns
                if pattern.may_match(words)
                and (match := pattern.search_folded(folded))
                and not is_negated(folded, *match, by_itself=pattern.negates)
            )
            span = next(affirmed, None)
        else:
            span = _first_match(folded, self.patterns, words)
        return (True, *span) if span else None

    def _find_days(self, folded: str) -> tuple[float, int, int] | None:
        for duration in find_durations(folded):
            around = folded[max(0, duration.start - _NEAR) : duration.end + _NEAR]
            if not self.near or any(word.search(around) for word in self.near):
                return duration.days, duration.start, duration.end
        return None


def _name_as_we(folded: str, excerpt: str) -> str:
    """Return the folded text with `we` for each name that may be the service's, places kept."""
    pieces: list[str] = []
    done = 0
    for name in _NAME.finditer(excerpt):
        if name[0].casefold() not in _NO_SERVICE:
            start, end = name.span()
            pieces += [folded[done:start], "we".ljust(end - start)]
            done = end
    return "".join([*pieces, folded[done:]])


def _first_match(
    folded: str, patterns: Sequence[Pattern], words: frozenset[str]
) -> tuple[int, int] | None:
    """Return the span of the first pattern that matches."""
    for pattern in patterns:
        if pattern.may_match(words) and (span := pattern.search_folded(folded)):
            return span
    return None


def _find_age(folded: str) -> tuple[int, int, int] | None:
    for match in _AGE.finditer(folded):
        text = match[1] or match[2]
        age = _AGES.get(text) or int(text) if text in _AGES or text.isdigit() else 0
        if 0 < age <= _OLDEST and not _NO_AGE.match(folded, match.end()):
            return age, match.start(), match.end()
    return None


def _find_place(folded: str, excerpt: str) -> tuple[str, int, int] | None:
    """Return the first place name: in capitals, unless the text has none."""
    has_none = excerpt.islower() or excerpt.isupper()
    for match in _PLACE.finditer(folded):
        start, end = match.span("place")
        name = excerpt[start:end].rstrip(".")
        if name and (has_none or name[0].isupper()):
            return name, start, start + len(name)
    return None


def build_reader(name: str, rule: AttributeRule, macros: Mapping[str, str]) -> AttributeReader:
    """Return the reader of an attribute."""
    compiled = tuple(compile_pattern(source, macros) for source in rule.patterns)
    unless = tuple(compile_pattern(source, macros) for source in rule.unless)
    void = tuple(compile_pattern(source, macros) for source in rule.void)
    near = tuple(compile_pattern(word, macros).parts[0] for word in rule.near)
    nearby = tuple(compile_pattern(source, macros) for source in rule.nearby)
    return AttributeReader(name, rule, compiled, unless, void, near, nearby)


def merge_attributes(
    first: tuple[Attribute, ...], second: tuple[Attribute, ...]
) -> tuple[Attribute, ...]:
    """Return both sets of attributes; where both have one of the same name, the first one's value."""
    named = {attribute.name for attribute in first}
    return (*first, *(attribute for attribute in second if attribute.name not in named))
