"""Real answers of the Wayback Machine, read from the shared corpus where it is at hand."""

import base64
import json
import lzma
import re
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import cast

import pytest

from policytrail.errors import FetchError, NotArchived
from policytrail.fetch.answer import Answer, Request
from policytrail.fetch.settings import FetchSettings
from policytrail.fetch.wayback.archive import Archive
from policytrail.fetch.wayback.cdx import read_part
from policytrail.fetch.wayback.listing import Lister
from policytrail.fetch.wayback.memento import Memento
from policytrail.fetch.wayback.playback import INSIDE, Playback
from policytrail.fetch.wayback.query import Query
from tests.corpus import CORPUS, needs_corpus
from tests.fetch.wayback.conftest import NOW, SOURCE, Memory

pytestmark = needs_corpus

Recorded = Mapping[str, object]
WAYBACK = CORPUS / "wayback"
RAW = re.compile(r"/web/(?P<timestamp>\d{14})id_/(?P<url>.+)$")


@cache
def recorded() -> tuple[Recorded, ...]:
    if not WAYBACK.is_dir():
        return ()
    with lzma.open(WAYBACK / "interactions.jsonl.xz", "rt", encoding="utf-8") as lines:
        return tuple(json.loads(line) for line in lines)


def of_kind(kind: str) -> list[Recorded]:
    return [each for each in recorded() if each["kind"] == kind]


def body_of(each: Recorded) -> bytes:
    text = each.get("body_text")
    return str(text).encode() if text is not None else base64.b64decode(str(each["body_b64"]))


def answer_of(each: Recorded) -> Answer:
    headers: list[tuple[str, str]] = []
    for name, value in cast("Mapping[str, str | list[str]]", each["headers"]).items():
        values = value if isinstance(value, list) else [value]
        # The recordings hold bodies with their transfer's coding undone.
        headers += [(name, text) for text in values if name.lower() != "content-encoding"]
    url = str(each["url"])
    return Answer(url, url, int(str(each["status"])), tuple(headers), body_of(each))


def test_every_recorded_listing_is_read_to_its_last_row() -> None:
    listings = [each for each in of_kind("cdx") if each["status"] == 200]

    parts = [read_part(body_of(each).decode()) for each in listings]

    rows = [sum(" " in line for line in body_of(each).decode().splitlines()) for each in listings]
    assert ([part.rows for part in parts], sum(part.damaged for part in parts)) == (rows, 0)


def test_every_recorded_resume_key_is_found() -> None:
    listings = [body_of(each).decode() for each in of_kind("cdx") if each["status"] == 200]

    keys = [read_part(text).resume_key for text in listings]

    ends = [re.search(r"\n\n(\S+)\n?$", text) for text in listings]
    assert keys == [end and end[1] for end in ends]


def captured(asked: str) -> tuple[str, str]:
    """Return the name of the body that a recorded address led to, or what went wrong."""
    answers = {str(each["url"]): answer_of(each) for each in of_kind("memento")}

    def get(ask: Request) -> Answer:
        if ask.url not in answers:
            raise FetchError("nobody recorded it", ask.url)
        return answers[ask.url]

    found = RAW.search(asked)
    assert found is not None
    at = datetime.strptime(found["timestamp"], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    memento = Memento(found["timestamp"], at, found["url"], "text/html", 200, "", None)
    playback = Playback(Archive.from_settings(FetchSettings()), get, lambda: NOW, 1 << 24, 10)
    try:
        capture, _ = playback.capture_memento(SOURCE, memento)
    except FetchError as error:
        return "", error.outcome
    assert abs(capture.captured_at - at) <= timedelta(days=1)
    return capture.body_sha256, ""


def test_every_recorded_memento_is_a_capture_or_says_why_not() -> None:
    addresses = {str(each["url"]) for each in of_kind("memento") if RAW.search(str(each["url"]))}

    outcomes = Counter(captured(asked)[1] or "captured" for asked in addresses)

    # Reviewed one by one: the site's own 403, 404 and 429; another time than asked; two loops.
    assert outcomes == {
        "captured": 13,
        "http_status": 12,
        "not_archived": 13,
        "too_many_redirects": 2,
    }


def test_a_recorded_body_comes_back_with_its_hash() -> None:
    plain = [
        each
        for each in of_kind("memento")
        if each["status"] == 200
        and RAW.search(str(each["url"]))
        and answer_of(each).header("Memento-Datetime")
    ]

    names = {captured(str(each["url"]))[0] for each in plain}

    assert names == {str(each["body_sha256"]) for each in plain}


@pytest.mark.parametrize(
    ("name", "read", "damaged"),
    [("malformed", 3, 0), ("bad_timestamp", 5, 0), ("zero_length", 5, 0)],
)
def test_rows_that_broke_other_readers_are_read(name: str, read: int, damaged: int) -> None:
    text = (WAYBACK / "cdx_edge_cases" / f"{name}_cdx.txt").read_text(encoding="utf-8")

    part = read_part(text)

    assert (len(part.mementos), part.damaged) == (read, damaged)


@pytest.mark.parametrize("name", ["pywb__dupes", "pywb__iana"])
def test_pywbs_two_forms_of_an_index_say_the_same(name: str) -> None:
    folder = WAYBACK / "warc_cdx_samples"

    forms = [
        read_part((folder / f"{name}.{form}").read_text(encoding="utf-8")).mementos
        for form in ("cdx", "cdxj")
    ]

    assert forms[0] == forms[1]


def other_listings() -> list[tuple[int, str, str]]:
    """Return the status, the address and the text of the answers that another program recorded."""
    lines = [
        line
        for path in sorted((WAYBACK / "cdx_toolkit_mock_responses").glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    answers = [json.loads(line) for line in lines]
    return [
        (each["response_status_code"], each["url"], each["response_text"])
        for each in answers
        if "cdx/search" in each["url"] or each["url"].endswith("-index")
    ]


def test_every_recorded_listing_of_another_program_is_read() -> None:
    parts = [read_part(text) for status, _, text in other_listings() if status == 200]

    assert parts
    assert all(part.mementos and not part.damaged for part in parts)


def test_a_blocked_url_is_no_empty_listing() -> None:
    answers = {str(each["url"]): answer_of(each) for each in of_kind("cdx")}
    refused = [url for url, answer in answers.items() if answer.status != 200]
    archive = Archive.from_settings(FetchSettings())

    kinds: list[tuple[type[FetchError], bool]] = []
    for url in refused:
        found = Lister(archive, lambda _, url=url: answers[url], Memory())
        with pytest.raises(FetchError) as caught:
            list(found.list_mementos(Query("https://blocked.example/")))
        kinds.append((type(caught.value), caught.value.transient))

    assert kinds == [(NotArchived, False)]


def test_every_recorded_memento_alone_is_a_capture_or_says_why_not() -> None:
    outcomes = Counter(alone(each) for each in of_kind("memento"))

    # Reviewed one by one. `unreachable` redirects within the site's own past, and nothing is played
    # there, since each answer is alone here; `bad_content` is the archive's page about a redirect.
    assert outcomes == {
        "captured 200": 42,
        "bad_content 200": 1,
        "not_archived 200": 1,
        "not_archived 302": 15,
        "not_archived 404": 1,
        "unreachable 301": 6,
        "unreachable 302": 1,
        "unreachable 303": 1,
        "http_status 403": 7,
        "http_status 404": 3,
        "http_status 429": 1,
    }


def alone(each: Recorded) -> str:
    """Return what comes of one recorded answer, whatever it was asked for with."""
    found = INSIDE.search(str(each["url"]))
    assert found is not None
    at = datetime.strptime(found["timestamp"], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    memento = Memento(found["timestamp"], at, found["url"], "text/html", 200, "", None)
    answers = [answer_of(each)]

    def get(ask: Request) -> Answer:
        if not answers:
            raise FetchError("nobody recorded it", ask.url)
        return answers.pop()

    try:
        Playback(
            Archive.from_settings(FetchSettings()), get, lambda: NOW, 1 << 24, 10
        ).capture_memento(SOURCE, memento)
    except FetchError as error:
        return f"{error.outcome} {each['status']}"
    return f"captured {each['status']}"
