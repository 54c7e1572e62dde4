"""Which kind of period a number of days, months or years is, by the words that govern it in its clause."""

import re
from typing import Final

from policytrail.text import fold_for_comparison

UNCERTAIN: Final = "figure"
"""A period that nothing in its clause governs."""
LIMIT: Final = "time_limit"
"""A period within which something must happen, of a kind that the clause does not name."""
PERIODS: Final = frozenset(
    {
        "retention_period",
        "notice_days",
        "withdrawal_period",
        "payment_period",
        "dispute_period",
        LIMIT,
        UNCERTAIN,
    }
)
_CLAUSE_END = re.compile(r"[;:|]|\.\s|,? (?:and|but|or) (?=(?:we|you|they|our|your|nous|wir)\b)|\n")
_LONGEST = 160
# Ages and past periods: nobody is granted or bound by them.
_AGE_BEFORE = re.compile(
    r"\b(?:aged?|age of|older than|younger than|turned?|(?:are|be|is|users?|persons?|people|child(?:ren)?|minors|anyone|adults)"
    r" (?:at least|under|over|below))\s+(?:the age of\s+)?$"
    r"|\b(?:avoir|ayant|âgés? (?:de )?)\s?(?:au moins |moins de |plus de )?$|\b(?:personen|kinder|jugendliche) (?:unter|über|ab) $"
)
# "Over 18 years" may be an age or a period: what governs it in its clause decides.
_MAYBE_AGE_BEFORE = re.compile(
    r"\b(?:under|over|below|at least|au moins|moins de|plus de|mindestens|unter|über)\s+(?:the age of\s+)?$"
)
_AGE_AFTER = re.compile(r"^\W{0,2}(?:old|of age|or older|and older|or younger|alt)\b")
_YEARS = re.compile(r"(?:years?|ans|jahren?)$")
_LOOKS_BACK = re.compile(
    r"\b(?:past|last|preceding|previous|prior|first|initial|next|every|each|per)\s+(?:\w+ )?$"
)
# "the twelve months preceding the claim", "within 90 days of each other": a span that is counted back or across.
_SPANS = re.compile(
    r"^\W{0,2}(?:period\w*\W{1,2})?(?:immediately |directly )?(?:preceding|leading up to|of each other|of one another|apart\b"
    r"|(?:prior to|before) (?:the |any |such )?(?:\w+ )?(?:claims?|events?|incident|liability|damages?|act|cause of action|date (?:on which|of the)))"
)
# Rights, offers and links that expire are not data that is kept.
_EXPIRES = re.compile(r"\bexpir\w*")
_DATA_EXPIRES = re.compile(
    r"\b(?:cookies?|data|records?|logs?|information|files?|content|backups?|messages?|copies|copy|conversations?|recordings?)\b"
)
_BEFORE: Final = (
    ("notice_days", re.compile(r"notice of (?:at least |not less than |no less than |a )?$|notif\w+ (?:you |us |\w+ )?(?:at least |no later than |with )?$|inform\w* (?:you |us )?(?:at least )?$|(?:give|provide)\w* (?:you |us |\w+ )?(?:with )?(?:at least |no less than |not less than |a minimum of )?$|préavis de $|frist von $")),
    ("retention_period", re.compile(r"\b(?:retain|retention|retained|keep|keeps|kept|stor(?:e|es|ed|age)|conserv\w*|(?:auf)?bewahr\w*|gespeichert|speicher\w*)\b.{0,90}?(?:for|until|up to|of|to|within|after|pendant|für|maximal|at least)? ?(?:a (?:period|maximum|minimum) of )?(?:up to |at least |a |approximately |no (?:more|longer) than |not more than )?$")),
    ("retention_period", re.compile(r"\b(?:delet|eras|remov|purg|destroy|anonymi[sz]|lösch|supprim|expir)\w*.{0,90}?(?:within|after|before|in|for|nach|dans|après|no later than) ?(?:a (?:period|maximum) of )?(?:up to |the )?$")),
    ("withdrawal_period", re.compile(r"\b(?:refund|reimburs|rembours|widerruf|rétract|return|withdraw|cancel|money back)\w*.{0,90}?(?:within|for|after|up to|in|dans|innerhalb(?: von)?|binnen|of)? ?(?:the |a period of )?(?:first |up to )?$")),
    ("payment_period", re.compile(r"\b(?!payments? (?:information|data|details|history|records?|methods?|cards?)\b)(?:pay|paid|payment|payable|invoice|due|billed|zahl\w*|payer)\w*\b.{0,70}?(?:within|in|net|after|of|innerhalb(?: von)?|dans)? ?(?:the )?$")),
    ("dispute_period", re.compile(r"\b(?:arbitrat|disput|claim|lawsuit|appeal|negotiat|opt(?:ing)?.out|action|complain|contest|object)\w*\b.{0,90}?(?:within|for|after|in|of|no later than)? ?(?:the )?(?:first )?$")),
)  # fmt: skip
_AFTER: Final = (
    ("notice_days", re.compile(r"^['’]?s?\W{0,2}(?:\w+ )?(?:prior |advance |written |previous )*(?:notice|notification|préavis)\b|^,? (?:in advance|prior to|before (?:the|any|such|they|it|these|we)\b.{0,60}?(?:change|effect|terminat|increase|chang)\w*)|^ (?:im voraus|vorher)")),
    ("retention_period", re.compile(r"^\W{0,2}(?:retention|storage)\b|^.{0,40}?\b(?:after which|and then)\b.{0,40}?\b(?:delet|eras|remov)\w*|^.{0,40}?,? (?:we |it is |they are |it will be )?(?:then )?(?:delet|eras|remov|purg)\w*|^.{0,40}?\b(?:gelöscht|löschen|gespeichert|aufbewahrt|anonymisiert)\b")),
    ("withdrawal_period", re.compile(r"^\W{0,2}(?:refund|money.back|cancellation|withdrawal|cooling.off|trial refund)\b|^.{0,50}?\b(?:to (?:cancel|withdraw)|(?:for|to request|to claim) a (?:full )?refund)\b|^.{0,40}?\bwiderruf\w*")),
    ("payment_period", re.compile(r"^\W{0,2}(?:payment|billing)\b|^.{0,40}?\b(?:to pay|zu zahlen|zahlbar|fällig)\b")),
    ("dispute_period", re.compile(r"^.{0,60}?\bto (?:opt out|appeal|dispute|object|file|resolve|negotiate|bring)\b")),
)  # fmt: skip
_PAID_BACK = re.compile(r"\b(?:refund|reimburs|rembours)\w*\b")
_PAYS = re.compile(r"\b(?:pay|pays|paid|payable|due|billed)\b")
# "24 hours a day": how often, and no time that anything takes.
_A_DAY = re.compile(r"^ (?:a|per|each|every) (?:day|week|month|year)\b")
_BEFORE_AN_EVENT = re.compile(r"^\W{0,2}(?:before|prior to|ahead of)\b")
_LIMITS = re.compile(
    r"\b(?:within|no later than|not later than|innerhalb(?: von)?|binnen|dans un délai de)\s+(?:the )?(?:first )?$"
)


def kind_of_period(text: str, start: int, end: int) -> str | None:
    """Return which kind of period the words `text[start:end]` state; None for an age or a frequency.

    >>> text = "We will give you 30 days notice."
    >>> kind_of_period(text, 17, 24)
    'notice_days'
    """
    before, after = _words_around(text, start, end)
    is_years = _YEARS.search(text[start:end].lower()) is not None
    is_age = _AGE_AFTER.search(after) or (is_years and _AGE_BEFORE.search(before))
    if is_age or _A_DAY.search(after):
        return None
    notice, pattern = _AFTER[0]
    if pattern.search(after) and not _SPANS.search(after):
        return notice
    if _LOOKS_BACK.search(before) or _SPANS.search(after):
        return UNCERTAIN
    governing = _governing_kind(before)
    # "Cancel 24 hours before it renews": the time left to an event is no time to withdraw in.
    if governing == "withdrawal_period" and _BEFORE_AN_EVENT.search(after):
        governing = UNCERTAIN
    if governing is None and is_years and _MAYBE_AGE_BEFORE.search(before):
        return None
    behind = next((kind for kind, pattern in _AFTER if pattern.search(after)), None)
    return governing or behind or (LIMIT if _LIMITS.search(before) else UNCERTAIN)


def _governing_kind(before: str) -> str | None:
    """Return the kind of a period by the nearest word before it that governs one; None if there is none."""
    governing = [
        (len(before) - match.start(), kind)
        for kind, pattern in _BEFORE
        for match in [_last_match(pattern, before)]
        if match is not None and not _expires_without_data(kind, match, before)
    ]
    nearest = min(governing, default=(0, None))[1]
    is_kept = "retention_period" in {kind for _, kind in governing}
    # "We keep records of your payments for": what is kept may be payments.
    if nearest == "payment_period" and is_kept and not _PAYS.search(before):
        return "retention_period"
    # "A refund of payments made within": what is granted is the refund.
    if nearest == "payment_period" and _PAID_BACK.search(before) and not _PAYS.search(before):
        return "withdrawal_period"
    return nearest


def _expires_without_data(kind: str, match: re.Match[str], before: str) -> bool:
    """Return whether a period of keeping was read from something that expires and is no data."""
    return (
        kind == "retention_period"
        and _EXPIRES.match(match.group()) is not None
        and _DATA_EXPIRES.search(before) is None
    )


def _words_around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the folded words before and after a place, within its own clause."""
    before = text[max(0, start - _LONGEST) : start]
    ends = list(_CLAUSE_END.finditer(before))
    before = before[ends[-1].end() :] if ends else before
    after = text[end : end + _LONGEST]
    stop = _CLAUSE_END.search(after)
    return fold_for_comparison(before), fold_for_comparison(
        after[: stop.start()] if stop else after
    )


def _last_match(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Return the match that begins last: the nearest governing word."""
    last_match = pattern.search(text)
    last = last_match
    while last_match is not None:
        last = last_match
        last_match = pattern.search(text, last_match.start() + 1)
    return last
