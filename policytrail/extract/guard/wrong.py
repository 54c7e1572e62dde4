"""Pages that are something other than a policy."""

import re
from typing import Final

from policytrail.extract.guard.binding import NAMES
from policytrail.extract.guard.policy_like import count_rules, says_something
from policytrail.extract.guard.seen import SeenPage
from policytrail.language import POLICY_LANGUAGES

_SHARE_OF_LINKS = 0.5
_FEW_WORDS = 400
_SOME_WORDS = 150
_ENOUGH_WORDS = 40
"""With fewer words than this, the density of words says nothing."""
_FEWEST_SAYING = 25
_SENTENCE: Final = re.compile(r"[^.!?。]{30,}[.!?。]")
_JUDGED = 10_000
_DENSITY = 0.006
"""Share of words of policies below which a text is not one: real ones in 25 languages have 0.008."""
_UNSPACED_DENSITY = 0.003
"""The same for languages written without spaces, counted by two characters."""
_UNSPACED: Final = frozenset({"zh", "ja", "ko", "th", "km", "my"})
_UNKNOWN: Final = frozenset({None, "ta", "bn", "ka", "hy", "fa", "ur"})
"""Languages whose words we do not have: their absence proves nothing."""
_STATING_WORDS: Final = 250
"""Up to this many words, a policy must have a sentence that states something."""
_FEWEST_TELLING: Final = 2
_DENSE: Final = 0.2
"""Share of words of policies from which a text without a known verb is one."""
# How companies are registered: all that an imprint contains.
_PUBLISHER: Final = re.compile(
    r"\bvat\b|ust-?id|handelsregister|\bhr[ab] ?\d|siret|\brcs\b|\bc\.?i\.?f\.?\b|\bn\.?i\.?f\.?\b|p\. ?iva|partita iva|\bkvk\b|\bbtw\b"
    r"|org\.?-?(?:nr|nummer)|y-tunnus|\bkrs\b|\bregon\b|\bnip\b|\bičo?\b|cégjegyzék|adószám|\bcui\b|\bинн\b|\bогрн\b"
    r"|registered (?:office|in|under|number)|company (?:no|number|registration)|販売業者|所在地|株式会社|사업자등록번호|统一社会信用代码|icp备"
)
_LANDING: Final = re.compile(
    r"welcome to the [^.\n]{0,40}(?:privacy|legal|help|trust|safety) cent(?:er|re)|take a look around"
)


def describe_wrong_page(seen: SeenPage) -> str | None:
    """Return what the page is instead, or None."""
    if not seen.document.blocks:
        return None
    return _describe_wording(seen)


def describe_way_in(seen: SeenPage) -> str | None:
    """Return a reason if a page only leads to others, else None."""
    document = seen.document
    if not document.blocks:
        return None
    length = sum(len(block.text) for block in document.blocks)
    linked = sum(link.end - link.start for link in document.links)
    if seen.words <= _FEW_WORDS and linked > _SHARE_OF_LINKS * length:
        return "the page is mostly links"
    landing = _LANDING.search(seen.text) if seen.words <= _SOME_WORDS else None
    return f"the page is a way in: {landing[0]!r}" if landing else None


def _describe_wording(seen: SeenPage) -> str | None:
    """Return a reason if the words are not those of a policy, else None."""
    language = seen.document.language
    if seen.lists_names or (seen.is_part and seen.own_words <= _STATING_WORDS):
        return None
    if seen.own_words <= _STATING_WORDS and _names_publisher(seen):
        return None
    is_known = seen.own_words < _ENOUGH_WORDS if language is None else language in POLICY_LANGUAGES
    if is_known and _states_nothing(seen):
        return "no sentence in it states a rule, a right or a practice"
    if seen.is_doubtful and language not in _UNKNOWN - {None} and not _says_rules(seen):
        return "no word of a policy in it" if not seen.telling_words else _describe_thin(seen)
    if seen.is_selected or seen.is_named or language in _UNKNOWN:
        return None
    return _describe_density(seen)


def _states_nothing(seen: SeenPage) -> bool:
    """Return whether a short page has no sentence of a policy, and names no publisher."""
    if seen.own_words > _STATING_WORDS or count_rules(seen):
        return False
    stated = [word for word in seen.telling_words if word not in NAMES]
    if len(stated) >= max(_FEWEST_TELLING, _DENSE * seen.own_words):
        return False
    return not (seen.names_policy and says_something(seen))


def _says_rules(seen: SeenPage) -> bool:
    return count_rules(seen) > 0 or (seen.names_policy and says_something(seen))


def _names_publisher(seen: SeenPage) -> bool:
    publishers = {match[0] for match in _PUBLISHER.finditer(seen.text)}
    return len(publishers) >= (1 if seen.names_policy else 2)


def _describe_thin(seen: SeenPage) -> str | None:
    """Return a reason if a very short text names policies and says nothing, else None."""
    says_nothing = (
        not says_something(seen) and seen.words < _FEWEST_SAYING and not _SENTENCE.search(seen.text)
    )
    return "it names policies and says nothing" if says_nothing else None


def _describe_density(seen: SeenPage) -> str | None:
    judged = max(1, min(seen.words, seen.words * _JUDGED // max(1, len(seen.text))))
    least = _UNSPACED_DENSITY if seen.document.language in _UNSPACED else _DENSITY
    if seen.words >= _ENOUGH_WORDS and len(seen.telling_words) < least * judged:
        return "hardly a word of a policy in it"
    return None
