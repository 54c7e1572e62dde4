"""How texts were served decides what a return or a redirect is."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from policytrail.changes import answer_question, pending_questions
from policytrail.extract.markdown import read_markdown
from policytrail.model import Document, Evidence, Kind, Origin, Transition, Version
from policytrail.significance.classify.served import is_sent_home
from tests.significance.texts import POLICY
from tests.values import START

_WEEKS, _DAYS = timedelta(weeks=12), timedelta(days=2)
_OLD = read_markdown(POLICY)
_NEW = read_markdown(POLICY.replace("we never sell it", "we may sell it"))
_HOME = read_markdown(
    "Brindle\n=======\n\nBrindle is the diary of people who keep hens. Read our privacy policy, our terms and"
    " what we do with your personal data before you sign up.\n\nOur prices are fair, you may cancel at any time, and we"
    " share nothing that you write with advertisers or anybody else.\n"
)


def _seen(at: datetime, final_url: str = "https://brindle.example/privacy") -> Evidence:
    url = "https://brindle.example/privacy"
    return Evidence(at.isoformat(), at, Origin.LIVE, url, final_url, 200, at.isoformat())


def _versions(documents: list[Document], held: timedelta) -> list[Version]:
    return [
        Version(
            "brindle-privacy",
            document.sha256,
            "recipe",
            _seen(START + place * held),
            _seen(START + (place + 1) * held - timedelta(hours=6)),
            9,
            is_reversion=document in documents[: max(0, place - 1)],
        )
        for place, document in enumerate(documents)
    ]


def _alerts(documents: list[Document], held: timedelta) -> list[bool]:
    versions = _versions(documents, held)
    steps = [Transition(*pair) for pair in pairwise(versions)]
    known = {document.sha256: document for document in documents}
    return [
        answer_question(question, known).significance.alert for question in pending_questions(steps)
    ]


def test_a_text_that_comes_back_after_months_is_news_each_time() -> None:
    assert _alerts([_OLD, _NEW, _OLD, _NEW], _WEEKS) == [True, True, True]


def test_a_text_that_comes_back_within_days_is_a_variant() -> None:
    assert _alerts([_OLD, _NEW, _OLD, _NEW], _DAYS) == [True, False, False]


def test_a_redirect_to_the_front_page_is_a_failure_and_its_end_too() -> None:
    versions = _versions([_OLD, _HOME, _OLD], _DAYS)
    home = _seen(START + _DAYS, "https://brindle.example/")
    sent = Version("brindle-privacy", _HOME.sha256, "recipe", home, home, 1, is_reversion=False)
    steps = [Transition(versions[0], sent), Transition(sent, versions[2])]
    known = {document.sha256: document for document in (_OLD, _HOME)}

    told = [answer_question(question, known).significance for question in pending_questions(steps)]

    assert [(one.kind, one.reasons[0].code) for one in told] == [
        (Kind.FAILURE, "sent_home"),
        (Kind.FAILURE, "recovered"),
    ]


@pytest.mark.parametrize(
    ("final_url", "expected"),
    [
        ("https://brindle.example/", True),
        ("https://www.brindle.example/en/", True),
        ("https://brindle.example/en-gb/home", True),
        ("https://brindle.example/privacy", False),
        ("https://brindle.example/legal/privacy", False),
        ("https://brindle.example/?page=privacy", False),
        ("https://[brindle/", False),
    ],
)
def test_a_front_page_is_told_by_its_path(final_url: str, expected: bool) -> None:
    assert is_sent_home(_seen(START, final_url)) is expected
