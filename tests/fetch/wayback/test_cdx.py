from datetime import UTC, datetime

import pytest

from policytrail.fetch.wayback.cdx import NotAListing, read_part
from policytrail.fetch.wayback.memento import Memento, archive_key

ROW = "example,lumen)/terms 20260301120000 https://lumen.example/terms text/html 200 ABC 812"
MEMENTO = Memento(
    "20260301120000",
    datetime(2026, 3, 1, 12, tzinfo=UTC),
    "https://lumen.example/terms",
    "text/html",
    200,
    "ABC",
    812,
)
CDXJ = (
    'example,lumen)/terms 20260301120000 {"url": "https://lumen.example/terms", '
    '"mime": "text/html", "status": "200", "digest": "ABC", "length": "812", "offset": "0"}'
)
CDX_11 = (
    " CDX N b a m s k r M S V g\nexample,lumen)/terms 20260301120000 "
    "https://lumen.example/terms text/html 200 ABC - - 812 334 lumen.warc.gz"
)
JSON_LINES = (
    '{"urlkey": "example,lumen)/terms", "timestamp": "20260301120000", "mime": "text/html", '
    '"url": "https://lumen.example/terms", "status": "200", "digest": "ABC", "length": "812"}'
)
JSON = (
    '[["urlkey","timestamp","original","mimetype","statuscode","digest","length"],\n'
    '["example,lumen)/terms","20260301120000","https://lumen.example/terms","text/html","200",'
    '"ABC","812"]]'
)


@pytest.mark.parametrize(
    "text",
    [ROW, CDXJ, CDX_11, JSON, JSON_LINES],
    ids=["seven", "cdxj", "cdx11", "json", "json lines"],
)
def test_every_form_of_a_listing_gives_the_same_memento(text: str) -> None:
    assert read_part(text + "\n").mementos == (MEMENTO,)


def test_an_empty_listing_is_a_listing() -> None:
    part = read_part("")

    assert (part.rows, part.mementos, part.resume_key) == (0, (), None)


@pytest.mark.parametrize(
    "text",
    [
        f"{ROW}\n\ncom%2Clumen%29%2Fterms+20260301120001\n",
        JSON[:-1] + ',\n[],["com%2Clumen%29%2Fterms+20260301120001"]]',
    ],
    ids=["text", "json"],
)
def test_what_follows_the_rows_is_the_resume_key(text: str) -> None:
    part = read_part(text)

    assert (part.mementos, part.resume_key) == (
        (MEMENTO,),
        "com%2Clumen%29%2Fterms+20260301120001",
    )


def test_a_revisit_has_no_status_and_a_lost_length_is_unknown() -> None:
    part = read_part(ROW.replace("text/html 200 ABC 812", "warc/revisit - ABC -"))

    assert (part.mementos[0].status, part.mementos[0].length) == (None, None)


@pytest.mark.parametrize(
    ("timestamp", "captured_at"),
    [
        ("20000012170449", datetime(2000, 1, 12, 17, 4, 49, tzinfo=UTC)),
        ("20000800241623", datetime(2000, 8, 1, 23, 16, 23, tzinfo=UTC)),
        ("20231231235960", datetime(2023, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("201512", datetime(2015, 12, 1, tzinfo=UTC)),
    ],
)
def test_a_time_that_is_no_date_becomes_the_nearest(timestamp: str, captured_at: datetime) -> None:
    part = read_part(ROW.replace("20260301120000", timestamp))

    assert (part.mementos[0].timestamp, part.mementos[0].captured_at) == (timestamp, captured_at)


@pytest.mark.parametrize(
    "damaged",
    ["example,lumen)/terms 20260301120000 https://lumen.example/terms text/html", f"{ROW} more"],
)
def test_a_damaged_row_is_counted_and_left_out(damaged: str) -> None:
    part = read_part(f"{ROW}\n{damaged}\n")

    assert (part.mementos, part.rows, part.damaged) == ((MEMENTO,), 2, 1)


@pytest.mark.parametrize("url", ["mailto:a@lumen.example", "http://mailto:a@lumen.example/", "x/y"])
def test_what_is_no_web_address_is_no_memento(url: str) -> None:
    part = read_part(ROW.replace("https://lumen.example/terms", url))

    assert (part.mementos, part.damaged) == ((), 0)


@pytest.mark.parametrize("text", ["<html>Offline</html>", "Too many requests", '[["urlkey"', "[1]"])
def test_what_is_no_listing_is_refused(text: str) -> None:
    with pytest.raises(NotAListing):
        read_part(text)


@pytest.mark.parametrize(
    "url",
    [
        "http://lumen.example/Terms",
        "https://www.lumen.example:443/terms/",
        "http://LUMEN.example:80/terms",
    ],
)
def test_an_address_is_the_same_with_other_scheme_port_and_case(url: str) -> None:
    assert archive_key(url) == "lumen.example/terms"
