"""The character set of a body: by its byte order mark, header, mark-up, or the bytes themselves."""

import codecs
import re

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"""<meta[^>]{1,400}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{1,200}encoding\s*=\s*["']([\w.:-]{2,40})""", re.IGNORECASE)
_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
# The Encoding Standard reads these labels as their supersets; pages rely on it.
_SUPERSETS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-7": "cp1252",
}
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_JIS = b"\x1b$"
_SEEN = 4096
_SAMPLE = 20_000
_ODD = re.compile(r"[\ufffd\x80-\x9f]")
_FEW = 0.002
"""Share of undecodable characters up to which a declared character set is believed."""


def decode_text(body: bytes, media_type: str) -> str:
    """Return the text of a body; undecodable bytes become U+FFFD."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    if _looks_like_utf16(body):
        return body.decode("utf-16-le" if body[1] == 0 else "utf-16-be", "replace")
    if _JIS in body[:_SEEN]:
        return body.decode("iso2022_jp", "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_damaged_utf8(body, error):
            return body.decode("utf-8", "replace")
    return _decode_legacy(body, media_type)


def _looks_like_utf16(body: bytes) -> bool:
    head = body[:200]
    half = len(head) // 2
    return half > 1 and max(head[::2].count(0), head[1::2].count(0)) > 0.8 * half


def _is_damaged_utf8(body: bytes, error: UnicodeDecodeError) -> bool:
    """Return whether nearly all non-ASCII bytes are UTF-8: one bad byte does not disqualify a page."""
    start = max(0, error.start - _SAMPLE)
    sample = body[start : start + 10 * _SAMPLE]
    bad = sample.decode("utf-8", "replace").count("\ufffd")
    good = sum(1 for char in sample.decode("utf-8", "ignore") if char > "\x7f")
    return good > 5 * bad


def _decode_legacy(body: bytes, media_type: str) -> str:
    """Decode by the header, else by the mark-up, if the result is readable; else detect the character set."""
    for name in (*_HEADER.findall(media_type), *_declared_charsets(body)):
        text = _read_as(body, name)
        if text is not None and len(_ODD.findall(text)) <= _FEW * len(text):
            return text
    best = from_bytes(_densest_part(body)).best()
    return body.decode(best.encoding if best is not None else "cp1252", "replace")


def _declared_charsets(body: bytes) -> list[str]:
    head = body[:_SEEN]
    return [match.decode("ascii") for match in (*_XML.findall(head), *_META.findall(head))]


def _read_as(body: bytes, name: str) -> str | None:
    try:
        known = codecs.lookup(name).name
        if known.startswith("utf-8"):
            return None
        return body.decode(_SUPERSETS.get(known, known), "replace")
    except (LookupError, UnicodeError, ValueError):
        return None


def _densest_part(body: bytes) -> bytes:
    """Return the part of the body with the most non-ASCII bytes."""
    first = _NOT_ASCII.search(body)
    start = max(0, first.start() - 1000) if first else 0
    return body[start : start + _SAMPLE]
