import gzip
import re
import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policytrail.extract import extract
from policytrail.model import Document, Failure, FailureReason, Recipe
from policytrail.text import normalise_text
from tests.extract.pages import CLAUSES
from tests.growth import check_linear

POLICY = CLAUSES.encode() * 3
MANY = 100_000
HOSTILE = {
    "nested div": b"<div>" * MANY + POLICY,
    "nested and closed": b"<div>" * MANY + POLICY + b"</div>" * MANY,
    "nested tables": b"<table><tr><td>" * MANY + POLICY,
    "nested bold": b"<b>" * MANY + POLICY,
    "attributes": b"<p " + b" ".join(b"a%d=1" % n for n in range(MANY)) + b">x</p>" + POLICY,
    "one long attribute": b'<div class="' + b"x " * 1_000_000 + b'">' + POLICY,
    "unclosed tags": POLICY + b"<a " * MANY,
    "unclosed scripts": POLICY + b"<script>" * MANY,
    "breaks": b"<br>" * MANY + POLICY,
    "spans": b"<p>" + b"<span class=c>A sentence that is long enough.</span>" * 10_000 + POLICY,
    "spans in a sentence": b"<p>We ban you. " + b"<span class=share>x y</span> " * 20_000 + POLICY,
    "hidden spans": b"<p>We ban you. " + b"<span hidden>for any reason</span> " * 20_000 + POLICY,
    "elements of its own": b"<p>" + b"<x-a>We</x-a>" * 20_000 + POLICY,
    "rows that reach down": b"<table>" + (b"<tr>" + b"<td rowspan=999>a" * 60) * 1_000 + POLICY,
    "dates": b"<p>" + b"last updated 1 May 2020, " * 10_000 + POLICY,
    "accents": b"<p>" + b"<a href=/x>e\xcc\x81 link</a> " * 10_000 + POLICY,
    "one long word": b"<h1>Terms</h1><p>We may ban you. " + b"a" * MANY,
    "NUL": POLICY.replace(b" ", b" \x00"),
    "bad UTF-8": POLICY.replace(b"you", b"y\xff\xc0\xafou"),
    "lone surrogates": POLICY + b"<p>&#xD800;\xed\xa0\x80</p>",
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_hostile_mark_up_gives_one_result_in_bounded_time(body: bytes) -> None:
    began = time.process_time()

    found = extract(body, "text/html", Recipe())

    assert isinstance(found, Document | Failure)
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"\x00" * 99, "empty"),
        (b"\x1f\x8b\x08\x00abc", "truncated"),
        (gzip.compress(POLICY)[:-20], "truncated"),
        (b"\x89PNG\r\n\x1a\n", "unsupported"),
        (b"PK\x03\x04word", "unsupported"),
        (b"x" * 20_000_001, "unsupported"),
    ],
    ids=["nothing", "NULs", "no gzip", "half a gzip", "image", "office", "huge"],
)
def test_what_cannot_be_read_is_a_failure_with_its_reason(body: bytes, reason: str) -> None:
    found = extract(body, "text/html", Recipe())

    assert isinstance(found, Failure)
    assert found.reason == FailureReason(reason)


def test_a_packed_body_is_unpacked() -> None:
    assert extract(gzip.compress(POLICY), "text/html", Recipe()) == extract(
        POLICY, "text/html", Recipe()
    )


def test_time_grows_with_the_size_of_the_page_and_no_faster() -> None:
    section = b"<div><h2>Terms</h2>" + CLAUSES.encode() + b"</div>"

    def reading(count: int) -> Callable[[], object]:
        return lambda: extract(section * count, "text/html", Recipe())

    check_linear(reading(300), reading(1_200))


TAGS = st.sampled_from(
    [
        "p",
        "div",
        "h1",
        "h3",
        "ul",
        "ol",
        "li",
        "table",
        "tr",
        "td",
        "th",
        "dl",
        "dt",
        "dd",
        "a",
        "b",
        "span",
        "br",
        "pre",
        "button",
        "details",
        "summary",
        "sup",
        "nav",
        "main",
        "article",
        "footer",
        "script",
        "style",
        "form",
        "input",
        "select",
        "svg",
        "template",
        "noscript",
        "title",
    ]
)
PIECES = st.one_of(
    TAGS.map(lambda tag: f"<{tag}>"),
    TAGS.map(lambda tag: f"</{tag}>"),
    TAGS.map(
        lambda tag: f"<{tag} hidden class='nav cookie-banner' href='//[' style='font-weight:bold'>"
    ),
    st.text(max_size=12),
    st.sampled_from(
        [CLAUSES, "&nbsp;", "&#0;", "e\u0301", "1. ", "Effective 1/2/2020 ", "<!--", "-->"]
    ),
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(PIECES, max_size=40), st.sampled_from(["", "text/html", "text/plain", "text/markdown"])
)
def test_any_mark_up_gives_a_document_that_holds_together(
    pieces: list[str], media_type: str
) -> None:
    found = extract(
        "".join(pieces).encode("utf-8", "replace"), media_type, Recipe(), "https://a.example/"
    )

    assert isinstance(found, Failure) or is_whole(found)


@given(
    st.binary(max_size=400), st.sampled_from([b"", b"%PDF-1.7\n", b"<html>", b"\x1f\x8b\x08\x00"])
)
def test_any_bytes_give_one_result(body: bytes, start: bytes) -> None:
    found = extract(start + body, "", Recipe())

    assert isinstance(found, Failure) or is_whole(found)


def is_whole(document: Document) -> bool:
    """Return whether texts are normal, and links and claims lie where they say."""
    texts = [block.text for block in document.blocks]
    links = all(0 <= k.start < k.end <= len(texts[k.block]) for k in document.links)
    claims = all(c.block is None or c.text in texts[c.block] for c in document.claimed_dates)
    dates = all(re.fullmatch(r"\d{4}(-\d\d){0,2}", c.date) for c in document.claimed_dates)
    normal = all(text and normalise_text(text) == text for text in texts)
    return links and claims and dates and normal


def test_the_same_body_gives_the_same_document() -> None:
    body = POLICY + b"<p>Last updated 1 May 2020</p>"

    assert extract(body, "text/html", Recipe()) == extract(body, "text/html", Recipe())
