"""The one normalisation of white space, quotes and Unicode."""

import re
import unicodedata
from hashlib import sha256
from urllib.parse import SplitResult, urlsplit

# Soft hyphen, zero-width space and word joiner, marks, embeddings and isolates of direction,
# grapheme joiner, selectors of how a sign is drawn, tags, byte order mark: invisible, served or not at random by content systems, and never part of what a reader reads.
# U+200C and U+200D are kept beside the letters and signs that need them to read right: those of
# Arabic, Persian and Indic scripts, and emoji. Elsewhere, site builders leave them in empty lines.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff\x00"
    "\U000e0000-\U000e007f]"
    # Between others than those letters and signs.
    "|(?:(?<=[\x01-\u058f\u1e00-\u206f])|(?<![^\x00]))[\u200c\u200d]+(?=[\x00-\u058f\u1e00-\u206f]|\\Z)"
)
# Half of a pair that came alone: not a character, and no UTF-8 can hold it.
_LONE = re.compile("[\ud800-\udfff]")
# One class of characters: a search for it is many times faster than for the patterns above.
_ODD = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff\x00"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)
SINGLE_QUOTES = "‘’‚‛′`´ʼ"
DASHES = "‐‑‒–—―−"
_FOLDED = {
    **dict.fromkeys(SINGLE_QUOTES, "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys(DASHES, "-"),
    "…": "...",
    # Raised figures are cents, powers or notes, never digits of the number before them.
    **{figure: f"^{value}" for value, figure in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")},
}
_FOLDABLE = re.compile(f"[{''.join(_FOLDED)}]")


def normalise_text(text: str) -> str:
    r"""Return the text as it is kept in a block: NFC, one blank between words, nothing invisible.

    Quotes and dashes stay as the policy wrote them, since a block is quoted verbatim.

    >>> normalise_text(" We\u00a0may\n use\u200b it. ")
    'We may use it.'
    """
    if text.isascii():
        return " ".join(text.replace("\x00", "").split())
    composed = unicodedata.normalize("NFC", text)
    if _ODD.search(composed):
        composed = _LONE.sub("\ufffd", _INVISIBLE.sub("", composed))
    return " ".join(composed.split())


def fold_for_comparison(text: str) -> str:
    """Return a text for comparison only: compatibility forms, case, quotes and dashes made equal.

    >>> fold_for_comparison("“Content” – Ours") == fold_for_comparison('"content" - ours')
    True
    """
    if text.isascii():
        return text.replace("`", "'").lower()
    plain = _FOLDABLE.sub(lambda match: _FOLDED[match[0]], text)
    return unicodedata.normalize("NFKC", plain).casefold()


def hash_parts(*parts: str) -> str:
    """Return the SHA-256, in lower-case hex, of the parts, each ended by a NUL.

    >>> hash_parts("a", "b") == hash_parts("ab")
    False
    """
    return sha256(
        "".join(f"{part}\0" for part in parts).encode("utf-8", "surrogatepass")
    ).hexdigest()


_USERINFO = re.compile(r"\b([a-z][a-z0-9+.-]{0,19}:[/\\]{2,})[^\s/?#\\\"'<>]*@", re.IGNORECASE)


def without_userinfo(text: str) -> str:
    """Return a URL, or a text with URLs, without the names and passwords before the hosts.

    >>> without_userinfo("https://ada:secret@lumen.example/@terms answered 404")
    'https://lumen.example/@terms answered 404'
    """
    return _USERINFO.sub(r"\1", text) if "@" in text else text


def split_url(url: str) -> SplitResult:
    """Return the parts of a URL; of what somebody sent instead of one, parts that are all empty.

    >>> split_url("http://lumen.example/terms").hostname, split_url("http://[2J/terms").hostname
    ('lumen.example', None)
    """
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", "", "", "")


def count_noun(count: int, singular: str, many: str | None = None) -> str:
    """Return a number with its noun.

    >>> count_noun(1, "capture"), count_noun(1200, "capture")
    ('1 capture', '1,200 captures')
    """
    return f"{count:,} {singular if count == 1 else many or singular + 's'}"
