"""What the product reads out of the invented web is what was written into it."""

import re
from datetime import datetime

import pytest

from policytrail.extract import extract
from policytrail.model import Document, Failure, Source
from tests.web.answers import answer
from tests.web.story import Serve, demo_sources, scene, timeline

SOURCES = {each.source_id: each for each in demo_sources().entries}
MOMENTS = timeline().moments
NOISY = "brightlane-rules"
"""Its rule takes a ticker along: the change that is only noise."""


def read(source: Source, now: datetime) -> Document | Failure | None:
    """Return what a source's answer is read as; None without one."""
    found = answer(source.url, now, {})
    if found and found.status == 301:
        host = timeline().services[source.service_id].host
        found = answer(f"http://{host}{dict(found.headers)['Location']}", now, {})
    if not found or found.status != 200:
        return None
    return extract(found.body, dict(found.headers)["Content-Type"], source.recipe, source.url)


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_every_line_of_a_policy_is_found_on_its_page(source: Source) -> None:
    document = read(source, MOMENTS[0])
    assert isinstance(document, Document)
    found = letters("".join(block.text for block in document.blocks))

    text = scene(source.source_id, MOMENTS[0]).text
    lines = [line for line in map(letters, text.splitlines()) if line]

    assert [line for line in lines if line not in found] == []


@pytest.mark.parametrize("source_id", [each for each in SOURCES if each != NOISY])
def test_a_document_changes_when_the_text_does_and_only_then(source_id: str) -> None:
    texts: list[str] = []
    documents: list[str] = []
    for moment in MOMENTS:
        document = read(SOURCES[source_id], moment)
        if isinstance(document, Document):
            texts.append(scene(source_id, moment).text)
            documents.append(document.sha256)

    assert [documents.index(each) for each in documents] == [texts.index(each) for each in texts]


def test_noise_that_a_rule_takes_along_changes_the_document() -> None:
    documents = {
        document.sha256
        for document in (read(SOURCES[NOISY], moment) for moment in MOMENTS)
        if isinstance(document, Document)
    }

    assert len(documents) == len(MOMENTS)


@pytest.mark.parametrize(
    ("source_id", "serve"), [("parley-terms", Serve.CHALLENGE), ("mosswell-privacy", Serve.SHELL)]
)
def test_what_is_served_in_place_of_a_policy_is_a_failure(source_id: str, serve: Serve) -> None:
    at = next(moment for moment in MOMENTS if scene(source_id, moment).serve is serve)

    assert isinstance(read(SOURCES[source_id], at), Failure)
