"""Quotes from a policy: always a verbatim run of whole words between quotation marks."""

import re

# After these marks and before these words, a part of a sentence begins that reads by itself.
_OPENERS = re.compile(r"(?:[,;:]|\)|—|–)\s+|\s(?=(?:and|or|but|unless|if|et|ou|und|oder)\s)")
_EDGES = " \t\n.,;:"
# A list mark or an opening bracket that a cut leaves behind: "and (iii".
_LOOSE_BRACKET = re.compile(r"(?:[\s,;:]+(?:and|or))?[\s,;:]*\([\w.]{0,4}$")
_LOOSE_END = re.compile(
    r"(?:[\s,;:]+(?:and|or|but|the|an?|of|to|in|for|with|by|on|our|your|any|such as|including|as well as|\([ivxa-z\d]{1,4}\)))+$",
    re.IGNORECASE,
)
"""Words that a cut leaves behind and that mean nothing without the next ones."""
_NAME_END = re.compile(r"(?:\b\w\.){2,}\s*$|\b(?:Inc|Ltd|Co|Corp|LLC|No|St|Jr|Sr|Pty)\.\s*$")
"""A full stop that belongs to the word before it."""
_LEAD_IN = re.compile(
    r"(?:(?:for the avoidance of doubt|in addition|additionally|furthermore|accordingly|consequently|moreover|however|please note that|note that|also|still)\b,?\s+)?"
    r"(?:by (?:us|access|creat|regist|sign|open|visit)\w*\b"
    r"(?:(?!\b(?:without|not|only|except|unless|if)\b)[^.;:]){0,160}?,\s+)?"
    r"(?:you (?:\w+ly )?(?:acknowledge|understand|agree|confirm)"
    r"(?:,? and (?:\w+ly )?(?:acknowledge|understand|agree))* that\s+)?"
    r"(?=(?:we|you|our|your|the|any|all|it|they|no|this|these)\b)",
    re.IGNORECASE,
)
"""Introductions before the rule itself:

using the service, agreeing to the terms. Conditions ("if you have no account") belong to the rule.
"""
_ITEM_MARK = re.compile(
    r"(?:\([ivxlc\d]{1,5}\)|\([a-z]\)|\d+(?:\.\d+)*[.)](?!\d)|\d+(?:\.\d+)+|[a-z]\))\s*(?=\S)",
    re.IGNORECASE,
)
"""The number of a clause or of an item, e.g. `(iv)`, `8.6`, `a)`."""
_LONG_OPENER = re.compile(
    r"(?:(?:\d+(?:\.\d+)*\.?\s+)?[A-Z][\w&,/ -]{2,40}\.\s+)?((?:(?P<purpose>To|In order to)|If|When|Where|Subject to|Depending on|Upon|For|By|Except|Unless|Provided|Notwithstanding|Without)\b"
    r"[^;:.]{20,240}?,)\s+(?=(?:[\w’'-]+\s+){1,12}?(?:may|will|shall|must|can|cannot|is|are|has|have|do|does|agree)\b)"
)
"""A condition or a purpose that a sentence begins with."""
_OPENER_CHARS = 110
_LEAST_LEFT = 15
"""Letters that must be left after an introduction is cut off."""
MOST = 280
"""Most letters of a quote: two or three lines."""


def quote_beginning(text: str, most: int = MOST) -> str:
    """Return the beginning of a text as a quote; an omission is marked after it.

    >>> quote_beginning("We keep it all."), quote_beginning("We keep your messages for ever, and a day.", 34)
    ('"We keep it all"', '"We keep your messages for ever" ...')
    """
    plain = text.strip(" \t\n,;:") if _NAME_END.search(text) else text.strip(_EDGES)
    if len(plain) <= most:
        return _between_quotes(plain)
    return f"{_between_quotes(_cut_beginning(plain, most))} ..."


def quote_rule(sentence: str, most: int = MOST) -> str:
    """Return the beginning of the rule in a sentence as a quote, without its introduction.

    >>> quote_rule("By using the Service, you agree that we may end your account at any time.", 45)
    '"we may end your account at any time"'
    """
    mark = _ITEM_MARK.match(sentence)
    lead = _LEAD_IN.match(sentence, mark.end() if mark else 0)
    end = lead.end() if lead else mark.end() if mark else 0
    return quote_beginning(sentence[end:] if len(sentence) - end >= _LEAST_LEFT else sentence, most)


def quote_main(sentence: str, most: int = MOST) -> str:
    """Return a sentence as a quote; of one that is too long, the main clause, behind the condition it begins with.

    >>> quote_main("To show you better hens, we may read all of your messages to vets and to clubs.", 60)
    '"we may read all of your messages to vets and to clubs"'
    """
    opener = _LONG_OPENER.match(sentence) if len(sentence) > most else None
    if opener is None:
        return quote_beginning(sentence, most)
    rest = quote_beginning(sentence[opener.end() :], most)
    if opener["purpose"]:
        return rest
    lead = quote_beginning(opener[1], _OPENER_CHARS).removesuffix(" ...")
    return f"{lead} ... {rest}"


def quote_around(sentence: str, focus: tuple[int, int], most: int = MOST) -> str:
    """Return a quote of the part of a sentence around the given offsets.

    >>> quote_around("If you ask us, we may share it with insurers, who keep it.", (26, 44), 32)
    '"we may share it with insurers" ...'
    """
    if len(sentence) <= most or focus[1] <= most:
        return quote_beginning(sentence, most)
    first = max(0, min(focus[0], focus[1] - most // 2))
    opened = [match.end() for match in _OPENERS.finditer(sentence) if match.end() <= first]
    start = (
        opened[-1] if opened and first - opened[-1] <= most // 2 else _word_begin(sentence, first)
    )
    return quote_beginning(sentence[start:], most)


def _cut_beginning(text: str, most: int) -> str:
    """Return the beginning of a text, cut at the end of a clause if one lies in its second half."""
    ends = [match.start() for match in _OPENERS.finditer(text, most // 2, most + 1)]
    end = ends[-1] if ends else text.rfind(" ", 0, most + 1)
    cut = text[: end if end > 0 else most].rstrip(_EDGES)
    open_at = cut.rfind("(")
    if cut.count("(") > cut.count(")") and open_at >= most // 3:
        cut = cut[:open_at].rstrip(_EDGES)
    cut = _LOOSE_BRACKET.sub("", cut) or cut
    return _LOOSE_END.sub("", cut) or cut


def _word_begin(text: str, place: int) -> int:
    begin = text.rfind(" ", 0, place + 1) + 1
    return begin if place - begin <= MOST else place


def _between_quotes(text: str) -> str:
    """Return a text between quotation marks that it does not contain itself."""
    if '"' not in text:
        return f'"{text}"'
    return f"“{text}”" if "”" not in text else f"«{text}»"
